package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.testkit.random.RandomTexts;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Tokenizers that lose nothing give every text back, by their ids and by their offsets. */
class RoundTripTest {
    private static final long SEED = 17;
    private static final int ROUNDS = 250;

    @Test
    void someTokenizersAreLossless() {
        assertThat(FixtureTokenizers.lossless()).hasSizeGreaterThan(3);
    }

    @TestFactory
    List<DynamicTest> decodingGivesTheTextBack() {
        return FixtureTokenizers.tests(FixtureTokenizers.lossless(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                String text = random.next(30);
                int[] ids = tokenizer.encodeOrdinary(text);
                assertThat(tokenizer.decode(ids)).as("seed %d", SEED).isEqualTo(text);
                assertThat(tokenizer.decodeBytes(ids, DecodeOptions.DEFAULT))
                        .as("seed %d, \"%s\"", SEED, text)
                        .isEqualTo(text.getBytes(StandardCharsets.UTF_8));
            }
        });
    }

    @TestFactory
    List<DynamicTest> tokensTileTheTextInBytes() {
        return FixtureTokenizers.tests(FixtureTokenizers.lossless(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                String text = random.next(30);
                StringBuilder joined = new StringBuilder();
                int bytes = 0;
                for (int id : tokenizer.encodeOrdinary(text)) {
                    bytes += tokenizer.decodeBytes(new int[] {id}, DecodeOptions.DEFAULT).length;
                    joined.append(id).append(' ');
                }
                assertThat(bytes)
                        .as("seed %d, \"%s\" as %s", SEED, text, joined)
                        .isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
            }
        });
    }

    @TestFactory
    List<DynamicTest> theTextAtTheOffsetsCoversTheText() {
        return FixtureTokenizers.tests(FixtureTokenizers.lossless(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                String text = random.next(30);
                covers(tokenizer, text, SpecialText.AS_TEXT);
                covers(tokenizer, text, SpecialText.RECOGNIZE);
            }
        });
    }

    /** Each token starts where the one before ended, or within its last code point, when a code point has several tokens. */
    private static void covers(Tokenizer tokenizer, String text, SpecialText specialText) {
        if (tokenizer.spec().frame().filter(RoundTripTest::trims).isPresent()) {
            return;
        }
        EncodeOptions options =
                EncodeOptions.ORDINARY.withSpecialText(specialText).withOffsetUnit(OffsetUnit.UTF16);
        Encoding encoding = tokenizer.encodeWithOffsets(text, options);
        int done = 0;
        StringBuilder rebuilt = new StringBuilder();
        for (int token = 0; token < encoding.size(); token++) {
            assertThat(encoding.start(token))
                    .as("seed %d, \"%s\", token %d of %s", SEED, text, token, encoding)
                    .isLessThanOrEqualTo(done);
            assertThat(encoding.end(token)).isGreaterThanOrEqualTo(done).isLessThanOrEqualTo(text.length());
            rebuilt.append(text, done, encoding.end(token));
            done = encoding.end(token);
        }
        assertThat(rebuilt.toString()).as("seed %d", SEED).isEqualTo(text);
    }

    private static boolean trims(FrameSpec frame) {
        return frame instanceof FrameSpec.ByteLevel byteLevel && byteLevel.trimOffsets()
                || frame instanceof FrameSpec.Roberta roberta && roberta.trimOffsets()
                || frame instanceof FrameSpec.Sequence sequence
                        && sequence.steps().stream().anyMatch(RoundTripTest::trims);
    }
}
