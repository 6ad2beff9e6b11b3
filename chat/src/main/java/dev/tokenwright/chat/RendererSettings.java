package dev.tokenwright.chat;

import dev.tokenwright.SpecialText;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a renderer is made.
 *
 * @param options options of the family, such as {@code enable_thinking}; one that the family lacks is an error
 * @param typed what becomes of control tokens' text in what came with the conversation, whoever is said to have said it
 * @param media how many placeholder tokens an image, a video or a sound takes
 * @param modelName what the model is called, where that says more than its files do
 * @param today the day that prompts with a date in them name
 */
public record RendererSettings(
        Map<String, @Nullable Object> options,
        SpecialText typed,
        MediaTokens media,
        Optional<String> modelName,
        Optional<LocalDate> today) {
    /** The family's own options; what somebody typed never becomes a control token. */
    public static final RendererSettings SAFE = new RendererSettings(
            Map.of(), SpecialText.AS_TEXT, MediaTokens.ONE_EACH, Optional.empty(), Optional.empty());

    /** Copies the options. */
    public RendererSettings {
        options = Collections.unmodifiableMap(new LinkedHashMap<>(options));
        Objects.requireNonNull(typed, "typed");
        Objects.requireNonNull(media, "media");
    }

    /** The same settings with another option of the family. */
    public RendererSettings with(String option, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(options);
        changed.put(option, value);
        return withOptions(changed);
    }

    /** The same settings with other options of the family. */
    public RendererSettings withOptions(Map<String, ? extends @Nullable Object> newOptions) {
        return new RendererSettings(new LinkedHashMap<>(newOptions), typed, media, modelName, today);
    }

    /** The same settings with another treatment of control tokens' text. */
    public RendererSettings withTyped(SpecialText newTyped) {
        return new RendererSettings(options, newTyped, media, modelName, today);
    }

    /** The same settings with other sizes of media. */
    public RendererSettings withMedia(MediaTokens newMedia) {
        return new RendererSettings(options, typed, newMedia, modelName, today);
    }

    /** The same settings for a model of this name. */
    public RendererSettings withModelName(String newName) {
        return new RendererSettings(options, typed, media, Optional.of(newName), today);
    }

    /** The same settings on another day. */
    public RendererSettings withToday(LocalDate newToday) {
        return new RendererSettings(options, typed, media, modelName, Optional.of(newToday));
    }
}
