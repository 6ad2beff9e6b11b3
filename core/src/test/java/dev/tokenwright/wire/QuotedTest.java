package dev.tokenwright.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class QuotedTest {
    @Test
    void showsWhatIsPrintableAndNamesTheRest() {
        assertThat(Quoted.text("Ġa 漢😀\"\\")).isEqualTo("\"Ġa 漢😀\\\"\\\\\"");
        assertThat(Quoted.text("\n\u00a0\u200b\u2028\ue000")).isEqualTo("\"\\u{a}\\u{a0}\\u{200b}\\u{2028}\\u{e000}\"");
    }

    @Test
    void cutsLongTexts() {
        assertThat(Quoted.text("😀".repeat(1000))).isEqualTo("\"" + "😀".repeat(60) + "…\"");
    }
}
