package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaseFoldingTest {
    private static final int LONG_S = 0x17F;
    private static final int KELVIN = 0x212A;

    @Test
    void asciiLettersMatchTheirOtherCaseAndTwoMore() {
        for (int lower = 'a'; lower <= 'z'; lower++) {
            int upper = lower - 'a' + 'A';
            CodePointSet expected = CodePointSet.of(lower, upper);
            if (lower == 's') {
                expected = expected.union(CodePointSet.of(LONG_S));
            } else if (lower == 'k') {
                expected = expected.union(CodePointSet.of(KELVIN));
            }
            assertThat(CaseFolding.closure(CodePointSet.of(lower))).isEqualTo(expected);
            assertThat(CaseFolding.closure(CodePointSet.of(upper))).isEqualTo(expected);
        }
    }

    @Test
    void theSampleMatchesWhatTheReferenceMatches() {
        List<List<String>> rows = GoldenRows.of("casefolding.tsv");
        int[] sample = GoldenRows.of("lowercase.tsv").stream()
                .mapToInt(row -> GoldenRows.codePoints(row.get(0))[0])
                .toArray();
        assertThat(rows).hasSizeGreaterThan(50).allSatisfy(row -> {
            CodePointSet closure = CaseFolding.closure(CodePointSet.of(GoldenRows.codePoints(row.get(0))[0]));
            assertThat(Arrays.stream(sample).filter(closure::contains))
                    .as(row.get(0))
                    .containsExactlyElementsOf(Arrays.stream(GoldenRows.codePoints(row.get(1)))
                            .boxed()
                            .toList());
        });
    }

    @Test
    void closingTwiceChangesNothing() {
        for (int codePoint = 0; codePoint <= 0x1FFFF; codePoint++) {
            CodePointSet one = CodePointSet.of(codePoint);
            CodePointSet closure = CaseFolding.closure(one);
            if (!closure.equals(one)) {
                assertThat(CaseFolding.closure(closure)).as("U+%04X", codePoint).isEqualTo(closure);
                assertThat(closure.contains(codePoint)).isTrue();
            }
        }
    }

    @Test
    void whatHasNoCaseStaysAlone() {
        CodePointSet digits = UnicodeSets.patternDigit();
        assertThat(CaseFolding.closure(digits)).isEqualTo(digits);
        assertThat(CaseFolding.closure(CodePointSet.EMPTY)).isEqualTo(CodePointSet.EMPTY);
        assertThat(CaseFolding.closure(CodePointSet.ALL)).isEqualTo(CodePointSet.ALL);
    }
}
