package dev.tokenwright.chat.render.family;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools as a TypeScript namespace. */
final class TypeScriptTools {
    private TypeScriptTools() {}

    /** All tools, or nothing where none is a function. */
    static String declare(List<Map<String, @Nullable Object>> tools) {
        List<String> functions = new ArrayList<>();
        for (Map<String, @Nullable Object> tool : tools) {
            Object type = tool.get("type");
            if (type == null || type.equals("") || type.equals("function")) {
                Map<?, ?> function = tool.get("function") instanceof Map<?, ?> inner ? inner : tool;
                if (!function.isEmpty()) {
                    functions.add(function(function));
                }
            }
        }
        return functions.isEmpty()
                ? ""
                : "# Tools\n\n## functions\nnamespace functions {\n" + String.join("\n", functions) + "\n}\n";
    }

    private static String function(Map<?, ?> function) {
        TypeScriptTypes types = new TypeScriptTypes();
        Map<?, ?> parameters = function.get("parameters") instanceof Map<?, ?> map ? map : Map.of();
        String shape = types.read(parameters);
        List<String> lines = new ArrayList<>();
        String argument = shape;
        if (types.refersToItself()) {
            argument = "parameters";
            String body = types.members(parameters, "  ");
            lines.add("interface parameters {" + (body.isEmpty() ? "" : "\n" + body + "\n") + "}");
        }
        types.definitions().forEach((name, schema) -> {
            String about = TypeScriptTypes.comment(Contents.field(schema, "description"), "");
            lines.add(about + "interface " + name + " " + types.write(schema, "", 0));
        });
        String name = function.containsKey("name") ? String.valueOf(function.get("name")) : "function";
        lines.add(TypeScriptTypes.comment(Contents.field(function, "description"), "") + "type " + name + " = (_: "
                + argument + ") => any;");
        return String.join("\n", lines);
    }
}
