package dev.tokenwright.app.serve.chat;

import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.json.JsonProblem;
import dev.tokenwright.app.json.JsonReader;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.chat.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Messages of the chat completions API as a template takes them. */
final class ChatMessages {
    private static final Set<String> TEXT_TYPES = Set.of("text", "input_text", "output_text");
    private static final JsonReader ARGUMENTS = new JsonReader(64, 8 << 20, 1 << 20);

    private ChatMessages() {}

    static Message of(JsonObject message, ContentShape shape) {
        message.text("role");
        Map<String, @Nullable Object> fields = plainObject(message.data());
        Object content = message.value("content").orElse(null);
        if (content instanceof String text) {
            fields.put("content", shape == ContentShape.PARTS ? List.of(ContentShape.part(text)) : text);
        } else if (content != null) {
            List<String> texts =
                    message.objects("content").stream().map(ChatMessages::text).toList();
            fields.put(
                    "content",
                    shape == ContentShape.TEXT
                            ? String.join("\n", texts)
                            : texts.stream().map(ContentShape::part).collect(Collectors.toList()));
        }
        if (message.has("tool_calls")) {
            fields.put(
                    "tool_calls",
                    message.objects("tool_calls").stream()
                            .map(ChatMessages::call)
                            .collect(Collectors.toList()));
        }
        return new Message(fields);
    }

    private static String text(JsonObject part) {
        String type = part.text("type");
        if (!TEXT_TYPES.contains(type)) {
            throw new ApiError(
                    ApiError.Kind.NOT_IMPLEMENTED,
                    "content_not_supported",
                    part.path(),
                    "field \"" + part.path() + "\": content of type \"" + type + "\" is not rendered here, only text");
        }
        return part.text("text");
    }

    /** A call whose arguments are data, as templates take them, and not the text that the API has. */
    private static Map<String, @Nullable Object> call(JsonObject call) {
        Map<String, @Nullable Object> fields = plainObject(call.data());
        call.object("function").ifPresent(function -> {
            Map<String, @Nullable Object> named = plainObject(function.data());
            if (function.value("arguments").orElse(null) instanceof String text) {
                named.put("arguments", arguments(function, text));
            }
            fields.put("function", named);
        });
        return fields;
    }

    private static Map<String, @Nullable Object> arguments(JsonObject function, String text) {
        if (text.isBlank()) {
            return Map.of();
        }
        try {
            return plainObject(
                    ARGUMENTS.object(text.getBytes(StandardCharsets.UTF_8)).data());
        } catch (JsonProblem problem) {
            throw ApiError.badField(
                    function.path() + ".arguments", "expected an object as JSON text: " + problem.getMessage());
        }
    }

    /** An object's data as templates take it. */
    static Map<String, @Nullable Object> plainObject(Map<?, ?> data) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        data.forEach((name, value) -> fields.put(String.valueOf(name), plain(value)));
        return fields;
    }

    private static @Nullable Object plain(@Nullable Object value) {
        if (value instanceof int[] numbers) {
            List<@Nullable Object> list = new ArrayList<>();
            for (int number : numbers) {
                list.add((long) number);
            }
            return list;
        } else if (value instanceof List<?> list) {
            List<@Nullable Object> values = new ArrayList<>();
            list.forEach(element -> values.add(plain(element)));
            return values;
        }
        return value instanceof Map<?, ?> map ? plainObject(map) : value;
    }
}
