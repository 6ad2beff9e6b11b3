package dev.tokenwright.testkit.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.DecodeOptions.UnknownIds;
import dev.tokenwright.EncodeInput;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.SpecialText;
import dev.tokenwright.TokenBuffer;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.vocab.Tokenizers;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Input that is odd, wrong or very long gives what is documented. */
class BadInputTest {
    private static final Map<String, Tokenizer> TOKENIZERS = Map.of(
            "r50k_base", Tokenizers.bundled("r50k_base"),
            "synth_truncpad_in_file", repository("synth_truncpad_in_file"),
            "synth_metaspace_first_bf", repository("synth_metaspace_first_bf"));

    private static Tokenizer repository(String name) {
        return new GoldenComparison(GoldenFolder.inRepository()).load(name);
    }

    @Test
    void aSurrogateWithoutPartnerCountsAsTheReplacementCharacter() {
        TOKENIZERS.forEach((name, tokenizer) -> {
            for (String lone : List.of("\ud83d", "\ude00", "\ude00\ud83d")) {
                String mended = "a" + "\uFFFD".repeat(lone.length()) + "b";
                assertThat(tokenizer.encode("a" + lone + "b")).as(name).isEqualTo(tokenizer.encode(mended));
                assertThat(tokenizer
                                .encodeWithOffsets("a" + lone + "b", EncodeOptions.ORDINARY)
                                .ids())
                        .as(name)
                        .isEqualTo(tokenizer.encodeOrdinary(mended));
            }
        });
    }

    @Test
    void idsWithoutTokenAreLeftOutOrRefusedAsAsked() {
        TOKENIZERS.forEach((name, tokenizer) -> {
            int[] good = tokenizer.encodeOrdinary("hello");
            String text = tokenizer.decode(good);
            for (int bad : new int[] {
                -1, Integer.MIN_VALUE, Integer.MAX_VALUE, tokenizer.vocabulary().idLimit()
            }) {
                int[] ids = java.util.Arrays.copyOf(good, good.length + 1);
                ids[good.length] = bad;
                DecodeOptions skip = DecodeOptions.DEFAULT.withUnknownIds(UnknownIds.SKIP);
                assertThat(tokenizer.decode(ids, skip)).as(name).isEqualTo(text);
                DecodeOptions reject = DecodeOptions.DEFAULT.withUnknownIds(UnknownIds.REJECT);
                refuses(tokenizer, ids, reject, bad, good.length);
                if (tokenizer.spec().unknownIds() == TokenizerSpec.UnknownIds.REJECT) {
                    refuses(tokenizer, ids, DecodeOptions.DEFAULT, bad, good.length);
                } else {
                    assertThat(tokenizer.decode(ids)).as(name).isEqualTo(text);
                }
            }
        });
    }

    private static void refuses(Tokenizer tokenizer, int[] ids, DecodeOptions options, int bad, int index) {
        assertThatThrownBy(() -> tokenizer.decode(ids, options)).isInstanceOfSatisfying(TokenIdException.class, e -> {
            assertThat(e.id()).isEqualTo(bad);
            assertThat(e.tokenIndex()).isEqualTo(index);
        });
        assertThatThrownBy(() -> tokenizer.decodeBytes(ids, options)).isInstanceOf(TokenIdException.class);
    }

    @Test
    void bytesThatAreNotUtf8AreRefusedAndAddNothing() {
        byte[][] bad = {
            {(byte) 0x80},
            {'a', (byte) 0xC0, (byte) 0x80},
            {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            {(byte) 0xF4, (byte) 0x90, (byte) 0x80, (byte) 0x80},
            {(byte) 0xE4, (byte) 0xBD}
        };
        TOKENIZERS.forEach((name, tokenizer) -> {
            for (byte[] bytes : bad) {
                TokenBuffer ids = new TokenBuffer();
                assertThatThrownBy(() -> tokenizer.encodeUtf8(bytes, 0, bytes.length, EncodeOptions.ORDINARY, ids))
                        .as(name)
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("UTF-8");
                assertThat(ids.size()).isZero();
            }
        });
    }

    @Test
    void nothingEncodesToNothingEverywhere() {
        TOKENIZERS.forEach((name, tokenizer) -> {
            assertThat(tokenizer.encodeOrdinary("")).as(name).isEmpty();
            assertThat(tokenizer.count("", EncodeOptions.ORDINARY)).isZero();
            assertThat(tokenizer.fits("", 0, EncodeOptions.ORDINARY)).isTrue();
            assertThat(tokenizer.decode(new int[0])).isEmpty();
            assertThat(tokenizer.decodeBytes(new int[0], DecodeOptions.DEFAULT)).isEmpty();
            assertThat(tokenizer.encodeAll(List.of(), EncodeOptions.ORDINARY)).isEmpty();
            for (EncodeInput input : List.of(
                    EncodeInput.text(""),
                    EncodeInput.pair("", ""),
                    EncodeInput.words(List.of()),
                    EncodeInput.words(List.of("", "")))) {
                Encoding encoding = tokenizer.encodeWithOffsets(input, EncodeOptions.ORDINARY);
                assertThat(encoding.size()).as("%s, %s", name, input).isZero();
            }
        });
    }

    @Test
    void aMillionEqualCharactersAreEncodedAndGivenBack() {
        TOKENIZERS.forEach((name, tokenizer) -> {
            for (String character : List.of("a", " ", "\n")) {
                String text = "x" + character.repeat(1_000_000) + "x";
                int[] ids = tokenizer.encodeOrdinary(text);
                assertThat(tokenizer.decode(ids).equals(text))
                        .as("%s gives %d times \"%s\" back", name, text.length(), character)
                        .isTrue();
                assertThat(tokenizer.count(text, EncodeOptions.ORDINARY)).isEqualTo(ids.length);
            }
        });
    }

    @Test
    void rejectedSpecialTokensAreNamedWithTheirPlaceInUtf16Units() {
        Tokenizer tokenizer = Tokenizers.bundled("r50k_base");
        EncodeOptions reject = EncodeOptions.DEFAULT.withSpecialText(SpecialText.REJECT);
        for (String before : List.of("", "abc", "\u00e9", "\ud83d\ude00\ud83d\ude00 ", "\ud83d")) {
            assertThatThrownBy(() -> tokenizer.encode(before + "<|endoftext|>!", reject))
                    .isInstanceOfSatisfying(SpecialTokenException.class, e -> {
                        assertThat(e.charIndex()).as("after \"%s\"", before).isEqualTo(before.length());
                        assertThat(e.token()).isEqualTo("<|endoftext|>");
                    });
        }
        assertThat(tokenizer.encode("plain", reject)).isEqualTo(tokenizer.encodeOrdinary("plain"));
    }
}
