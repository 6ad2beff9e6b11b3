package dev.tokenwright.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RankLinesTest {
    @Test
    void readsLinesWithAndWithoutCarriageReturnsAndALastLineWithoutEnd() {
        assertThat(read("IQ== 0\n\nIg== 7\r\n= 8\n4pa7 9")).containsExactly("! 0", "\" 7", " 8", "▻ 9");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "IQ== | MALFORMED | expected base64, a blank and a rank, found \"IQ==\"",
                "IQ==\t0 | MALFORMED | expected base64, a blank and a rank",
                "IQ 0 | MALFORMED | \"IQ\" is not base64, whose length is a multiple of 4",
                "I!== 0 | MALFORMED | \"I!==\" is not base64; mend the line",
                "IQ== x | MALFORMED | expected a rank of decimal digits, found \"x\"",
                "IQ== -1 | MALFORMED | expected a rank of decimal digits, found \"-1\"",
                "IQ== 1.5 | MALFORMED | expected a rank of decimal digits, found \"1.5\"",
                "`IQ== ` | MALFORMED | expected a rank of decimal digits after the blank",
                "IQ== 4000000000 | LIMIT | rank \"4000000000\" is not below the limit of 1000"
            })
    void saysWhichLineIsWrong(String line, Kind kind, String problem) {
        LoadException e = catchThrowableOfType(LoadException.class, () -> read("IQ== 0\n\n" + line + "\n"));
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e.place().source()).isEqualTo("x.tiktoken");
        assertThat(e.place().byteOffset()).isEqualTo(8);
        assertThat(e).hasMessageStartingWith("x.tiktoken (byte 8): line 3: ").hasMessageContaining(problem);
    }

    @Test
    void tellsItsFormByTheFirstLine() {
        assertThat(RankLines.looksLike(bytes("IQ== 0\nwhatever"))).isTrue();
        assertThat(RankLines.looksLike(bytes("= 0"))).isTrue();
        assertThat(RankLines.looksLike(bytes(""))).isFalse();
        assertThat(RankLines.looksLike(bytes("\r\n"))).isFalse();
        assertThat(RankLines.looksLike(bytes("#version: 0.2\n"))).isFalse();
        assertThat(RankLines.looksLike(new byte[100_000])).isFalse();
    }

    private static List<String> read(String content) {
        List<String> lines = new ArrayList<>();
        RankLines.read(
                bytes(content),
                "x.tiktoken",
                1000,
                (token, rank, line) -> lines.add(new String(token, StandardCharsets.UTF_8) + " " + rank));
        return lines;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
