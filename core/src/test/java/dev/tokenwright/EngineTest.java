package dev.tokenwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.load.Backend;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.load.BackendChoice.Fallback;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.load.Warnings;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What happens when a tokenizer cannot have the fast engine. */
class EngineTest {
    private static final Pipeline PIPELINE = Pipeline.of(TokenizerFiles.tokenizerJson(
            "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 1, \"ab\": 2}, \"merges\": [\"a b\"]}}"
                    .getBytes(StandardCharsets.UTF_8),
            "tiny"));

    private static TextToIds broken(Pipeline pipeline) {
        throw new IllegalStateException(
                "no table for the pattern of " + pipeline.vocabulary().size() + " tokens");
    }

    /** Forgets the last id of every long text. */
    private record Forgetful(TextToIds engine) implements TextToIds {
        @Override
        public void encode(byte[] text, int from, int to, SpecialText specialText, Scratch scratch, IdOutput out) {
            engine.encode(text, from, to, specialText, scratch, out);
            if (to - from > 100) {
                out.ids().setSize(out.ids().size() - 1);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FASTOKENS", "AUTO"})
    void aFastEngineThatCannotBeBuiltIsReplacedWithOneWarningThatNamesTheCause(Backend backend) {
        try (Warnings warnings = Warnings.of(Engine.class)) {
            Engine engine = Engine.of(PIPELINE, BackendChoice.of(backend), "m.json", EngineTest::broken);
            assertThat(engine.inUse().backend()).isEqualTo(Backend.DEFAULT);
            assertThat(engine.inUse().fallbackReason())
                    .hasValueSatisfying(reason -> assertThat(reason).contains("no table for the pattern of 3 tokens"));
            assertThat(engine.ids()).isInstanceOf(PlainIds.class);
            assertThat(warnings.messages())
                    .containsExactly("m.json: the tokenizer backend " + backend + " cannot be used"
                            + " (java.lang.IllegalStateException: no table for the pattern of 3 tokens); using the reference"
                            + " pipeline, default");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"FASTOKENS", "AUTO"})
    void withoutFallbackLoadingFailsAndNamesTheBackend(Backend backend) {
        BackendChoice strict = BackendChoice.of(backend).withFallback(Fallback.FAIL);
        try (Warnings warnings = Warnings.of(Engine.class)) {
            assertThatThrownBy(() -> Engine.of(PIPELINE, strict, "m.json", EngineTest::broken))
                    .isInstanceOf(LoadException.class)
                    .hasMessageContaining("the tokenizer backend " + backend)
                    .hasMessageContaining("no table for the pattern of 3 tokens")
                    .hasMessageContaining("fallback is disabled");
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void autoRefusesAnEngineThatGivesOtherIdsAndFastokensDoesNotLook() {
        Function<Pipeline, TextToIds> wrong = pipeline -> new Forgetful(IdEncoder.of(pipeline));
        try (Warnings warnings = Warnings.of(Engine.class)) {
            Engine checked = Engine.of(PIPELINE, BackendChoice.of(Backend.AUTO), "m.json", wrong);
            assertThat(checked.inUse().backend()).isEqualTo(Backend.DEFAULT);
            assertThat(warnings.messages()).hasSize(1).first().asString().contains("the self-check failed");
            Engine trusted = Engine.of(PIPELINE, BackendChoice.of(Backend.FASTOKENS), "m.json", wrong);
            assertThat(trusted.inUse().backend()).isEqualTo(Backend.FASTOKENS);
            assertThat(warnings.messages()).hasSize(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void noBackendWarnsWhenAllIsWell(Backend backend) {
        try (Warnings warnings = Warnings.of(Engine.class)) {
            Engine engine = Engine.of(PIPELINE, BackendChoice.of(backend), "m.json");
            assertThat(engine.inUse().backend())
                    .isEqualTo(backend == Backend.DEFAULT ? Backend.DEFAULT : Backend.FASTOKENS);
            assertThat(engine.inUse().fallbackReason()).isEmpty();
            assertThat(warnings.messages()).isEmpty();
        }
    }

    @Test
    void theUsualEngineNeverWarns() {
        try (Warnings warnings = Warnings.of(Engine.class)) {
            assertThat(Tokenizer.of(TokenizerFiles.numbers(10)).backend().backend())
                    .isEqualTo(Backend.DEFAULT);
            assertThat(Engine.usual(PIPELINE).inUse().backend()).isEqualTo(Backend.FASTOKENS);
            assertThat(warnings.messages()).isEmpty();
        }
    }
}
