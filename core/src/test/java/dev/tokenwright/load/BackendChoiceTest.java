package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.load.BackendChoice.Fallback;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Flag, environment and default become one choice. */
class BackendChoiceTest {
    private static BackendChoice choice(String flag, String variable) {
        Map<String, String> environment =
                variable.equals("unset") ? Map.of() : Map.of(BackendChoice.BACKEND_VARIABLE, variable);
        return BackendChoice.ofCommandLine(
                Optional.of(flag).filter(value -> !value.equals("unset")),
                Optional.empty(),
                environment,
                Backend.DEFAULT);
    }

    @ParameterizedTest(name = "flag {0} and DYN_TOKENIZER {1} give {2}")
    @CsvSource({
        "unset,unset,default",
        "unset,'',default",
        "unset,default,default",
        "unset,fastokens,fastokens",
        "unset,auto,auto",
        "default,unset,default",
        "default,fastokens,default",
        "default,bad,default",
        "fastokens,'',fastokens",
        "fastokens,default,fastokens",
        "fastokens,FASTOKENS,fastokens",
        "auto,fastokens,auto",
        "auto,unset,auto"
    })
    void theFlagWinsOverTheEnvironmentAndThatOverTheDefault(String flag, String variable, String expected) {
        assertThat(choice(flag, variable).backend().label()).isEqualTo(expected);
    }

    @ParameterizedTest(name = "flag {0} and DYN_TOKENIZER {1} are refused at {2}")
    @CsvSource({
        "bad,unset,--tokenizer",
        "bad,fastokens,--tokenizer",
        "FASTOKENS,unset,--tokenizer",
        "'',fastokens,--tokenizer",
        "hf,unset,--tokenizer",
        "unset,bad,DYN_TOKENIZER",
        "unset,FASTOKENS,DYN_TOKENIZER",
        "unset,' fastokens',DYN_TOKENIZER"
    })
    void aBadValueThatCountsIsRefusedWithTheLegalOnesSorted(String flag, String variable, String place) {
        String bad = flag.equals("unset") ? variable : flag;
        assertThatThrownBy(() -> choice(flag, variable))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(place + " is \"" + bad + "\"; it must be one of auto, default, fastokens");
    }

    @ParameterizedTest(name = "DYN_TOKENIZER_FALLBACK {0} gives {1}")
    @CsvSource({
        "'',REFERENCE",
        "true,REFERENCE",
        "1,REFERENCE",
        "on,REFERENCE",
        "yes,REFERENCE",
        "TRUE,REFERENCE",
        "false,FAIL",
        "0,FAIL",
        "off,FAIL",
        "no,FAIL",
        "False,FAIL"
    })
    void theFallbackIsReadFromTheEnvironmentToo(String variable, Fallback expected) {
        Map<String, String> environment = Map.of(BackendChoice.FALLBACK_VARIABLE, variable);
        assertThat(BackendChoice.ofEnvironment(environment).fallback()).isEqualTo(expected);
        assertThat(BackendChoice.ofCommandLine(Optional.empty(), Optional.empty(), environment, Backend.AUTO))
                .isEqualTo(new BackendChoice(Backend.AUTO, expected));
        for (Fallback flag : Fallback.values()) {
            assertThat(BackendChoice.ofCommandLine(Optional.empty(), Optional.of(flag), environment, Backend.AUTO)
                            .fallback())
                    .isEqualTo(flag);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bad", "FASTOKENS", "hf", "huggingface", "fast"})
    void aLibraryCallerGetsOneWarningAndTheDefaultForAnUnknownValue(String value) {
        try (Warnings warnings = Warnings.of(BackendChoice.class)) {
            BackendChoice choice = BackendChoice.ofEnvironment(Map.of(BackendChoice.BACKEND_VARIABLE, value));
            assertThat(choice).isEqualTo(BackendChoice.of(Backend.DEFAULT));
            assertThat(warnings.messages())
                    .containsExactly("DYN_TOKENIZER is \"" + value
                            + "\"; it must be one of auto, default, fastokens; using the default");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "default", "fastokens", "auto"})
    void aLibraryCallerGetsNoWarningForALegalValue(String value) {
        try (Warnings warnings = Warnings.of(BackendChoice.class)) {
            Backend expected = Backend.named(value).orElse(Backend.DEFAULT);
            assertThat(BackendChoice.ofEnvironment(Map.of(BackendChoice.BACKEND_VARIABLE, value))
                            .backend())
                    .isEqualTo(expected);
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void aBadFallbackIsAWarningForALibraryCallerAndRefusedOnTheCommandLine() {
        Map<String, String> environment = Map.of(BackendChoice.FALLBACK_VARIABLE, "maybe");
        try (Warnings warnings = Warnings.of(BackendChoice.class)) {
            assertThat(BackendChoice.ofEnvironment(environment)).isEqualTo(BackendChoice.of(Backend.DEFAULT));
            assertThat(warnings.messages()).hasSize(1).first().asString().contains("\"maybe\"", "off, on");
        }
        assertThatThrownBy(() ->
                        BackendChoice.ofCommandLine(Optional.empty(), Optional.empty(), environment, Backend.DEFAULT))
                .hasMessageContaining("DYN_TOKENIZER_FALLBACK is \"maybe\"");
    }
}
