package dev.tokenwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonNumbersTest {
    /** Expected values are what Hugging Face tokenizers 0.23.3 writes for scores that it read from this text. */
    @ParameterizedTest
    @CsvSource({
        "-13.96601214329938780e-10, -1.3966012143299387e-09",
        "-18.72819074305864869, -18.72819074305865",
        "-11.63261037530627449, -11.632610375306273",
        "-0.28753340477276477, -0.28753340477276473",
        "-15.52564003938434124, -15.52564003938434",
        "-8.97005886291956206e-28, -8.970058862919564e-28",
        "-8.38715351674068227e-20, -8.387153516740683e-20",
        "-8.94634176250874898, -8.946341762508748",
        "-9.71552275338671395, -9.715522753386713",
        "-9.59976740772005776, -9.599767407720057",
        "-4.80807881270346528, -4.808078812703465",
        "-13.27975443821271500, -13.279754438212716",
        "-9.87043056815679064, -9.870430568156792",
        "-15.83580618212247743, -15.835806182122479",
        "0, 0.0",
        "-0, -0.0",
        "12, 12.0",
        "-3, -3.0",
        "18446744073709551615, 1.8446744073709552e+19",
        "18446744073709551616, 1.8446744073709552e+19",
        "123456789012345678901234567890, 1.2345678901234568e+29",
        "1e-5, 1e-05",
        "2.5E+3, 2500.0",
        "1e-320, 1e-320",
        "-1e-400, -0.0",
        "0.1, 0.1",
        "0e999, 0.0",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "-9223372036854775809, -9.223372036854776e+18"
    })
    void roundsAsTheReferenceDoes(String text, double expected) {
        assertThat(parse(text)).isEqualTo(expected);
    }

    @Test
    void isInfiniteBeyondTheRange() {
        assertThat(parse("1e309")).isInfinite();
        assertThat(parse("1e99999999999")).isInfinite();
        assertThat(parse("-1e99999999999")).isEqualTo(Double.NEGATIVE_INFINITY);
        assertThat(parse("1e-99999999999")).isZero();
    }

    private static double parse(String text) {
        byte[] json = text.getBytes(StandardCharsets.US_ASCII);
        return JsonNumbers.parse(json, 0, json.length);
    }
}
