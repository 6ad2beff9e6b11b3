package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.spec.TruncationSpec;
import dev.tokenwright.spec.TruncationSpec.Strategy;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizeReaderTest {
    @Test
    void readsTruncation() {
        assertThat(truncation("{'max_length': 5, 'strategy': 'LongestFirst', 'stride': 9}"))
                .isEqualTo(new TruncationSpec(5, 9, Strategy.LONGEST_FIRST, Direction.RIGHT));
        assertThat(truncation("{'direction': 'Left', 'max_length': 0, 'strategy': 'OnlyFirst', 'stride': 0}"))
                .isEqualTo(new TruncationSpec(0, 0, Strategy.ONLY_FIRST, Direction.LEFT));
        assertThat(truncation("{'max_length': 18446744073709551615, 'strategy': 'OnlySecond', 'stride': 0}"))
                .isEqualTo(new TruncationSpec(Integer.MAX_VALUE, 0, Strategy.ONLY_SECOND, Direction.RIGHT));
    }

    @Test
    void readsPadding() {
        String rest = "'direction': 'Left', 'pad_id': 1, 'pad_type_id': 2, 'pad_token': 'b'";
        assertThat(padding("{'strategy': 'BatchLongest', " + rest + "}"))
                .isEqualTo(new PaddingSpec(Direction.LEFT, OptionalInt.empty(), OptionalInt.empty(), 1, 2, "b"));
        assertThat(padding("{'strategy': {'Fixed': 64}, 'pad_to_multiple_of': 8, " + rest + "}"))
                .isEqualTo(new PaddingSpec(Direction.LEFT, OptionalInt.of(64), OptionalInt.of(8), 1, 2, "b"));
        assertThat(padding("{'strategy': {'Fixed': 3}, 'pad_to_multiple_of': null, " + rest + "}"))
                .isEqualTo(new PaddingSpec(Direction.LEFT, OptionalInt.of(3), OptionalInt.empty(), 1, 2, "b"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "truncation | {'max_length': 5, 'strategy': 'LongestFirst'} | INVALID | `` | \"stride\" is missing",
                "truncation | {'max_length': 5, 'strategy': 'longest_first', 'stride': 0} | UNSUPPORTED | /strategy | known are LongestFirst",
                "truncation | {'max_length': -5, 'strategy': 'OnlyFirst', 'stride': 0} | INVALID | /max_length | found -5",
                "truncation | {'direction': 'left', 'max_length': 5, 'strategy': 'OnlyFirst', 'stride': 0} | UNSUPPORTED | /direction | known are Left, Right",
                "padding | {'strategy': 'Longest', 'direction': 'Left', 'pad_id': 0, 'pad_type_id': 0, 'pad_token': ''} | UNSUPPORTED | /strategy | known are \"BatchLongest\" and",
                "padding | {'strategy': {'Max': 3}, 'direction': 'Left', 'pad_id': 0, 'pad_type_id': 0, 'pad_token': ''} | INVALID | /strategy | \"Fixed\" is missing",
                "padding | {'strategy': 'BatchLongest', 'direction': 'Left', 'pad_id': -1, 'pad_type_id': 0, 'pad_token': ''} | INVALID | /pad_id | found -1",
                "padding | {'strategy': 'BatchLongest', 'direction': 'Left', 'pad_id': 0, 'pad_type_id': 0} | INVALID | `` | \"pad_token\" is missing"
            })
    void saysWhatItCannotRead(String section, String json, Kind kind, String pointer, String problem) {
        Documents.assertRefused(Documents.with(section, json), kind, "/" + section + pointer, problem);
    }

    private static TruncationSpec truncation(String json) {
        return Documents.load(Documents.with("truncation", json)).truncation().orElseThrow();
    }

    private static PaddingSpec padding(String json) {
        return Documents.load(Documents.with("padding", json)).padding().orElseThrow();
    }
}
