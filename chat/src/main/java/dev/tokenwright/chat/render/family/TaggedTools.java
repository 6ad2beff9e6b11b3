package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.chat.plain.PythonValues;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Declarations of tools between tags. Each line begins with its line break. */
final class TaggedTools {
    private final StringBuilder out = new StringBuilder();
    private final Style style;

    /** The families differ in details. */
    enum Style {
        /** As Nemotron 3 has it: no empty description, {@code enum} and {@code required} in places of their own. */
        NEMOTRON,
        /** As the Qwen 3 of Prime Intellect has it. */
        PRIME
    }

    private TaggedTools(Style style) {
        this.style = style;
    }

    /** The declaration of a tool. */
    static String declaration(Map<String, @Nullable Object> tool, Style style) {
        TaggedTools text = new TaggedTools(style);
        text.function(tool.get("function") instanceof Map<?, ?> inner ? inner : tool);
        return text.out.toString();
    }

    private void function(Map<?, ?> tool) {
        out.append("\n<function>");
        line("name", PythonValues.str(tool.containsKey("name") ? tool.get("name") : ""));
        String description = PythonStrings.strip(PythonValues.str(tool.get("description")));
        if (style == Style.PRIME ? tool.containsKey("description") : isFilled(tool.get("description"))) {
            line("description", description);
        }
        out.append("\n<parameters>");
        if (tool.get("parameters") instanceof Map<?, ?> parameters) {
            parameters(parameters);
        }
        out.append("\n</parameters>");
        others(tool, Set.of("type", "name", "description", "parameters"));
        out.append("\n</function>");
    }

    private static boolean isFilled(@Nullable Object value) {
        return value != null && !PythonStrings.strip(PythonValues.str(value)).isEmpty();
    }

    private void parameters(Map<?, ?> parameters) {
        if (parameters.get("properties") instanceof Map<?, ?> properties) {
            properties.forEach((name, schema) -> parameter(String.valueOf(name), schema));
        }
        if (style == Style.PRIME) {
            others(parameters, Set.of("type", "properties"));
            return;
        }
        others(parameters, Set.of("type", "properties", "required"));
        if (parameters.containsKey("required")) {
            line("required", PythonJson.SPACED.write(parameters.get("required")));
        }
    }

    private void parameter(String name, @Nullable Object schema) {
        out.append("\n<parameter>");
        line("name", name);
        if (schema instanceof Map<?, ?> fields) {
            if (fields.containsKey("type")) {
                line("type", PythonValues.str(fields.get("type")));
            }
            if (fields.containsKey("description")) {
                line("description", PythonStrings.strip(PythonValues.str(fields.get("description"))));
            }
            if (style == Style.NEMOTRON && fields.containsKey("enum")) {
                line("enum", PythonJson.SPACED.write(fields.get("enum")));
            }
            others(
                    fields,
                    style == Style.NEMOTRON
                            ? Set.of("name", "type", "description", "enum")
                            : Set.of("name", "type", "description"));
        }
        out.append("\n</parameter>");
    }

    private void others(Map<?, ?> fields, Set<String> known) {
        fields.forEach((key, value) -> {
            if (!known.contains(String.valueOf(key))) {
                boolean isJson = value instanceof Map<?, ?> || value instanceof List<?>;
                line(String.valueOf(key), isJson ? PythonJson.SPACED.write(value) : PythonValues.str(value));
            }
        });
    }

    private void line(String tag, String text) {
        out.append("\n<")
                .append(tag)
                .append('>')
                .append(text)
                .append("</")
                .append(tag)
                .append('>');
    }
}
