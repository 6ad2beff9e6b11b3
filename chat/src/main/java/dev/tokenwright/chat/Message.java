package dev.tokenwright.chat;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message, as plain data in the usual form: {@code role}, {@code content} (a text or a list of parts such as
 * {@code {"type": "image"}}), {@code reasoning_content}, {@code tool_calls}, {@code tool_call_id}, {@code name}. The order
 * of the fields is kept, because templates may print them.
 *
 * @param fields null, booleans, numbers, strings, lists and maps with string keys
 */
public record Message(Map<String, @Nullable Object> fields) {
    /** Copies the fields. */
    public Message {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    private static Message of(String role, String content) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("role", role);
        fields.put("content", Objects.requireNonNull(content, "content"));
        return new Message(fields);
    }

    /** A message of the user. */
    public static Message user(String content) {
        return of("user", content);
    }

    /** What the model is told before the conversation. */
    public static Message system(String content) {
        return of("system", content);
    }

    /** A message of the model. */
    public static Message assistant(String content) {
        return of("assistant", content);
    }

    /** What a tool answered to a call. */
    public static Message toolResult(String callId, String content) {
        return of("tool", content).with("tool_call_id", callId);
    }

    /** The same message with another field, or with another value of a field. */
    public Message with(String name, @Nullable Object value) {
        Map<String, @Nullable Object> changed = new LinkedHashMap<>(fields);
        changed.put(name, value);
        return new Message(changed);
    }

    /** Who speaks; empty when the message does not say. */
    public String role() {
        return fields.get("role") instanceof String role ? role : "";
    }
}
