package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.NormalizerSpec.Unicode.Form;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.ByteLevelAlphabet;
import dev.tokenwright.text.LiteralPattern;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The byte-level alphabet, lossy decoding and the normalisation forms do what their twins do. */
class TextTwinTest {
    private static final List<Integer> ODD_BYTES = List.of(
            0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1,
            0xF4, 0xF5, 0xFF);

    @Test
    void everyByteIsWrittenAsGpt2WritesIt() {
        for (int value = 0; value < 256; value++) {
            assertThat(ByteLevelAlphabet.character((byte) value)).isEqualTo(PlainByteLevel.character(value));
            assertThat(ByteLevelAlphabet.toByte(PlainByteLevel.character(value)))
                    .isEqualTo((byte) value);
        }
    }

    @Test
    void theByteLevelNormalizerWritesTextAsTheTwinDoes() {
        Normalizer normalizer =
                Normalizer.of(Optional.of(new NormalizerSpec.ByteLevel()), any -> new LiteralPattern("x"));
        RandomTexts random = new RandomTexts(1);
        for (int round = 0; round < 500; round++) {
            String text = random.next(20);
            assertThat(normalizer.apply(text)).as("seed 1, text \"%s\"", text).isEqualTo(PlainByteLevel.write(text));
        }
    }

    @Test
    void bytesThatAreNotTextDecodeAsTheTwinDecodesThem() {
        RandomTexts random = new RandomTexts(2);
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = new byte[random.below(9)];
            for (int index = 0; index < bytes.length; index++) {
                bytes[index] = random.pick(ODD_BYTES).byteValue();
            }
            assertThat(Utf8.decodeLossy(bytes, 0, bytes.length))
                    .as("seed 2, bytes %s", java.util.Arrays.toString(bytes))
                    .isEqualTo(PlainUtf8.decodeLossy(bytes));
            assertThat(Utf8.firstMalformed(bytes, 0, bytes.length) < 0)
                    .isEqualTo(java.util.Arrays.equals(
                            bytes, new String(bytes, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void textsOfOldCodePointsNormalizeAsTheJdkNormalizesThem() {
        int[] covered = java.util.stream.IntStream.range(0, 0x110000)
                .filter(PlainNormalization::covers)
                .toArray();
        RandomTexts random = new RandomTexts(3);
        for (Form form : Form.values()) {
            Normalizer normalizer =
                    Normalizer.of(Optional.of(new NormalizerSpec.Unicode(form)), any -> new LiteralPattern("x"));
            for (int codePoint : covered) {
                String text = Character.toString(codePoint);
                assertThat(normalizer.apply(text))
                        .as("%s of U+%04X", form, codePoint)
                        .isEqualTo(PlainNormalization.normalize(text, form));
            }
            for (int round = 0; round < 5000; round++) {
                StringBuilder text = new StringBuilder();
                for (int length = random.below(8); length > 0; length--) {
                    text.appendCodePoint(covered[random.below(covered.length)]);
                    text.append(random.coin() ? "" : Character.toString(0x300 + random.below(0x70)));
                }
                assertThat(normalizer.apply(text.toString()))
                        .as("seed 3, %s of \"%s\"", form, text)
                        .isEqualTo(PlainNormalization.normalize(text.toString(), form));
            }
        }
    }
}
