package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.StringJoiner;
import org.junit.jupiter.api.Test;

class GraphemeClustersTest {
    @Test
    void clustersAreThoseOfTheReferencesCrate() {
        List<List<String>> rows = GoldenRows.of("graphemes.tsv");
        assertThat(rows).hasSizeGreaterThan(1_200).allSatisfy(row -> {
            int[] text = GoldenRows.codePoints(row.get(0));
            assertThat(lengths(new String(text, 0, text.length))).as(row.get(0)).isEqualTo(row.get(1));
        });
    }

    @Test
    void aJoinerAfterAJoinerJoinsNoPictographs() {
        assertThat(lengths("\u2611\u200D\u2611")).isEqualTo("9");
        assertThat(lengths("\u2611\u0308\u200D\u2611")).isEqualTo("11");
        assertThat(lengths("\u2611\u200D\u200D\u2611")).isEqualTo("9 3");
        assertThat(lengths("\u2611\u200D\u0308\u2611")).isEqualTo("8 3");
    }

    private static String lengths(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        StringJoiner lengths = new StringJoiner(" ");
        for (int at = 0; at < utf8.length; ) {
            int end = GraphemeClusters.end(utf8, at, utf8.length);
            lengths.add(Integer.toString(end - at));
            at = end;
        }
        return lengths.toString();
    }
}
