package dev.tokenwright.app.cli;

import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.Renderer;
import dev.tokenwright.chat.RendererSettings;
import dev.tokenwright.chat.render.Renderers;
import dev.tokenwright.vocab.Tokenizers;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which renderer a command works with. */
final class RendererChoice {
    private static final int MOST_REMEMBERED = 64;

    @Option(
            names = {"-m", "--model"},
            paramLabel = "DIR",
            description =
                    "Model directory. The family is told by what its chat template writes; --renderer must agree.")
    @Nullable
    String model;

    @Option(
            names = "--tokenizer",
            paramLabel = "NAME|FILE|DIR",
            description = "A tokenizer alone, with --renderer: bundled name, tokenizer file or model directory.")
    @Nullable
    String tokenizer;

    @Option(
            names = "--renderer",
            paramLabel = "NAME",
            completionCandidates = RendererNames.class,
            description = "Family of the model: ${COMPLETION-CANDIDATES}.")
    @Nullable
    String renderer;

    @Option(
            names = "--options",
            paramLabel = "JSON",
            description =
                    "Options of the family, such as {\"enable_thinking\": false}. A line's \"config\" comes on top.")
    String options = "{}";

    @Option(
            names = "--model-name",
            paramLabel = "NAME",
            description = "What the model is called, where a family tells its variants by that.")
    @Nullable
    String modelName;

    @Mixin
    TypedText typed = new TypedText();

    @Mixin
    Clock clock = new Clock();

    private final Map<Map<String, @Nullable Object>, Renderer> made = new ConcurrentHashMap<>();
    private @Nullable Map<String, @Nullable Object> given;
    private @Nullable Tokenizer loaded;

    /** Loads the tokenizer and makes the renderer, so that what is wrong with them is said at once. */
    Renderer load() {
        return with(Map.of());
    }

    /** The renderer with further options. */
    Renderer with(Map<String, @Nullable Object> overrides) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>(givenOptions());
        all.putAll(overrides);
        return made.size() < MOST_REMEMBERED || made.containsKey(all)
                ? made.computeIfAbsent(all, this::make)
                : make(all);
    }

    private synchronized Map<String, @Nullable Object> givenOptions() {
        if (given == null) {
            given = JsonData.object(options.getBytes(StandardCharsets.UTF_8));
        }
        return Objects.requireNonNull(given);
    }

    private Renderer make(Map<String, @Nullable Object> all) {
        SpecialText specialText = ChatRequest.specialText(typed.specialText);
        LocalDate today = clock.time().toLocalDate();
        RendererSettings settings =
                RendererSettings.SAFE.withTyped(specialText).withToday(today).withOptions(all);
        if (modelName != null) {
            settings = settings.withModelName(modelName);
        }
        try {
            if (renderer == null) {
                return Renderers.of(tokenizer(), settings);
            }
            return tokenizer == null
                    ? Renderers.checked(renderer, tokenizer(), settings)
                    : Renderers.named(renderer, tokenizer(), settings);
        } catch (IllegalArgumentException e) {
            throw new CliException("Renderer", String.valueOf(e.getMessage()));
        }
    }

    private synchronized Tokenizer tokenizer() {
        if (loaded == null) {
            String source = tokenizer != null ? tokenizer : model;
            if (source == null) {
                throw new CliException("give --model DIR, or --renderer NAME and --tokenizer FILE");
            }
            loaded = Tokenizers.names().contains(source)
                    ? Tokenizers.bundled(source)
                    : Tokenizer.load(ModelOptions.path(source));
        }
        return Objects.requireNonNull(loaded);
    }

    /** The families' names, for completion and help. */
    static final class RendererNames implements Iterable<String> {
        @Override
        public java.util.Iterator<String> iterator() {
            return Renderers.names().iterator();
        }
    }
}
