package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LiteralPatternTest {
    @Test
    void matchesAreLeftmostAndDoNotOverlap() {
        assertThat(matches("aa", "aaaaa", 0, 5)).containsExactly("0-2", "2-4");
        assertThat(matches("aba", "ababa", 0, 5)).containsExactly("0-3");
        assertThat(matches("\u00E9", "a\u00E9\u00E9", 0, 5)).containsExactly("1-3", "3-5");
        assertThat(matches("ab", "ab", 1, 2)).isEmpty();
    }

    @Test
    void randomTextsAgreeWithIndexOf() {
        for (long seed = 1; seed <= 5_000; seed++) {
            Random random = new Random(seed);
            String literal = random(random, 1 + random.nextInt(5));
            String text = random(random, random.nextInt(40));
            List<String> expected = new ArrayList<>();
            for (int at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length())) {
                expected.add(at + "-" + (at + literal.length()));
            }
            assertThat(matches(literal, text, 0, text.length()))
                    .as("seed %d", seed)
                    .isEqualTo(expected);
        }
    }

    @Test
    void theEmptyTextIsRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new LiteralPattern(""));
    }

    private static String random(Random random, int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append((char) ('a' + random.nextInt(2)));
        }
        return text.toString();
    }

    private static List<String> matches(String literal, String text, int from, int to) {
        List<String> found = new ArrayList<>();
        new LiteralPattern(literal)
                .findAll(text.getBytes(StandardCharsets.UTF_8), from, to, (start, end) -> found.add(start + "-" + end));
        return found;
    }
}
