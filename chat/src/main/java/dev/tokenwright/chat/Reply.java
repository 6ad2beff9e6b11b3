package dev.tokenwright.chat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a model said.
 *
 * @param content the answer
 * @param reasoning the reasoning, where there was any; a family may tell an empty one from none
 * @param reasoningState whether the reasoning came to an end
 * @param calls all attempts to call a tool, in order; only those whose status is {@link CallStatus#OK} should be run
 */
public record Reply(
        String content, Optional<String> reasoning, ReasoningState reasoningState, List<ToolCallAttempt> calls) {
    /** Whether the reasoning came to an end. */
    public enum ReasoningState {
        /** It did, or there was none. */
        COMPLETE,
        /** The reply ended inside it. */
        OPEN,
        /** The format does not tell. */
        UNKNOWN
    }

    /** Copies the calls. */
    public Reply {
        Objects.requireNonNull(content, "content");
        Objects.requireNonNull(reasoningState, "reasoningState");
        calls = List.copyOf(calls);
    }

    /** The calls that can be run. */
    public List<ToolCallAttempt> runnable() {
        return calls.stream().filter(call -> call.status() == CallStatus.OK).toList();
    }

    /** The reply as a message of a conversation, with the calls that can be run. */
    public Message message() {
        Message message = Message.assistant(content);
        if (reasoning.isPresent()) {
            message = message.with("reasoning_content", reasoning.get());
        }
        List<Object> toolCalls = new ArrayList<>();
        for (ToolCallAttempt call : runnable()) {
            Map<String, @Nullable Object> function = new LinkedHashMap<>();
            function.put("name", call.name().orElse(""));
            function.put("arguments", call.arguments());
            Map<String, @Nullable Object> entry = new LinkedHashMap<>();
            call.id().ifPresent(id -> entry.put("id", id));
            entry.put("type", "function");
            entry.put("function", function);
            toolCalls.add(entry);
        }
        return toolCalls.isEmpty() ? message : message.with("tool_calls", toolCalls);
    }
}
