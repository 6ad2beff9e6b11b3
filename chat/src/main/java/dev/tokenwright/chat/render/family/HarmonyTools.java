package dev.tokenwright.chat.render.family;

import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tools as Harmony declares them: a TypeScript namespace of its own style. */
final class HarmonyTools {
    private static final String DEEPER = "   ";
    private static final int MAX_DEPTH = 100;

    private HarmonyTools() {}

    /** All tools. */
    static String declare(List<Map<String, @Nullable Object>> tools) {
        StringBuilder out = new StringBuilder("# Tools\n\n## functions\n\nnamespace functions {\n\n");
        for (Map<String, @Nullable Object> tool : tools) {
            boolean isWrapped = "function".equals(tool.get("type")) && tool.get("function") instanceof Map<?, ?>;
            function(isWrapped && tool.get("function") instanceof Map<?, ?> inner ? inner : tool, out);
        }
        return out.append("} // namespace functions").toString();
    }

    private static void function(Map<?, ?> function, StringBuilder out) {
        String text = required(function, "description").replace("\r\n", "\n");
        if (!text.isEmpty()) {
            String lines = text.endsWith("\n") ? text.substring(0, text.length() - 1) : text;
            out.append("// ").append(lines.replace("\n", "\n// ")).append('\n');
        }
        Object parameters = function.get("parameters");
        String type = type(parameters == null ? Map.of() : parameters, "", 0);
        out.append("type ").append(required(function, "name")).append(" = (_: ");
        out.append(type).append(") => any;\n\n");
    }

    private static String required(Map<?, ?> function, String name) {
        Object value = function.containsKey(name) ? function.get(name) : "";
        if (value instanceof String text) {
            return text;
        }
        throw new ConversationException(
                ConversationException.Kind.WRONG_TOOL, -1, "a tool's " + name + " must be a text, found " + value);
    }

    private static String type(@Nullable Object given, String indent, int depth) {
        if (depth > MAX_DEPTH) {
            throw new ConversationException(
                    ConversationException.Kind.WRONG_TOOL, -1, "a schema is nested more than " + MAX_DEPTH + " deep");
        }
        if (!(given instanceof Map<?, ?> schema)) {
            return "any";
        }
        if (schema.get("oneOf") instanceof List<?> variants) {
            StringBuilder out = new StringBuilder();
            variants.forEach(variant -> out.append('\n').append(variant(variant, indent, depth)));
            return out.toString();
        }
        if (schema.get("type") instanceof List<?> types) {
            List<String> names = types.stream()
                    .filter(String.class::isInstance)
                    .map(name -> "integer".equals(name) ? "number" : (String) name)
                    .toList();
            return names.isEmpty() ? "any" : String.join(" | ", names);
        }
        return simple(schema, indent, depth);
    }

    private static String simple(Map<?, ?> schema, String indent, int depth) {
        return switch (Contents.field(schema, "type")) {
            case "object" -> object(schema, indent, depth);
            case "string" -> string(schema);
            case "number", "integer" -> "number";
            case "boolean" -> "boolean";
            case "array" ->
                schema.containsKey("items") ? type(schema.get("items"), indent, depth + 1) + "[]" : "Array<any>";
            default -> "any";
        };
    }

    private static String string(Map<?, ?> schema) {
        List<String> values = new ArrayList<>();
        if (schema.get("enum") instanceof List<?> list) {
            list.forEach(value -> {
                if (value instanceof String text) {
                    values.add('"' + text + '"');
                }
            });
        }
        return values.isEmpty() ? "string" : String.join(" | ", values);
    }

    private static String variant(@Nullable Object variant, String indent, int depth) {
        List<String> comments = new ArrayList<>();
        if (variant instanceof Map<?, ?> schema) {
            text(schema, "description").ifPresent(comments::add);
            if (schema.containsKey("default")) {
                Object value = schema.get("default");
                boolean isPlain = value instanceof String && !isEnum(schema);
                comments.add("default: " + (isPlain ? '"' + (String) value + '"' : HarmonyJson.write(value)));
            }
        }
        return indent + " | " + nullable(variant, indent + DEEPER, depth) + trailing(comments);
    }

