package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Gemma's notation of values and of tools: bare keys in the order of the alphabet, and texts between marks. */
final class GemmaNotation {
    private static final String QUOTE = "<|\"|>";
    private static final Set<String> STANDARD = Set.of("description", "type", "properties", "required", "nullable");

    private final List<Piece> pieces = new ArrayList<>();
    private final Kind kind;

    /** What becomes of the keys of a value. */
    private enum Keys {
        BARE,
        QUOTED
    }

    GemmaNotation(Kind kind) {
        this.kind = kind;
    }

    /** What was written. */
    List<Piece> pieces() {
        return pieces;
    }

    /** The family's words. */
    GemmaNotation own(String text) {
        pieces.add(new Piece(text, kind, Piece.Source.FAMILY, Piece.CURRENT));
        return this;
    }

    /** Words that came with the conversation. */
    GemmaNotation theirs(String text) {
        pieces.add(new Piece(text, kind, Piece.Source.SOMEBODY, Piece.CURRENT));
        return this;
    }

    private void quoted(@Nullable Object text) {
        own(QUOTE).theirs(shown(text)).own(QUOTE);
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof List<?> list) {
            return "["
                    + String.join(", ", list.stream().map(GemmaNotation::listed).toList()) + "]";
        }
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value instanceof String text ? text : value == null ? "None" : number(value);
    }

    private static String listed(@Nullable Object value) {
        return value instanceof String text ? "'" + text + "'" : shown(value);
    }

    private static String number(Object value) {
        String text = PythonJson.SPACED.write(value);
        return switch (text) {
            case "NaN" -> "nan";
            case "Infinity" -> "inf";
            case "-Infinity" -> "-inf";
            default -> text;
        };
    }

    /** A value with bare keys. */
    GemmaNotation value(@Nullable Object value) {
        write(value, Keys.BARE);
        return this;
    }

    private void write(@Nullable Object value, Keys keys) {
        if (value == null) {
            own("null");
        } else if (value instanceof String) {
            quoted(value);
        } else if (value instanceof Boolean) {
            own(value.toString());
        } else if (value instanceof Map<?, ?> map) {
            object(map, keys);
        } else if (value instanceof List<?> list) {
            list(list, keys);
        } else {
            own(number(value));
        }
    }

    private void object(Map<?, ?> map, Keys keys) {
        String before = "{";
        for (Map.Entry<?, ?> entry : sorted(map)) {
            own(before);
            before = ",";
            if (keys == Keys.QUOTED) {
                quoted(entry.getKey());
            } else {
                theirs(String.valueOf(entry.getKey()));
            }
            own(":");
            write(entry.getValue(), keys);
        }
        own(map.isEmpty() ? "{}" : "}");
    }

    private void list(List<?> list, Keys keys) {
        String before = "[";
        for (Object item : list) {
            own(before);
            before = ",";
            write(item, keys);
        }
        own(list.isEmpty() ? "[]" : "]");
    }

    private static List<Map.Entry<?, ?>> sorted(Map<?, ?> map) {
        List<Map.Entry<?, ?>> entries = new ArrayList<>(map.entrySet());
        entries.sort(Comparator.comparing(
                entry -> String.valueOf(entry.getKey()).toLowerCase(Locale.ROOT), PythonStrings::compare));
        return entries;
    }

    /** The declaration of a tool. */
    GemmaNotation declaration(Map<String, @Nullable Object> tool) {
        Map<?, ?> function = tool.get("function") instanceof Map<?, ?> inner ? inner : tool;
        own("declaration:").theirs(textOf(function, "name")).own("{description:");
        quoted(textOf(function, "description"));
        if (function.get("parameters") instanceof Map<?, ?> parameters && !parameters.isEmpty()) {
            parameters(parameters);
        }
        if (function.containsKey("response")) {
            response(function.get("response") instanceof Map<?, ?> response ? response : Map.of());
        }
        return own("}");
    }

    private static String textOf(Map<?, ?> map, String name) {
        return isSet(map.get(name)) ? shown(map.get(name)) : "";
    }

    /** Whether Python takes a value for true. */
    private static boolean isSet(@Nullable Object value) {
        return value != null
                && !value.equals("")
                && !value.equals(false)
                && !(value instanceof Map<?, ?> map && map.isEmpty())
                && !(value instanceof List<?> list && list.isEmpty())
                && !(value instanceof Number number && number.doubleValue() == 0);
    }

    private void parameters(Map<?, ?> parameters) {
        Fields fields = new Fields(",parameters:{");
        if (parameters.get("properties") instanceof Map<?, ?> properties && !properties.isEmpty()) {
            fields.next("properties:{");
            properties(properties, Set.of());
            own("}");
        }
        required(parameters, fields);
        if (isSet(parameters.get("type"))) {
            fields.next("type:");
            quoted(upper(parameters.get("type")));
        }
        fields.end();
    }

    private void response(Map<?, ?> response) {
        Fields fields = new Fields(",response:{");
        if (isSet(response.get("description"))) {
            fields.next("description:");
            quoted(response.get("description"));
        }
        if (upper(response.get("type")).equals("OBJECT")) {
            fields.next("type:");
            quoted("OBJECT");
        }
        fields.end();
    }

    private void required(Map<?, ?> schema, Fields fields) {
        if (isSet(schema.get("required")) && schema.get("required") instanceof List<?> names) {
            fields.next("required:");
            required(names);
        }
    }

    private void required(List<?> names) {
        own("[");
        for (int index = 0; index < names.size(); index++) {
            own(index == 0 ? "" : ",");
            quoted(names.get(index));
        }
        own("]");
    }

    private static String upper(@Nullable Object type) {
        return isSet(type) ? shown(type).toUpperCase(Locale.ROOT) : "";
    }

    private void properties(Map<?, ?> properties, Set<String> leftOut) {
        String before = "";
        for (Map.Entry<?, ?> entry : sorted(properties)) {
            String name = String.valueOf(entry.getKey());
            if (!leftOut.contains(name)) {
                own(before).theirs(name);
                before = ",";
                property(entry.getValue() instanceof Map<?, ?> schema ? schema : Map.of());
            }
        }
    }

    private void property(Map<?, ?> schema) {
        Fields fields = new Fields(":{");
        String type = upper(schema.get("type"));
        if (isSet(schema.get("description"))) {
            fields.next("description:");
            quoted(schema.get("description"));
        }
        if (type.equals("STRING") && isSet(schema.get("enum"))) {
            fields.next("enum:");
            write(schema.get("enum"), Keys.QUOTED);
        } else if (type.equals("ARRAY") && schema.get("items") instanceof Map<?, ?> items && !items.isEmpty()) {
            fields.next("");
            items(items);
        }
        if (isSet(schema.get("nullable"))) {
            fields.next("nullable:true");
        }
        if (type.equals("OBJECT")) {
            boolean hasProperties = schema.get("properties") instanceof Map<?, ?>;
            fields.next("properties:{");
            properties(
                    schema.get("properties") instanceof Map<?, ?> nested ? nested : schema,
                    hasProperties ? Set.of() : STANDARD);
            own("}");
            required(schema, fields);
        }
        fields.next("type:");
        quoted(type);
        fields.end();
    }

    private void items(Map<?, ?> items) {
        Fields fields = new Fields("items:{");
        for (Map.Entry<?, ?> entry : sorted(items)) {
            String name = String.valueOf(entry.getKey());
            Object value = entry.getValue();
            if (value == null) {
                continue;
            }
            fields.next("").theirs(name).own(":");
            switch (name) {
                case "properties" -> {
                    own("{");
                    properties(value instanceof Map<?, ?> nested ? nested : Map.of(), Set.of());
                    own("}");
                }
                case "required" -> required(value instanceof List<?> names ? names : List.of());
                case "type" ->
                    write(
                            value instanceof List<?> types
                                    ? types.stream().map(GemmaNotation::upper).toList()
                                    : upper(value),
                            Keys.QUOTED);
                default -> write(value, Keys.QUOTED);
            }
        }
        fields.end();
    }

    /** Fields with commas between them. */
    private final class Fields {
        private boolean isFirst = true;

        Fields(String begin) {
            own(begin);
        }

        GemmaNotation next(String begin) {
            own((isFirst ? "" : ",") + begin);
            isFirst = false;
            return GemmaNotation.this;
        }

        void end() {
            own("}");
        }
    }
}
