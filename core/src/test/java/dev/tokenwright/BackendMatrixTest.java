package dev.tokenwright;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.load.Backend;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.load.BackendChoice.Fallback;
import dev.tokenwright.load.LoadOptions;
import dev.tokenwright.load.TiktokenOptions;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.load.Warnings;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every flag with every environment, with every kind of file: which backend, which failure, how many warnings. */
class BackendMatrixTest {
    private static final List<String> VALUES = List.of("unset", "", "default", "fastokens", "auto", "bad", "FASTOKENS");

    @TempDir
    Path folder = Path.of("");

    /** A kind of file that a model may be. */
    private enum ModelFile {
        OK,
        TIKTOKEN,
        ODD_PATH,
        LONG_PATH,
        WITHOUT_FAST_ENGINE,
        UNSUPPORTED,
        MALFORMED,
        MISSING
    }

    private record Case(String flag, String variable, String fallback, ModelFile file) {}

    static Stream<Case> cases() {
        List<Case> cases = new ArrayList<>();
        for (String flag : VALUES) {
            for (String variable : VALUES) {
                for (String fallback : List.of("unset", "on", "off")) {
                    for (ModelFile file : ModelFile.values()) {
                        cases.add(new Case(flag, variable, fallback, file));
                    }
                }
            }
        }
        return cases.stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cases")
    void theMatrixOfConfigurations(Case one) throws IOException {
        Map<String, String> environment = new HashMap<>();
        if (!one.variable().equals("unset")) {
            environment.put(BackendChoice.BACKEND_VARIABLE, one.variable());
        }
        if (!one.fallback().equals("unset")) {
            environment.put(BackendChoice.FALLBACK_VARIABLE, one.fallback());
        }
        Optional<String> flag = Optional.of(one.flag()).filter(value -> !value.equals("unset"));
        String counts =
                flag.orElse(one.variable().isEmpty() || one.variable().equals("unset") ? "default" : one.variable());
        if (Backend.named(counts).isEmpty()) {
            assertThatThrownBy(() -> BackendChoice.ofCommandLine(flag, Optional.empty(), environment, Backend.DEFAULT))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageEndingWith("it must be one of auto, default, fastokens");
            return;
        }
        BackendChoice choice = BackendChoice.ofCommandLine(flag, Optional.empty(), environment, Backend.DEFAULT);
        assertThat(choice.backend().label()).isEqualTo(counts);
        assertThat(choice.fallback()).isEqualTo(one.fallback().equals("off") ? Fallback.FAIL : Fallback.REFERENCE);
        try (Warnings warnings = Warnings.of(Engine.class)) {
            expect(one.file(), choice, warnings);
        }
    }

    private void expect(ModelFile kind, BackendChoice choice, Warnings warnings) throws IOException {
        boolean fast = choice.backend() != Backend.DEFAULT;
        switch (kind) {
            case OK, TIKTOKEN, ODD_PATH, LONG_PATH -> {
                BackendInUse inUse = load(kind, choice).backend();
                assertThat(inUse)
                        .isEqualTo(new BackendInUse(fast ? Backend.FASTOKENS : Backend.DEFAULT, Optional.empty()));
                assertThat(warnings.messages()).isEmpty();
            }
            case WITHOUT_FAST_ENGINE -> {
                if (fast && choice.fallback() == Fallback.FAIL) {
                    assertThatThrownBy(() -> load(kind, choice))
                            .isInstanceOf(LoadException.class)
                            .hasMessageContaining(choice.backend() + " cannot be used")
                            .hasMessageContaining("fallback is disabled");
                    assertThat(warnings.messages()).isEmpty();
                } else {
                    BackendInUse inUse = load(kind, choice).backend();
                    assertThat(inUse.backend()).isEqualTo(Backend.DEFAULT);
                    assertThat(inUse.fallbackReason().isPresent()).isEqualTo(fast);
                    assertThat(warnings.messages()).hasSize(fast ? 1 : 0);
                }
            }
            case UNSUPPORTED, MALFORMED, MISSING -> {
                assertThatThrownBy(() -> load(kind, choice)).isInstanceOf(LoadException.class);
                assertThat(warnings.messages()).isEmpty();
            }
        }
    }

    private Tokenizer load(ModelFile kind, BackendChoice choice) throws IOException {
        LoadOptions options = LoadOptions.DEFAULT.withBackend(choice);
        String tiny = "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": []}}";
        return switch (kind) {
            case OK -> Tokenizer.load(write("tokenizer.json", tiny), options);
            case ODD_PATH -> Tokenizer.load(write("a b\t\u00e9\ud83d\ude42'\"/tokenizer.json", tiny), options);
            case LONG_PATH -> Tokenizer.load(write("n".repeat(250) + "/" + "m".repeat(240) + "/t.json", tiny), options);
            case TIKTOKEN -> Tokenizer.of(ranks(), choice);
            case WITHOUT_FAST_ENGINE -> Tokenizer.of(TokenizerFiles.numbers(10), choice);
            case UNSUPPORTED ->
                Tokenizer.load(write("u.json", "{\"model\": {\"type\": \"Future\", \"vocab\": {\"a\": 0}}}"), options);
            case MALFORMED -> Tokenizer.load(write("m.json", "{\"model\": {\"type\": "), options);
            case MISSING -> Tokenizer.load(folder.resolve("missing.json"), options);
        };
    }

    private static TokenizerSpec ranks() {
        StringBuilder lines = new StringBuilder();
        for (int value = 0; value < 256; value++) {
            lines.append(Base64.getEncoder().encodeToString(new byte[] {(byte) value}))
                    .append(' ');
            lines.append(value).append('\n');
        }
        return TokenizerFiles.tiktoken(
                lines.toString().getBytes(StandardCharsets.UTF_8),
                "bytes.tiktoken",
                new TiktokenOptions("\\p{L}+|\\P{L}+", Map.of("<s>", 256)));
    }

    private Path write(String name, String content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, content);
    }

    @Test
    void twoTokenizersOfOneProgramMayHaveDifferentBackends() throws IOException {
        TokenizerCache cache = TokenizerCache.ofCapacity(4);
        Path file =
                write("t.json", "{\"model\": {\"type\": \"BPE\", \"vocab\": {\"a\": 0, \"b\": 1}, \"merges\": []}}");
        for (Backend backend : List.of(Backend.DEFAULT, Backend.FASTOKENS)) {
            LoadOptions options = LoadOptions.DEFAULT.withBackend(BackendChoice.of(backend));
            assertThat(cache.load(file, options).backend().backend()).isEqualTo(backend);
            assertThat(cache.load(file, options)).isSameAs(cache.load(file, options));
            assertThat(cache.load(file, options).encode("abba")).containsExactly(0, 1, 1, 0);
        }
    }
}
