package dev.tokenwright.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenwright.ModelStore;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.Json;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.load.LoadOptions;
import dev.tokenwright.load.TiktokenOptions;
import dev.tokenwright.load.TiktokenPatterns;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.vocab.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which tokenizer a command works with. */
final class ModelOptions {
    static final String DEFAULT_MODEL = "o200k_base";

    @Option(
            names = {"-m", "--model"},
            paramLabel = "NAME|FILE|DIR",
            defaultValue = DEFAULT_MODEL,
            completionCandidates = BundledNames.class,
            description = {
                "Bundled name, tokenizer file or model directory (default: ${DEFAULT-VALUE}).",
                "Bundled: ${COMPLETION-CANDIDATES}."
            })
    String model = DEFAULT_MODEL;

    @Option(
            names = "--tiktoken-pattern",
            paramLabel = "NAME|REGEX",
            description =
                    "Split pattern of a tiktoken rank file: the name of an OpenAI encoding or a regular expression.")
    @Nullable
    String tiktokenPattern;

    @Option(
            names = "--tiktoken-special-tokens",
            paramLabel = "FILE.json",
            description = "Special tokens of a tiktoken rank file: a JSON object of texts and ids.")
    @Nullable
    Path tiktokenSpecialTokens;

    @Option(
            names = "--model-store",
            paramLabel = "DIR",
            description =
                    "Folder of models: --model is then a name in it, such as org/name or org/name@revision. The folder"
                            + " has org/name[/revision] or is a Hugging Face cache.")
    @Nullable
    Path modelStore;

    @Option(
            names = "--sha256",
            paramLabel = "FILE=HEX",
            description = "SHA-256 that a file of the model must have. Can be given for each file.")
    Map<String, String> sha256 = new LinkedHashMap<>();

    @Option(
            names = "--fingerprint",
            paramLabel = "HEX",
            description = "SHA-256 over all files of the model, as inspect prints it, that it must have.")
    @Nullable
    String fingerprint;

    @Spec(Spec.Target.MIXEE)
    @Nullable
    CommandSpec command;

    @Mixin
    BackendOptions backend = new BackendOptions();

    Tokenizer load() throws IOException {
        Optional<BackendChoice> choice = backend.given(Objects.requireNonNull(command));
        Optional<Path> store = Optional.ofNullable(modelStore);
        if (store.isPresent()) {
            return ModelStore.in(store.get()).load(model, loadOptions(choice));
        }
        if (isPinned() && (tiktokenPattern != null || Tokenizers.names().contains(model))) {
            throw new CliException("--sha256 and --fingerprint are for model files and directories");
        }
        if (tiktokenPattern != null) {
            String pattern = TiktokenPatterns.named(tiktokenPattern).orElse(tiktokenPattern);
            return built(TokenizerFiles.tiktoken(path(model), new TiktokenOptions(pattern, specialTokens())), choice);
        }
        if (tiktokenSpecialTokens != null) {
            throw new CliException("--tiktoken-special-tokens needs --tiktoken-pattern; give both");
        }
        if (Tokenizers.names().contains(model)) {
            Tokenizer bundled = Tokenizers.bundled(model);
            return choice.isEmpty() ? bundled : built(bundled.spec(), choice);
        }
        return Tokenizer.load(path(model), loadOptions(choice));
    }

    private static Tokenizer built(TokenizerSpec spec, Optional<BackendChoice> choice) {
        return choice.map(backend -> Tokenizer.of(spec, backend)).orElseGet(() -> Tokenizer.of(spec));
    }

    /** The file or directory that a model is in. */
    static Path path(String model) {
        return GivenPath.existing(model)
                .orElseThrow(() -> new CliException(
                        "ModelNotFound",
                        "no model \"" + model + "\": it is neither a file nor a directory nor one"
                                + " of the bundled names (" + String.join(", ", Tokenizers.names()) + ")"));
    }

    private LoadOptions loadOptions(Optional<BackendChoice> choice) {
        try {
            LoadOptions options = choice.map(LoadOptions.DEFAULT::withBackend).orElse(LoadOptions.DEFAULT);
            for (Map.Entry<String, String> file : sha256.entrySet()) {
                options = options.withSha256(file.getKey(), file.getValue());
            }
            return fingerprint == null ? options : options.withFingerprint(fingerprint);
        } catch (IllegalArgumentException e) {
            throw new CliException(String.valueOf(e.getMessage()));
        }
    }

    private boolean isPinned() {
        return !sha256.isEmpty() || fingerprint != null;
    }

    private Map<String, Integer> specialTokens() throws IOException {
        Map<String, Integer> tokens = new LinkedHashMap<>();
        Optional<Path> file = Optional.ofNullable(tiktokenSpecialTokens);
        if (file.isPresent()) {
            try (JsonParser parser = Json.parser(Files.readAllBytes(file.get()))) {
                Request.expect(
                        parser.nextToken(), JsonToken.START_OBJECT, file.get().toString());
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String token = parser.currentName();
                    Request.expect(parser.nextToken(), JsonToken.VALUE_NUMBER_INT, token);
                    tokens.put(token, parser.getIntValue());
                }
            }
        }
        return tokens;
    }

    /** The bundled names, for completion and help. */
    static final class BundledNames implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Tokenizers.names().iterator();
        }
    }
}
