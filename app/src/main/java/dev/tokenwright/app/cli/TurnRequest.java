package dev.tokenwright.app.cli;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.ReplyContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request about a turn of a conversation, as a JSON object. */
record TurnRequest(Map<String, @Nullable Object> fields) {
    /** Reads a request; other fields than these are refused. */
    static TurnRequest parse(byte[] line, Set<String> known) {
        return new TurnRequest(JsonData.request(line, known));
    }

    /** Options of the family that this request alone has. */
    Map<String, @Nullable Object> config() {
        Object given = fields.get("config");
        Map<String, @Nullable Object> config =
                new LinkedHashMap<>(given == null ? Map.of() : JsonData.object(given, "config"));
        if (fields.get("thinking_retention") != null) {
            config.put("thinking_retention", fields.get("thinking_retention"));
        }
        return config;
    }

    /** Messages and tools. */
    Conversation conversation(String name) {
        List<Message> messages =
                ChatRequest.objects(fields, name)
                        .orElseThrow(() -> new CliException("field \"" + name + "\" is missing"))
                        .stream()
                        .map(Message::new)
                        .toList();
        return new Conversation(messages, ChatRequest.objects(fields, "tools"), Optional.empty(), Map.of());
    }

    boolean flag(String name) {
        return ChatRequest.flag(fields, name);
    }

    /** What is known about a reply. */
    ReplyContext context() {
        ReplyContext context = new ReplyContext(Optional.empty(), ChatRequest.objects(fields, "tools"));
        return fields.get("prompt_ids") == null ? context : context.withPrompt(ids("prompt_ids"));
    }

    /** Ids. */
    int[] ids(String name) {
        if (!(fields.get(name) instanceof List<?> list)) {
            throw new CliException("field \"" + name + "\": expected a list of ids");
        }
        int[] ids = new int[list.size()];
        for (int index = 0; index < ids.length; index++) {
            if (!(list.get(index) instanceof Long id) || id < 0 || id > Integer.MAX_VALUE) {
                throw new CliException(
                        "field \"" + name + "\"[" + index + "]: expected an id, found " + list.get(index));
            }
            ids[index] = id.intValue();
        }
        return ids;
    }
}
