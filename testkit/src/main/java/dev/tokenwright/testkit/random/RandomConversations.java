package dev.tokenwright.testkit.random;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Random conversations from a seed: several turns, white space of all kinds, reasoning, tools, calls with arguments of all
 * JSON types, and results. A call's arguments are of the types that its tool declares.
 */
public final class RandomConversations {
    private static final List<String> BLANKS = List.of(
            "", "", "", "", " ", "\n", "\n\n", "\t", " \n ", "\r\n", "\u00A0", "\u2003", "\u2028", "\u001C", "   ");
    private static final List<String> MARKS = List.of("<think>", "</think>", "<tool_call>", "<tool_response>");
    private static final List<String> NAMES = List.of("get_weather", "run_code", "f", "search_web");
    private static final List<String> KEYS = List.of("city", "days", "code", "opts", "tags", "k_\u00E9", "\u540D");
    private static final List<String> TYPES =
            List.of("string", "string", "string", "integer", "number", "boolean", "object", "array", "null");
    private static final List<String> DESCRIPTIONS =
            List.of("Get it.", "Run code.\nReturns stdout.", "\u6C17\u6E29", "It's \"quoted\" \\ <b>");

    private final RandomTexts texts;
    private final Set<Feature> features;

    /** What conversations may have that not every family can have. */
    public enum Feature {
        /** Tools that are declared; where they are not, they are called all the same. */
        TOOLS,
        /** A system message at the beginning. */
        SYSTEM,
        /** A system message behind others. */
        LATE_SYSTEM,
        /** Contents that are lists of parts. */
        PARTS,
        /** Assistant messages with the field of their reasoning. */
        REASONING,
        /** Messages that call tools. */
        CALLS,
        /** Messages with several calls. */
        SEVERAL_CALLS,
        /** Messages that say something and call tools. */
        CALLS_WITH_CONTENT,
        /** Calls in messages without content. */
        NULL_CONTENT,
        /** Arguments that are a text with JSON in it. */
        TEXT_ARGUMENTS,
        /** Arguments that are true, false or null. */
        CONSTANTS,
        /** Arguments that are numbers with a fraction. */
        FRACTIONS,
        /** Words that look like the marks of families. */
        MARKS,
        /** Tools without the envelope around the function. */
        BARE_TOOLS,
        /** Declarations with more than types and descriptions. */
        RICH_SCHEMAS
    }

    /**
     * Conversations that depend on the seed and the features and nothing else.
     *
     * @param features what they may have
     */
    public RandomConversations(long seed, Set<Feature> features) {
        this.texts = new RandomTexts(seed);
        this.features = features.isEmpty() ? EnumSet.noneOf(Feature.class) : EnumSet.copyOf(features);
    }

    /** All features but some. */
    public static Set<Feature> allBut(Feature... without) {
        Set<Feature> left = EnumSet.allOf(Feature.class);
        left.removeAll(List.of(without));
        return left;
    }

    private boolean has(Feature feature) {
        return features.contains(feature);
    }

    private boolean chance(int percent) {
        return texts.below(100) < percent;
    }

    /** A conversation that ends with anybody's message. */
    public Conversation next() {
        List<Map<String, @Nullable Object>> tools = tools();
        List<Message> messages = new ArrayList<>();
        if (has(Feature.SYSTEM) && chance(50)) {
            messages.add(message("system"));
        }
        for (int turn = 1 + texts.below(3); turn > 0; turn--) {
            messages.add(user());
            if (has(Feature.LATE_SYSTEM) && chance(5)) {
                messages.add(message("system"));
            }
            answers(tools, messages);
        }
        Conversation conversation = Conversation.of(messages);
        return tools.isEmpty() || !has(Feature.TOOLS) ? conversation : conversation.withTools(tools);
    }

    /** The same conversation up to the last message that is not the assistant's. */
    public static Conversation untilReply(Conversation conversation) {
        int end = conversation.messages().size();
        while (end > 1 && conversation.messages().get(end - 1).role().equals("assistant")) {
            end--;
        }
        return new Conversation(
                conversation.messages().subList(0, end),
                conversation.tools(),
                conversation.documents(),
                conversation.variables());
    }

    private void answers(List<Map<String, @Nullable Object>> tools, List<Message> messages) {
        for (int step = 0; step < 4 && chance(80); step++) {
            Message reply = assistant(tools);
            messages.add(reply);
            messages.addAll(results(reply));
            if (ToolCall.of(reply).isEmpty()) {
                return;
            }
        }
    }

    /** A message of the user. */
    public Message user() {
        return message("user");
    }