    private static String trailing(List<String> comments) {
        return comments.isEmpty() ? "" : " // " + String.join(" ", comments);
    }

    private static String nullable(@Nullable Object schema, String indent, int depth) {
        String type = type(schema, indent, depth + 1);
        boolean isNullable = schema instanceof Map<?, ?> map && Boolean.TRUE.equals(map.get("nullable"));
        return isNullable && !type.contains("null") ? type + " | null" : type;
    }

    private static boolean isEnum(Map<?, ?> schema) {
        return schema.get("enum") instanceof List<?> values && !values.isEmpty();
    }

    private static Optional<String> text(Map<?, ?> schema, String name) {
        return schema.get(name) instanceof String text ? Optional.of(text) : Optional.empty();
    }

    private static String object(Map<?, ?> schema, String indent, int depth) {
        StringBuilder out = new StringBuilder();
        text(schema, "description").ifPresent(text -> comment(text, indent, out));
        out.append("{\n");
        if (schema.get("properties") instanceof Map<?, ?> properties) {
            List<?> required = schema.get("required") instanceof List<?> names ? names : List.of();
            properties.forEach((name, property) -> property(
                    name + (required.contains(name) ? "" : "?"),
                    property instanceof Map<?, ?> map ? map : Map.of(),
                    indent,
                    depth,
                    out));
        }
        return out.append(indent).append('}').toString();
    }

    private static void comment(String text, String indent, StringBuilder out) {
        out.append(indent).append("// ").append(text).append('\n');
    }

    private static void property(String name, Map<?, ?> schema, String indent, int depth, StringBuilder out) {
        text(schema, "title").ifPresent(title -> {
            comment(title, indent, out);
            out.append(indent).append("//\n");
        });
        boolean hasVariants = schema.containsKey("oneOf");
        if (!hasVariants) {
            text(schema, "description").ifPresent(text -> comment(text, indent, out));
        }
        if (schema.get("examples") instanceof List<?> examples && !examples.isEmpty()) {
            comment("Examples:", indent, out);
            examples.stream()
                    .filter(String.class::isInstance)
                    .forEach(example -> comment("- \"" + example + '"', indent, out));
        }
        if (schema.get("oneOf") instanceof List<?> variants) {
            variants(name, schema, variants, indent, depth, out);
            return;
        }
        out.append(indent).append(name).append(": ");
        out.append(nullable(schema, indent + "    ", depth)).append(',');
        if (!hasVariants && schema.containsKey("default")) {
            out.append(" // ").append(defaultOf(schema));
        }
        out.append('\n');
    }

    private static String defaultOf(Map<?, ?> schema) {
        Object value = schema.get("default");
        if (value instanceof String text) {
            return "default: " + (isEnum(schema) ? text : '"' + text + '"');
        }
        return "default: " + HarmonyJson.write(value);
    }

    private static void variants(
            String name, Map<?, ?> schema, List<?> variants, String indent, int depth, StringBuilder out) {
        Optional<String> about = text(schema, "description");
        boolean isRepeated = !variants.isEmpty()
                && variants.get(0) instanceof Map<?, ?> first
                && about.isPresent()
                && about.equals(text(first, "description"));
        boolean isAbove = about.isPresent() && !isRepeated;
        if (isAbove) {
            comment(about.get(), indent, out);
        }
        if (schema.containsKey("default")) {
            comment(defaultOf(schema), indent, out);
        }
        out.append(indent).append(name).append(":\n");
        for (int index = 0; index < variants.size(); index++) {
            List<String> comments = new ArrayList<>();
            if (variants.get(index) instanceof Map<?, ?> variant) {
                if (index > 0 || !isAbove) {
                    text(variant, "description")
                            .filter(text -> !about.equals(Optional.of(text)))
                            .ifPresent(comments::add);
                }
                if (variant.containsKey("default")) {
                    comments.add(defaultOf(variant));
                }
            }
            out.append(indent).append(" | ").append(nullable(variants.get(index), indent + DEEPER, depth));
            out.append(trailing(comments)).append('\n');
        }
        out.append(indent).append(",\n");
    }
}
