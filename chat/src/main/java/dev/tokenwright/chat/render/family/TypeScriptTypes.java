package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** JSON Schema as TypeScript types. Belongs to one function: it knows the definitions that the schema makes. */
final class TypeScriptTypes {
    private static final String INDENT = "  ";
    private static final int MAX_DEPTH = 100;

    private final Map<String, Map<?, ?>> definitions = new LinkedHashMap<>();
    private boolean refersToItself;

    /** Reads the parameters of a function and writes their type. */
    String read(Map<?, ?> parameters) {
        return object(parameters, "", 0);
    }

    boolean refersToItself() {
        return refersToItself;
    }

    Map<String, Map<?, ?>> definitions() {
        return new LinkedHashMap<>(definitions);
    }

    /** A comment, each line of it behind slashes; nothing for nothing. */
    static String comment(String text, String indent) {
        StringBuilder lines = new StringBuilder();
        for (String line : text.isEmpty() ? new String[0] : text.split("\n", -1)) {
            lines.append(line.isEmpty() ? "" : indent + "// " + line).append('\n');
        }
        return lines.toString();
    }

    /** The type of a schema. */
    String write(@Nullable Object given, String indent, int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong("a schema is nested more than " + MAX_DEPTH + " deep");
        }
        if (given instanceof Boolean anything) {
            return anything ? "any" : "null";
        }
        if (!(given instanceof Map<?, ?> schema)) {
            throw wrong("a schema must be an object, found " + given);
        }
        if (schema.containsKey("$ref")) {
            return reference(String.valueOf(schema.get("$ref")));
        }
        if (schema.get("anyOf") instanceof List<?> branches) {
            return joined(branches.stream()
                    .map(branch -> write(branch, indent, depth + 1))
                    .toList());
        }
        if (schema.get("enum") instanceof List<?> values) {
            return joined(values.stream()
                    .map(value -> value instanceof String text ? '"' + text + '"' : PythonJson.SPACED.write(value))
                    .toList());
        }
        return typed(schema, indent, depth);
    }

    private String typed(Map<?, ?> schema, String indent, int depth) {
        Object type = schema.get("type");
        if (type instanceof List<?> types) {
            return joined(types.stream().map(TypeScriptTypes::simple).toList());
        }
        if (type instanceof String) {
            String name = Contents.field(schema, "type");
            return switch (name) {
                case "object" -> object(schema, indent, depth);
                case "array" -> array(schema, indent, depth);
                case "integer" -> "number";
                default -> name;
            };
        }
        if (schema.isEmpty()) {
            return "any";
        }
        throw wrong("no TypeScript type for the schema " + schema);
    }

    private static String simple(@Nullable Object type) {
        return switch (String.valueOf(type)) {
            case "string" -> "string";
            case "number", "integer" -> "number";
            case "boolean" -> "boolean";
            case "null" -> "null";
            case "object" -> "{}";
            case "array" -> "Array<any>";
            default -> throw wrong("no TypeScript type for " + type);
        };
    }

    private static String joined(List<String> types) {
        return String.join(" | ", types);
    }

    private String reference(String target) {
        if (target.equals("#")) {
            refersToItself = true;
            return "parameters";
        }
        String name = target.substring(target.lastIndexOf('/') + 1);
        if (!target.startsWith("#/$defs/") || !definitions.containsKey(name)) {
            throw wrong("nothing is known of " + target);
        }
        return name;
    }

    private String object(Map<?, ?> schema, String indent, int depth) {
        if (schema.get("$defs") instanceof Map<?, ?> defined) {
            defined.forEach((name, definition) ->
                    definitions.put(String.valueOf(name), definition instanceof Map<?, ?> map ? map : Map.of()));
        }
        String inner = indent + INDENT;
        List<String> members = new ArrayList<>(members(schema, inner, depth, PythonStrings::compare));
        Object more = schema.get("additionalProperties");
        if (more != null) {
            String type = more instanceof Boolean any ? (any ? "any" : "never") : write(more, inner, depth + 1);
            members.add(inner + "[k: string]: " + type);
        }
        return members.isEmpty() ? "{}" : "{\n" + String.join(",\n", members) + "\n" + indent + "}";
    }

    /** The members in the order that they were given in. */
    String members(Map<?, ?> schema, String indent) {
        return String.join(",\n", members(schema, indent, 0, null));
    }

    private List<String> members(Map<?, ?> schema, String indent, int depth, @Nullable Comparator<String> order) {
        if (!(schema.get("properties") instanceof Map<?, ?> properties)) {
            return List.of();
        }
        Collection<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
        Map<String, String> written = new LinkedHashMap<>();
        properties.forEach((name, property) -> written.put(
                String.valueOf(name), member(String.valueOf(name), property, required.contains(name), indent, depth)));
        if (order == null) {
            return List.copyOf(written.values());
        }
        Map<String, String> sorted = new TreeMap<>(order);
        sorted.putAll(written);
        List<String> members = new ArrayList<>();
        for (boolean wanted : new boolean[] {true, false}) {
            sorted.forEach((name, text) -> {
                if (required.contains(name) == wanted) {
                    members.add(text);
                }
            });
        }
        return members;
    }

    private String member(String name, @Nullable Object property, boolean isRequired, String indent, int depth) {
        String type = write(property, indent, depth + 1);
        String about = about(property, indent);
        if (property instanceof Map<?, ?> schema && schema.get("default") != null) {
            about += indent + "// Default: " + PythonJson.SPACED.write(schema.get("default")) + "\n";
        }
        return about + indent + name + (isRequired ? "" : "?") + ": " + type;
    }

    /** What is said of a schema besides its type: its description, and the limits that its type has. */
    private static String about(@Nullable Object given, String indent) {
        if (!(given instanceof Map<?, ?> schema)) {
            return "";
        }
        List<String> limits = new ArrayList<>();
        for (String name : limits(schema)) {
            if (schema.containsKey(name)) {
                limits.add(name + ": " + shown(schema.get(name)));
            }
        }
        String text = comment(Contents.field(schema, "description"), indent);
        return limits.isEmpty() ? text : text + indent + "// " + String.join(", ", limits) + "\n";
    }

    private static List<String> limits(Map<?, ?> schema) {
        if (schema.containsKey("$ref") || schema.containsKey("anyOf") || schema.containsKey("enum")) {
            return List.of();
        }
        return switch (String.valueOf(schema.get("type"))) {
            case "string" -> List.of("maxLength", "minLength", "pattern");
            case "number", "integer" -> List.of("maximum", "minimum");
            case "array" -> List.of("maxItems", "minItems");
            default -> List.of();
        };
    }

    private static String shown(@Nullable Object value) {
        if (value instanceof Boolean flag) {
            return flag ? "True" : "False";
        }
        return value == null ? "None" : value instanceof String text ? text : PythonJson.SPACED.write(value);
    }

    private String array(Map<?, ?> schema, String indent, int depth) {
        Object items = schema.get("items");
        if (items == null || items.equals(false) || items.equals(Map.of())) {
            return "Array<any>";
        }
        String inner = indent + INDENT;
        String about = about(items, inner);
        return about.isEmpty()
                ? "Array<" + write(items, indent, depth + 1) + ">"
                : "Array<\n" + about + inner + write(items, inner, depth + 1) + "\n" + indent + ">";
    }

    private static ConversationException wrong(String detail) {
        return new ConversationException(ConversationException.Kind.WRONG_TOOL, -1, detail);
    }
}