    private Message message(String role) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("role", role);
        fields.put("content", has(Feature.PARTS) && chance(10) ? parts() : text());
        return new Message(fields);
    }

    private List<Object> parts() {
        List<Object> parts = new ArrayList<>();
        for (int count = texts.below(4); count > 0; count--) {
            parts.add(Map.of("type", "text", "text", text()));
        }
        return parts;
    }

    /** A message of the assistant, which may call some of the tools. */
    public Message assistant(List<Map<String, @Nullable Object>> tools) {
        Message message = Message.assistant(text());
        if (has(Feature.REASONING) && chance(50)) {
            message = message.with("reasoning_content", text());
        }
        if (tools.isEmpty() || !has(Feature.CALLS) || chance(40)) {
            return message;
        }
        if (!has(Feature.CALLS_WITH_CONTENT) || chance(40)) {
            message = message.with("content", has(Feature.NULL_CONTENT) && texts.coin() ? null : "");
        }
        List<Object> calls = new ArrayList<>();
        for (int count = has(Feature.SEVERAL_CALLS) ? 1 + texts.below(3) : 1; count > 0; count--) {
            calls.add(call(texts.pick(tools), calls.size()));
        }
        return message.with("tool_calls", calls);
    }

    private Map<String, @Nullable Object> call(Map<String, @Nullable Object> tool, int index) {
        Map<?, ?> function = tool.get("function") instanceof Map<?, ?> inner ? inner : tool;
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        if (function.get("parameters") instanceof Map<?, ?> parameters
                && parameters.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((key, schema) -> {
                if (schema instanceof Map<?, ?> fields && fields.get("type") instanceof String type && chance(80)) {
                    arguments.put((String) key, value(type, 0));
                }
            });
        }
        Map<String, @Nullable Object> called = new LinkedHashMap<>();
        called.put("name", function.get("name"));
        called.put(
                "arguments",
                has(Feature.TEXT_ARGUMENTS) && chance(15) ? PythonJson.SPACED.write(arguments) : arguments);
        Map<String, @Nullable Object> call = new LinkedHashMap<>();
        call.put("id", "functions." + function.get("name") + ":" + index);
        call.put("type", "function");
        call.put("function", called);
        return call;
    }

    /** What the tools answered that a message calls. */
    public List<Message> results(Message message) {
        List<Message> results = new ArrayList<>();
        for (ToolCall call : ToolCall.of(message)) {
            results.add(Message.toolResult(call.id().orElse(""), text()).with("name", call.name()));
        }
        return results;
    }

    /** A text with white space of all kinds, often at its ends. */
    public String text() {
        StringBuilder text = new StringBuilder(texts.pick(BLANKS));
        for (int part = texts.below(4); part > 0; part--) {
            text.append(has(Feature.MARKS) && chance(4) ? texts.pick(MARKS) : texts.next(3));
            text.append(texts.pick(BLANKS));
        }
        return text.toString();
    }

    /** Tools, or none. */
    public List<Map<String, @Nullable Object>> tools() {
        List<Map<String, @Nullable Object>> tools = new ArrayList<>();
        if (texts.coin()) {
            List<String> names = new ArrayList<>(NAMES);
            for (int count = 1 + texts.below(3); count > 0; count--) {
                tools.add(tool(names.remove(texts.below(names.size()))));
            }
        }
        return tools;
    }

    private Map<String, @Nullable Object> tool(String name) {
        Map<String, @Nullable Object> properties = new LinkedHashMap<>();
        for (int count = texts.below(5); count > 0; count--) {
            properties.put(texts.pick(KEYS), schema());
        }
        Map<String, @Nullable Object> parameters = new LinkedHashMap<>();
        parameters.put("type", "object");
        parameters.put("properties", properties);
        if (texts.coin()) {
            parameters.put("required", List.copyOf(properties.keySet()));
        }
        Map<String, @Nullable Object> function = new LinkedHashMap<>();
        function.put("name", name);
        function.put("description", texts.pick(DESCRIPTIONS));
        function.put("parameters", parameters);
        if (has(Feature.RICH_SCHEMAS) && chance(10)) {
            function.put("strict", texts.coin());
        }
        if (has(Feature.BARE_TOOLS) && chance(10)) {
            return function;
        }
        Map<String, @Nullable Object> tool = new LinkedHashMap<>();
        tool.put("type", "function");
        tool.put("function", function);
        return tool;
    }

    private Map<String, @Nullable Object> schema() {
        Map<String, @Nullable Object> schema = new LinkedHashMap<>();
        String type = texts.pick(TYPES);
        schema.put("type", type);
        if (texts.coin()) {
            schema.put("description", texts.pick(DESCRIPTIONS));
        }
        if (has(Feature.RICH_SCHEMAS)) {
            if (type.equals("string") && chance(20)) {
                schema.put("enum", List.of("c", "\u00E9", "it's"));
            }
            if (type.equals("array")) {
                schema.put("items", Map.of("type", "string"));
            }
            if (type.equals("integer") && chance(30)) {
                schema.put("minimum", 1);
                schema.put("default", 2.5);
            }
        }
        return schema;
    }

    private @Nullable Object value(String type, int depth) {
        return switch (type) {
            case "string" -> chance(10) ? texts.pick(List.of("true", "1", "null", "[1, 2]", "{}", "")) : text();
            case "integer" -> texts.pick(List.of(0, 1, -5, 42, 123456789012L));
            case "number" ->
                has(Feature.FRACTIONS) ? texts.pick(List.of(1.0, 0.1, -2.5, 1e22, 1e-7, 123456.789)) : (Object) 7;
            case "boolean" -> has(Feature.CONSTANTS) ? (Object) texts.coin() : 1;
            case "null" -> has(Feature.CONSTANTS) ? null : (Object) 0;
            case "array" -> list(depth);
            default -> map(depth);
        };
    }

    private @Nullable Object any(int depth) {
        return value(depth > 2 ? "string" : texts.pick(TYPES), depth + 1);
    }

    private List<@Nullable Object> list(int depth) {
        List<@Nullable Object> list = new ArrayList<>();
        for (int count = texts.below(4); count > 0; count--) {
            list.add(any(depth));
        }
        return list;
    }

    private Map<String, @Nullable Object> map(int depth) {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int count = texts.below(4); count > 0; count--) {
            map.put(texts.pick(KEYS), any(depth));
        }
        return map;
    }
}
