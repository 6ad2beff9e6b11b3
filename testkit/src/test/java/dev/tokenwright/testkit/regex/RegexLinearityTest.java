package dev.tokenwright.testkit.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.text.regex.CompiledRegex;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The patterns of real tokenizers on huge texts. The matcher stops with an exception after a number of steps in
 * proportion to the text, so that a search that ends is a linear one.
 */
final class RegexLinearityTest {
    private static final int LONG = 1_000_000;
    private static final long SEED = 7;

    static List<GoldenPattern> known() {
        return GoldenPattern.known();
    }

    @ParameterizedTest
    @MethodSource("known")
    void searchesAMillionRepeatsInLinearTime(GoldenPattern golden) {
        CompiledRegex regex = CompiledRegex.compile(golden.pattern(), golden.dialect());
        String[] parts = {
            "a",
            "A",
            "Aa",
            " ",
            "\n",
            "\n ",
            " \n",
            "\r\n",
            "\t",
            "\u00A0",
            "1",
            "!",
            "'",
            "\u4E2D",
            "\u0301",
            "\u02B0",
            "   1",
            "'l",
            "<|startoftext|"
        };
        for (String part : parts) {
            String text = part.repeat(LONG / part.length());
            assertSearched(regex, text);
            assertSearched(regex, text.substring(0, LONG / 10) + "x");
            assertSearched(regex, text.substring(0, LONG / 10) + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("known")
    void searchesTenMegabytesOfRandomRunsInLinearTime(GoldenPattern golden) {
        CompiledRegex regex = CompiledRegex.compile(golden.pattern(), golden.dialect());
        Random random = new Random(SEED);
        String letters = "aA1 \n!'\u4E2D\u0301\u00A0\r\t";
        StringBuilder text = new StringBuilder();
        while (text.length() < 5 * LONG) {
            text.append(letters.substring(random.nextInt(letters.length()))
                    .substring(0, 1)
                    .repeat(1 << random.nextInt(13)));
        }
        assertSearched(regex, text.toString());
    }

    private static void assertSearched(CompiledRegex regex, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        int[] lastEnd = {0};
        regex.findAll(utf8, 0, utf8.length, (start, end) -> {
            if (start < lastEnd[0] || end <= start) {
                throw new AssertionError("match " + start + " to " + end + " after " + lastEnd[0]);
            }
            lastEnd[0] = end;
        });
        assertThat(lastEnd[0]).isBetween(0, utf8.length);
    }
}
