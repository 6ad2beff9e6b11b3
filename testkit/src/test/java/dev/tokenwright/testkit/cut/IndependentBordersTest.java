package dev.tokenwright.testkit.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.cut.CutCursor;
import dev.tokenwright.text.cut.CutTransducer;
import dev.tokenwright.text.cut.IndependentBorders;
import dev.tokenwright.text.cut.UnsupportedPatternException;
import dev.tokenwright.text.regex.CompiledRegex;
import dev.tokenwright.text.regex.RegexDialect;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What stands on the two sides of an independent border has the same pieces alone. */
class IndependentBordersTest {
    private static final long SEED = 89;
    private static final List<String> PATTERNS = List.of(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
            "ab|a",
            "a+b|a",
            "\\s+(?!\\S)|\\s+|\\S+",
            "a{3}",
            "[ab]+c?| +",
            "aa|b+a",
            "(a|b)+?c",
            "a$|b",
            "ab+(?=c)|c");

    @Test
    void bothSidesOfABorderHaveTheSamePiecesAlone() throws UnsupportedPatternException {
        RandomTexts random = new RandomTexts(SEED);
        int borders = 0;
        for (String pattern : PATTERNS) {
            CutTransducer transducer =
                    CutTransducer.compile(List.of(CompiledRegex.parse(pattern, RegexDialect.ONIGURUMA)));
            IndependentBorders independent = IndependentBorders.of(transducer);
            for (int round = 0; round < 400; round++) {
                String text = random.coin() ? random.of("aabbc  \n'.1", 1 + random.below(12)) : random.next(6) + "a b";
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                int from = 0;
                for (int at = independent.next(utf8, from, utf8.length); at < utf8.length; ) {
                    List<Integer> apart = cuts(transducer, utf8, 0, at);
                    apart.addAll(cuts(transducer, utf8, at, utf8.length));
                    assertThat(apart)
                            .as("%s on \"%s\" at %d", pattern, text, at)
                            .isEqualTo(cuts(transducer, utf8, 0, utf8.length));
                    borders++;
                    at = independent.next(utf8, at, utf8.length);
                }
            }
        }
        assertThat(borders).isGreaterThan(2000);
    }

    private static List<Integer> cuts(CutTransducer transducer, byte[] text, int from, int to) {
        CutCursor cursor = new CutCursor(64);
        cursor.start(transducer, text, from, to);
        List<Integer> cuts = new ArrayList<>();
        for (int pieces = cursor.next(); pieces > 0; pieces = cursor.next()) {
            for (int piece = 1; piece <= pieces; piece++) {
                cuts.add(cursor.cuts()[piece]);
            }
        }
        return cuts;
    }
}
