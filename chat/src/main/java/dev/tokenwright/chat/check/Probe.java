package dev.tokenwright.chat.check;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A conversation of one sort that templates are tried with.
 *
 * @param sort what it has that others do not
 */
record Probe(String sort, Conversation conversation) {
    private static final Message FIRST = Message.user("What is a tern?");
    private static final Message SECOND = Message.assistant("A seabird.");
    private static final Message THIRD = Message.user("And a kite?");
    private static final Message FOURTH = Message.assistant("A bird of prey, or a toy.");

    /** One of each sort, the plainest first. */
    static List<Probe> all() {
        return List.of(
                new Probe("a message of the user", Conversation.of(FIRST)),
                new Probe("turns", Conversation.of(FIRST, SECOND, THIRD, FOURTH)),
                new Probe(
                        "a system message",
                        Conversation.of(Message.system("You know birds."), FIRST, SECOND, THIRD, FOURTH)),
                new Probe(
                        "reasoning",
                        Conversation.of(
                                FIRST,
                                SECOND.with("reasoning_content", "They ask for the bird."),
                                THIRD,
                                FOURTH.with("reasoning_content", "It is one of two things."))),
                new Probe("content in parts", Conversation.of(parts(FIRST), SECOND, parts(THIRD), FOURTH)),
                new Probe("tools", tools()),
                new Probe(
                        "documents",
                        Conversation.of(FIRST, SECOND)
                                .withDocuments(List.of(Map.of("title", "Terns", "text", "Terns are seabirds.")))));
    }

    private static Message parts(Message message) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("type", "text");
        part.put("text", message.fields().get("content"));
        return message.with("content", List.of(part));
    }

    private static Conversation tools() {
        Map<String, Object> function = new LinkedHashMap<>();
        function.put("name", "find_bird");
        function.put("description", "Finds a bird.");
        function.put(
                "parameters",
                Map.of(
                        "type",
                        "object",
                        "properties",
                        Map.of("name", Map.of("type", "string")),
                        "required",
                        List.of()));
        Map<String, Object> call = new LinkedHashMap<>();
        call.put("id", "abcdefgh1");
        call.put("type", "function");
        call.put("function", Map.of("name", "find_bird", "arguments", Map.of("name", "tern")));
        return Conversation.of(
                        FIRST,
                        Message.assistant("").with("tool_calls", List.of(call)),
                        Message.toolResult("abcdefgh1", "Sterna hirundo").with("name", "find_bird"),
                        SECOND,
                        THIRD,
                        FOURTH)
                .withTools(List.of(Map.of("type", "function", "function", function)));
    }
}
