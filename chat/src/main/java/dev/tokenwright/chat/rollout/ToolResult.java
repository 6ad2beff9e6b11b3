package dev.tokenwright.chat.rollout;

import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.ToolCallAttempt;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a tool answered.
 *
 * @param content a text, or a list of content parts
 * @param outcome whether the tool did what it was to do
 */
public record ToolResult(Object content, Outcome outcome) {
    /** Whether a tool did what it was to do. */
    public enum Outcome {
        /** It did. */
        DONE,
        /** It did not; the content says why. */
        FAILED
    }

    /** Checks the content. */
    public ToolResult {
        if (!(content instanceof String || content instanceof List<?>)) {
            throw new IllegalArgumentException("the content of a tool's result is a text or a list of parts");
        }
        Objects.requireNonNull(outcome, "outcome");
    }

    /** A result. */
    public static ToolResult done(String content) {
        return new ToolResult(content, Outcome.DONE);
    }

    /** A failure. */
    public static ToolResult failed(String content) {
        return new ToolResult(content, Outcome.FAILED);
    }

    Message message(ToolCallAttempt call) {
        java.util.Map<String, @Nullable Object> fields = new java.util.LinkedHashMap<>();
        fields.put("role", "tool");
        call.name().ifPresent(name -> fields.put("name", name));
        call.id().ifPresent(id -> fields.put("tool_call_id", id));
        fields.put("content", content);
        return new Message(fields);
    }
}
