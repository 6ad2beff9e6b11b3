package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of the tools that a model may call: their names, and the types of their arguments. */
public final class ArgumentTypes {
    private final Map<String, Map<?, ?>> properties = new HashMap<>();
    private final boolean anyTools;

    /**
     * A value as its type wants it.
     *
     * @param isDoubtful whether it should have been JSON, is not, and no text is allowed either
     */
    public record Typed(@Nullable Object value, boolean isDoubtful) {}

    private ArgumentTypes(boolean anyTools) {
        this.anyTools = anyTools;
    }

    /** The tools' types. */
    public static ArgumentTypes of(Optional<List<Map<String, @Nullable Object>>> tools) {
        ArgumentTypes types =
                new ArgumentTypes(tools.isPresent() && !tools.get().isEmpty());
        for (Map<String, ?> tool : tools.orElse(List.of())) {
            Map<?, ?> spec = tool.get("function") instanceof Map<?, ?> function ? function : tool;
            if (spec.get("name") instanceof String name) {
                Object declared =
                        spec.get("parameters") instanceof Map<?, ?> parameters ? parameters.get("properties") : null;
                if (declared instanceof Map<?, ?> map) {
                    types.properties.put(name, map);
                } else {
                    types.properties.putIfAbsent(name, Map.of());
                }
            }
        }
        return types;
    }

    /** Names of the tools. */
    public Set<String> names() {
        return properties.keySet();
    }

    /** Whether there can be a tool of this name: it was declared, or nothing was. */
    public boolean isKnown(String name) {
        return !anyTools || properties.containsKey(name);
    }

    /** What was declared of an argument. */
    public Optional<Map<?, ?>> schema(String tool, String argument) {
        return properties.getOrDefault(tool, Map.of()).get(argument) instanceof Map<?, ?> schema
                ? Optional.of(schema)
                : Optional.empty();
    }

    /**
     * A value that was written without quotes: verbatim where its type is a text, else JSON where it is some, with any white
     * space around it.
     */
    public Typed typed(String tool, String argument, String text) {
        Optional<Map<?, ?>> schema = schema(tool, argument);
        if (schema.isPresent() && isText(schema.get().get("type"))) {
            return new Typed(text, false);
        }
        return PythonJsonReader.read(PythonStrings.strip(text))
                .map(read -> new Typed(read.value(), false))
                .orElseGet(() ->
                        new Typed(text, !schema.map(ArgumentTypes::allowsText).orElse(false)));
    }

    private static boolean isText(@Nullable Object type) {
        return "string".equals(type) || List.of("string").equals(type);
    }

    private static boolean allowsText(Map<?, ?> schema) {
        Object branches = schema.get("anyOf") instanceof List<?> any && !any.isEmpty() ? any : schema.get("oneOf");
        if (branches instanceof List<?> list) {
            for (Object branch : list) {
                if (branch instanceof Map<?, ?> map && "string".equals(map.get("type"))) {
                    return true;
                }
            }
        }
        return false;
    }
}
