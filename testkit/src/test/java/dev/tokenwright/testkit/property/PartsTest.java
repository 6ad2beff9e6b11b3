package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.testkit.random.RandomTexts;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Encoding a text part by part through the cache gives what all stages in a row give for the whole text. */
class PartsTest {
    private static final long SEED = 4;
    private static final int ROUNDS = 1500;

    /** What could have to do with what stands beside it. */
    private static final List<String> BITS = List.of(
            " ",
            "  ",
            "    ",
            "\n",
            "\n\n",
            "\r",
            "\r\n",
            "\t",
            "\u00a0",
            "\u3000",
            "\u2581",
            "\u0085",
            "\u2028",
            "\u000b",
            "\u0301",
            "\u0308",
            "\u0344",
            "\u0338",
            "\u0600",
            "\u200b",
            "\u200d",
            "\u00ad",
            "\ufeff",
            "\ufffd",
            "\u0000",
            "a",
            "A",
            "e",
            "\u00c9",
            "\ufb01",
            "\u4e2d",
            "\u65e5\u672c",
            "\ud55c",
            "\u1100",
            "\u1161",
            ",",
            ".",
            "'",
            "``",
            "''",
            "=",
            "<",
            "\u2260",
            "!",
            "\uff1f",
            "\u3002",
            "\uff11",
            "\u00bd",
            "the",
            "The",
            " hello",
            "ing",
            "\uff76",
            "\uff9e",
            "\u0130",
            "\u1e9e",
            "\u0e33",
            "\u0f73",
            "\ud834\udd65",
            "\ud83d\ude42",
            "_",
            "7");

    @TestFactory
    List<DynamicTest> idsAreThoseOfTheWholeText() {
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> {
            RandomTexts random = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                StringBuilder text = new StringBuilder();
                for (int count = random.below(24); count >= 0; count--) {
                    text.append(random.below(12) == 0 ? random.next(2) : random.pick(BITS));
                }
                agree(tokenizer, text.toString());
            }
        });
    }

    private static void agree(Tokenizer tokenizer, String text) {
        Optional<int[]> whole;
        try {
            whole = Optional.of(
                    tokenizer.encodeWithOffsets(text, EncodeOptions.ORDINARY).ids());
        } catch (UnencodableTextException e) {
            whole = Optional.empty();
        }
        Optional<int[]> parts;
        try {
            parts = Optional.of(tokenizer.encode(text, EncodeOptions.ORDINARY));
        } catch (UnencodableTextException e) {
            parts = Optional.empty();
        }
        assertThat(parts.map(java.util.Arrays::toString))
                .as("seed %d, \"%s\"", SEED, text)
                .isEqualTo(whole.map(java.util.Arrays::toString));
    }
}
