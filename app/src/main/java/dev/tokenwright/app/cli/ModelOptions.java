package dev.tokenwright.app.cli;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.tokenwright.ModelStore;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.load.LoadOptions;
import dev.tokenwright.load.TiktokenOptions;
import dev.tokenwright.load.TiktokenPatterns;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.vocab.Tokenizers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

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

    Tokenizer load() throws IOException {
        Optional<Path> store = Optional.ofNullable(modelStore);
        if (store.isPresent()) {
            return ModelStore.in(store.get()).load(model, loadOptions());
        }
        Path path = Path.of(model);
        if (isPinned() && (tiktokenPattern != null || Tokenizers.names().contains(model))) {
            throw new CliException("--sha256 and --fingerprint are for model files and directories");
        }
        if (tiktokenPattern != null) {
            String pattern = TiktokenPatterns.named(tiktokenPattern).orElse(tiktokenPattern);
            return Tokenizer.of(TokenizerFiles.tiktoken(path, new TiktokenOptions(pattern, specialTokens())));
        }
        if (tiktokenSpecialTokens != null) {
            throw new CliException("--tiktoken-special-tokens needs --tiktoken-pattern; give both");
        }
        if (Tokenizers.names().contains(model)) {
            return Tokenizers.bundled(model);
        }
        if (!Files.exists(path)) {
            throw new CliException(
                    "ModelNotFound",
                    "no model \"" + model + "\": it is neither a file nor a directory nor one"
                            + " of the bundled names (" + String.join(", ", Tokenizers.names()) + ")");
        }
        return Tokenizer.load(path, loadOptions());
    }

    private LoadOptions loadOptions() {
        try {
            LoadOptions options = LoadOptions.DEFAULT;
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
                Json.expect(
                        parser.nextToken(), JsonToken.START_OBJECT, file.get().toString());
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String token = parser.currentName();
                    Json.expect(parser.nextToken(), JsonToken.VALUE_NUMBER_INT, token);
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
