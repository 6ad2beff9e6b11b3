package dev.tokenwright.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A call of a tool in a message, told from {@code {"id", "type", "function": {"name", "arguments"}}} or from
 * {@code {"name", "arguments"}}.
 *
 * @param id the call's id, when it is a text
 * @param name name of the tool; empty when there is none
 * @param arguments the arguments, as they were given: mostly a map, sometimes a text that holds JSON
 */
public record ToolCall(Optional<String> id, String name, @Nullable Object arguments) {
    /** Checks that nothing else is null. */
    public ToolCall {
        Objects.requireNonNull(name, "name");
    }

    /** The calls of a message, in order. */
    public static List<ToolCall> of(Message message) {
        List<ToolCall> calls = new ArrayList<>();
        if (message.fields().get("tool_calls") instanceof List<?> list) {
            for (Object entry : list) {
                if (entry instanceof Map<?, ?> call) {
                    calls.add(of(call));
                }
            }
        }
        return calls;
    }

    private static ToolCall of(Map<?, ?> call) {
        Map<?, ?> function = call.get("function") instanceof Map<?, ?> inner && !inner.isEmpty() ? inner : call;
        return new ToolCall(
                call.get("id") instanceof String id ? Optional.of(id) : Optional.empty(),
                function.get("name") instanceof String name ? name : "",
                function.containsKey("arguments") ? function.get("arguments") : Map.of());
    }
}
