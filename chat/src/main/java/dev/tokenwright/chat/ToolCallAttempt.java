package dev.tokenwright.chat;

import dev.tokenwright.chat.plain.PythonJson;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An attempt of a model to call a tool.
 *
 * @param raw the text of the call as it came
 * @param name name of the tool, where one could be read
 * @param arguments the arguments: plain data, a text where they could not be read, null where there are none
 * @param span where the call stands, in token indices of the reply without the ids that end it, where that is known
 * @param status what became of the attempt
 * @param id the id that the model gave the call
 */
public record ToolCallAttempt(
        String raw,
        Optional<String> name,
        @Nullable Object arguments,
        Optional<TokenSpan> span,
        CallStatus status,
        Optional<String> id) {
    /** Checks that nothing else is null. */
    public ToolCallAttempt {
        Objects.requireNonNull(raw, "raw");
        Objects.requireNonNull(status, "status");
    }

    /** An attempt of which only the text is known. */
    public static ToolCallAttempt broken(String raw, TokenSpan span, CallStatus status) {
        return new ToolCallAttempt(raw, Optional.empty(), null, Optional.of(span), status, Optional.empty());
    }

    /** An attempt with a name. */
    public static ToolCallAttempt of(
            String raw, String name, @Nullable Object arguments, TokenSpan span, CallStatus status) {
        return new ToolCallAttempt(raw, Optional.of(name), arguments, Optional.of(span), status, Optional.empty());
    }

    /** The arguments as JSON, or as the text that they could not be read from. */
    public String argumentsText() {
        return arguments instanceof String text ? text : PythonJson.SPACED.write(arguments);
    }

    /** The same attempt with another status. */
    public ToolCallAttempt withStatus(CallStatus newStatus) {
        return new ToolCallAttempt(raw, name, arguments, span, newStatus, id);
    }

    /**
     * A stretch of tokens.
     *
     * @param start index of the first
     * @param end index after the last
     */
    public record TokenSpan(int start, int end) {}
}
