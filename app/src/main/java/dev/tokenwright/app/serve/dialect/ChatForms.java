package dev.tokenwright.app.serve.dialect;

import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.ApiError;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Conversations of OpenAI's Responses API and of Anthropic's as those of the chat completions API, which templates take. */
final class ChatForms {
    private ChatForms() {}

    /** A request of the Responses API. */
    static JsonObject ofResponses(JsonObject body) {
        if (body.has("previous_response_id") || body.has("conversation")) {
            throw new ApiError(
                    ApiError.Kind.NOT_IMPLEMENTED, "stateless", "nothing is stored here; send the whole conversation");
        }
        List<Object> messages = new ArrayList<>();
        body.optionalText("instructions").ifPresent(text -> messages.add(message("system", text)));
        if (body.value("input").orElse("") instanceof String) {
            messages.add(message("user", body.text("input")));
        } else {
            for (JsonObject item : body.objects("input")) {
                messages.add(responsesItem(item));
            }
        }
        List<Object> tools = new ArrayList<>();
        for (JsonObject tool : body.objects("tools")) {
            tools.add(function(tool.text("name"), tool, "parameters"));
        }
        return chat(messages, tools);
    }

    private static Map<String, Object> responsesItem(JsonObject item) {
        return switch (item.optionalText("type").orElse("message")) {
            case "message" -> message(item.optionalText("role").orElse("user"), text(item));
            case "function_call" -> toolCall(item.text("call_id"), item.text("name"), item.text("arguments"));
            case "function_call_output" -> toolResult(item.text("call_id"), item.text("output"));
            default -> throw unsupported(item.path(), item.text("type"));
        };
    }

    /** A request of Anthropic's API. */
    static JsonObject ofAnthropic(JsonObject body) {
        List<Object> messages = new ArrayList<>();
        if (body.has("system")) {
            messages.add(message("system", text(body, "system")));
        }
        List<JsonObject> given = body.objects("messages");
        if (given.isEmpty()) {
            throw ApiError.badField("messages", "expected at least one message");
        }
        for (JsonObject message : given) {
            addAnthropic(message, messages);
        }
        List<Object> tools = new ArrayList<>();
        for (JsonObject tool : body.objects("tools")) {
            tools.add(function(tool.text("name"), tool, "input_schema"));
        }
        return chat(messages, tools);
    }

    private static void addAnthropic(JsonObject message, List<Object> messages) {
        if (message.value("content").orElse("") instanceof String) {
            messages.add(message(message.text("role"), message.text("content")));
            return;
        }
        StringBuilder text = new StringBuilder();
        for (JsonObject block : message.objects("content")) {
            switch (block.text("type")) {
                case "text" -> text.append(block.text("text"));
                case "tool_use" ->
                    messages.add(toolCall(
                            block.text("id"),
                            block.text("name"),
                            block.value("input").orElse(Map.of())));
                case "tool_result" -> messages.add(toolResult(block.text("tool_use_id"), text(block)));
                default -> throw unsupported(block.path(), block.text("type"));
            }
        }
        if (text.length() > 0) {
            messages.add(message(message.text("role"), text.toString()));
        }
    }

    private static String text(JsonObject holder) {
        return text(holder, "content");
    }

    /** A text, or the texts of blocks one after the other. */
    private static String text(JsonObject holder, String field) {
        if (holder.value(field).orElse("") instanceof String) {
            return holder.optionalText(field).orElse("");
        }
        return holder.objects(field).stream()
                .map(block -> {
                    String type = block.text("type");
                    if (!type.endsWith("text")) {
                        throw unsupported(block.path(), type);
                    }
                    return block.text("text");
                })
                .collect(Collectors.joining());
    }

    private static ApiError unsupported(String path, String type) {
        return new ApiError(
                ApiError.Kind.NOT_IMPLEMENTED,
                "content_not_supported",
                path,
                "field \"" + path + "\": content of type \"" + type + "\" is not counted here, only text");
    }

    private static Map<String, Object> message(String role, String content) {
        return Map.of("role", role, "content", content);
    }

    private static Map<String, Object> toolCall(String id, String name, Object arguments) {
        Map<String, Object> function = Map.of("name", name, "arguments", arguments);
        return Map.of(
                "role",
                "assistant",
                "content",
                "",
                "tool_calls",
                List.of(Map.of("id", id, "type", "function", "function", function)));
    }

    private static Map<String, Object> toolResult(String id, String content) {
        return Map.of("role", "tool", "tool_call_id", id, "content", content);
    }

    private static Map<String, Object> function(String name, JsonObject tool, String schema) {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", name);
        tool.optionalText("description").ifPresent(text -> function.put("description", text));
        tool.value(schema).ifPresent(value -> function.put("parameters", value));
        return Map.of("type", "function", "function", function);
    }

    private static JsonObject chat(List<Object> messages, List<Object> tools) {
        Map<String, @Nullable Object> data = new LinkedHashMap<>();
        data.put("messages", messages);
        if (!tools.isEmpty()) {
            data.put("tools", tools);
        }
        data.put("add_generation_prompt", true);
        return new JsonObject("", data);
    }
}
