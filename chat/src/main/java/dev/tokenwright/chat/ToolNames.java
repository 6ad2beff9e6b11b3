package dev.tokenwright.chat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Whose results the tool messages are. */
final class ToolNames {
    private ToolNames() {}

    static List<Optional<String>> of(List<Message> messages) {
        Map<String, String> names = new HashMap<>();
        for (Message message : messages) {
            if (message.role().equals("assistant")) {
                for (ToolCall call : ToolCall.of(message)) {
                    call.id().ifPresent(id -> names.put(id, call.name()));
                }
            }
        }
        List<Optional<String>> all = new ArrayList<>();
        for (Message message : messages) {
            all.add(message.role().equals("tool") ? name(message, names) : Optional.empty());
        }
        return all;
    }

    private static Optional<String> name(Message message, Map<String, String> names) {
        if (message.fields().get("name") instanceof String name && !name.isEmpty()) {
            return Optional.of(name);
        }
        return message.fields().get("tool_call_id") instanceof String id
                ? Optional.ofNullable(names.get(id)).filter(name -> !name.isEmpty())
                : Optional.empty();
    }
}
