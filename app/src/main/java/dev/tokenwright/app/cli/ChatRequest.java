package dev.tokenwright.app.cli;

import dev.tokenwright.SpecialText;
import dev.tokenwright.chat.ChatOptions;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A conversation with what is asked of it, as a JSON object. */
record ChatRequest(Conversation conversation, ChatOptions.Ending ending, Optional<String> specialText) {
    private static final Set<String> FIELDS = Set.of(
            "messages",
            "tools",
            "documents",
            "add_generation_prompt",
            "continue_final_message",
            "variables",
            "special_text");

    static ChatRequest parse(byte[] line) {
        Map<String, @Nullable Object> fields = JsonData.request(line, FIELDS);
        List<Message> messages = new ArrayList<>();
        for (Map<String, @Nullable Object> message :
                objects(fields, "messages").orElseThrow(() -> new CliException("field \"messages\" is missing"))) {
            messages.add(new Message(message));
        }
        Object variables = fields.get("variables");
        Conversation conversation = new Conversation(
                messages,
                objects(fields, "tools"),
                objects(fields, "documents"),
                variables == null ? Map.of() : JsonData.object(variables, "variables"));
        boolean prompt = flag(fields, "add_generation_prompt");
        boolean continuation = flag(fields, "continue_final_message");
        if (prompt && continuation) {
            throw new CliException("add_generation_prompt and continue_final_message are not compatible; use one");
        }
        return new ChatRequest(
                conversation,
                prompt
                        ? ChatOptions.Ending.GENERATION_PROMPT
                        : continuation ? ChatOptions.Ending.CONTINUATION : ChatOptions.Ending.NOTHING,
                Optional.ofNullable(fields.get("special_text")).map(String::valueOf));
    }

    static SpecialText specialText(String name) {
        return switch (name.toLowerCase(Locale.ROOT).replace('_', '-')) {
            case "recognize" -> SpecialText.RECOGNIZE;
            case "as-text" -> SpecialText.AS_TEXT;
            case "reject" -> SpecialText.REJECT;
            default ->
                throw new CliException(
                        "special text \"" + name + "\" is not known; known are as-text, recognize, reject");
        };
    }

    static Optional<List<Map<String, @Nullable Object>>> objects(Map<String, @Nullable Object> fields, String name) {
        Object value = fields.get(name);
        if (value == null) {
            return Optional.empty();
        }
        if (!(value instanceof List<?> list)) {
            throw new CliException("field \"" + name + "\": expected a list of objects");
        }
        List<Map<String, @Nullable Object>> objects = new ArrayList<>();
        for (Object element : list) {
            if (element == null) {
                throw new CliException("field \"" + name + "\": expected a list of objects");
            }
            objects.add(JsonData.object(element, name));
        }
        return Optional.of(objects);
    }

    static boolean flag(Map<String, @Nullable Object> fields, String name) {
        Object value = fields.get(name);
        if (value == null || value instanceof Boolean) {
            return Boolean.TRUE.equals(value);
        }
        throw new CliException("field \"" + name + "\": expected true or false");
    }
}
