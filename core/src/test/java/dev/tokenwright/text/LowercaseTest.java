package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LowercaseTest {
    @Test
    void theSampleBecomesWhatTheReferenceMakesOfIt() {
        List<List<String>> rows = GoldenRows.of("lowercase.tsv");
        assertThat(rows).hasSizeGreaterThan(200).allSatisfy(row -> assertThat(
                        lower(GoldenRows.codePoints(row.get(0))[0]))
                .as(row.get(0))
                .containsExactly(GoldenRows.codePoints(row.get(1))));
    }

    @Test
    void everyCodePointBecomesWhatTheFixtureSays() throws IOException {
        assertThat(lower(0x130)).containsExactly('i', 0x307);
        ReferenceFixture.find("lower case of every code point").ifPresent(fixture -> {
            Map<Integer, int[]> expected = fixture.mapping("Lowercase");
            for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
                int[] wanted = expected.getOrDefault(codePoint, new int[] {codePoint});
                if (!Arrays.equals(lower(codePoint), wanted)) {
                    assertThat(lower(codePoint)).as("U+%04X", codePoint).containsExactly(wanted);
                }
            }
        });
    }

    @Test
    void noContextCounts() {
        assertThat(lower(0x3A3)).containsExactly(0x3C3);
    }

    private static int[] lower(int codePoint) {
        int[] target = {-1, -1, -1};
        return Arrays.copyOf(target, Lowercase.map(codePoint, target));
    }
}
