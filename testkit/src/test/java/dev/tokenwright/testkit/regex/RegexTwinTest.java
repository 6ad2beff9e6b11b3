package dev.tokenwright.testkit.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.testkit.twin.PlainRegexMatcher;
import dev.tokenwright.text.regex.CompiledRegex;
import dev.tokenwright.text.regex.RegexDialect;
import dev.tokenwright.text.regex.RegexSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The production matcher against its plain twin on random texts. */
final class RegexTwinTest {
    private static final long SEED = 20_260_101;
    private static final int TEXTS = 10_000;
    private static final int PATTERNS = 4_000;
    private static final int LONGEST = 32;
    private static final String[] ALPHABET = {
        "a",
        "b",
        "s",
        "S",
        "t",
        "T",
        "l",
        "L",
        "v",
        "e",
        "R",
        "m",
        "D",
        "Z",
        "'",
        "'",
        "'",
        "\u2019",
        " ",
        " ",
        " ",
        "\t",
        "\n",
        "\n",
        "\r",
        "\r\n",
        "0",
        "1",
        "9",
        ".",
        ",",
        "!",
        "/",
        "_",
        "-",
        "<",
        "|",
        ">",
        "$",
        "+",
        "<|startoftext|>",
        "'ll",
        "'S",
        "'Re",
        "\u017F",
        "\u212A",
        "\u0130",
        "\u0131",
        "\u00A0",
        "\u3000",
        "\u0085",
        "\u2028",
        "\u0301",
        "\u0345",
        "\u0327",
        "\u4E2D",
        "\u6587",
        "\u3005",
        "\u3042",
        "\u30A2",
        "\uFF76",
        "\u0660",
        "\u00B2",
        "\u2163",
        "\u01C5",
        "\u02B0",
        "\u05D0",
        "\u0928",
        "\u094D",
        "\u200D",
        "\uD83D\uDE00",
        "\uD801\uDC00",
        "\uD83A\uDD00",
        "\uFEFF",
        "\u0378",
        "\uE000",
        "\uDBFF\uDFFD"
    };

    static List<GoldenPattern> all() {
        return GoldenPattern.known();
    }

    @ParameterizedTest
    @MethodSource("all")
    void matchesAsTheTwinOnRandomTexts(GoldenPattern golden) {
        CompiledRegex regex = CompiledRegex.compile(golden.pattern(), golden.dialect());
        PlainRegexMatcher twin = new PlainRegexMatcher(regex.root());
        Random random = new Random(SEED);
        for (int index = 0; index < TEXTS; index++) {
            byte[] utf8 = text(random).getBytes(StandardCharsets.UTF_8);
            List<Integer> spans = GoldenPattern.spans(regex, utf8);
            if (!spans.equals(GoldenPattern.spans(twin, utf8))) {
                assertThat(spans)
                        .as("seed %d, text %d: %s", SEED, index, new String(utf8, StandardCharsets.UTF_8))
                        .isEqualTo(GoldenPattern.spans(twin, utf8));
            }
        }
        assertThat(regex.partition().size()).isBetween(1, 64);
    }

    @Test
    void matchesAsTheTwinForRandomPatterns() {
        Random random = new Random(SEED);
        int compared = 0;
        for (int index = 0; index < PATTERNS; index++) {
            String pattern = pattern(random, 2);
            CompiledRegex regex;
            try {
                regex = CompiledRegex.compile(pattern, RegexDialect.FANCY);
            } catch (RegexSyntaxException e) {
                continue;
            }
            PlainRegexMatcher twin = new PlainRegexMatcher(regex.root());
            for (int left = 20; left > 0; left--) {
                byte[] utf8 = shortText(random).getBytes(StandardCharsets.UTF_8);
                assertThat(GoldenPattern.spans(regex, utf8))
                        .as("seed %d, %s on %s", SEED, pattern, new String(utf8, StandardCharsets.UTF_8))
                        .isEqualTo(GoldenPattern.spans(twin, utf8));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(PATTERNS);
    }

    private static String pattern(Random random, int depth) {
        StringBuilder out = new StringBuilder();
        for (int left = random.nextInt(3); left >= 0; left--) {
            if (depth > 0 && random.nextInt(3) == 0) {
                out.append(pick(random, "(?:", "(", "(?>", "(?=", "(?!", "(?<=", "(?<!", "(?i:"))
                        .append(pattern(random, depth - 1))
                        .append(random.nextInt(3) == 0 ? "|" + pattern(random, depth - 1) : "")
                        .append(')');
            } else {
                out.append(pick(random, "a", "b", "[ab]", "[^a]", "\\s", "\\w", ".", "\\p{N}", "^", "$", "\\b", "\\Z"));
            }
            out.append(pick(
                    random, "", "", "", "*", "+", "?", "*?", "+?", "??", "*+", "++", "?+", "{2}", "{1,2}", "{2}+",
                    "{1,2}+"));
        }
        return out.toString();
    }

    private static String shortText(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(9); left > 0; left--) {
            text.append(pick(random, "a", "a", "b", "B", "1", " ", "\n", "\u4E2D"));
        }
        return text.toString();
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private static String text(Random random) {
        StringBuilder text = new StringBuilder();
        for (int left = random.nextInt(LONGEST); left >= 0; left--) {
            text.append(ALPHABET[random.nextInt(ALPHABET.length)]);
        }
        return text.toString();
    }
}
