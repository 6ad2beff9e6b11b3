package dev.tokenwright.chat.prompt;

import dev.tokenwright.chat.prompt.ConversationOptions.Ending;
import dev.tokenwright.chat.prompt.ConversationOptions.Reading;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * How a template is applied.
 *
 * @param template a template instead of the tokenizer's own
 * @param ending what comes after the last message
 * @param variables further variables, which outside Hugging Face reach the template in the corrected reading alone
 * @param maxTokens where ids are cut off; empty means not at all
 * @param reading whether mistakes of the reference are kept
 * @param now the local time that the template may show; empty means the time of the call
 */
public record TemplateOptions(
        Optional<String> template,
        Ending ending,
        Map<String, @Nullable Object> variables,
        OptionalInt maxTokens,
        Reading reading,
        Optional<LocalDateTime> now) {
    /** The tokenizer's own template, nothing after the last message, nothing cut off, as Megatron does it. */
    public static final TemplateOptions DEFAULT = new TemplateOptions(
            Optional.empty(), Ending.NOTHING, Map.of(), OptionalInt.empty(), Reading.AS_MEGATRON, Optional.empty());

    /** Copies the map. */
    public TemplateOptions {
        Objects.requireNonNull(template, "template");
        Objects.requireNonNull(ending, "ending");
        variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
        Objects.requireNonNull(maxTokens, "maxTokens");
        Objects.requireNonNull(reading, "reading");
        Objects.requireNonNull(now, "now");
        if (maxTokens.isPresent() && maxTokens.getAsInt() < 0) {
            throw new IllegalArgumentException("maxTokens must not be negative: " + maxTokens.getAsInt());
        }
    }

    /** What a conversation's options say. */
    static TemplateOptions of(ConversationOptions options, Ending ending) {
        return new TemplateOptions(
                Optional.empty(), ending, Map.of(), OptionalInt.empty(), options.reading(), options.now());
    }

    /** The same options with a template. */
    public TemplateOptions withTemplate(String newTemplate) {
        return new TemplateOptions(Optional.of(newTemplate), ending, variables, maxTokens, reading, now);
    }

    /** The same options with another ending. */
    public TemplateOptions withEnding(Ending newEnding) {
        return new TemplateOptions(template, newEnding, variables, maxTokens, reading, now);
    }

    /** The same options with other variables. */
    public TemplateOptions withVariables(Map<String, @Nullable Object> newVariables) {
        return new TemplateOptions(template, ending, newVariables, maxTokens, reading, now);
    }

    /** The same options with another reading. */
    public TemplateOptions withReading(Reading newReading) {
        return new TemplateOptions(template, ending, variables, maxTokens, newReading, now);
    }

    /** The same options with a limit. */
    public TemplateOptions withMaxTokens(int newMaxTokens) {
        return new TemplateOptions(template, ending, variables, OptionalInt.of(newMaxTokens), reading, now);
    }
}
