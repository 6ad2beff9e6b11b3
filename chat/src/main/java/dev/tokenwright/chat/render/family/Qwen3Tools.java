package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Qwen 3 models are told about tools, and how they call them: as JSON between marks. */
final class Qwen3Tools {
    private static final String BEGIN =
            """
            # Tools

            You may call one or more functions to assist with the user query.

            You are provided with function signatures within <tools></tools> XML tags:
            <tools>""";
    private static final String END =
            """

            </tools>

            For each function call, return a json object with function name and arguments within \
            <tool_call></tool_call> XML tags:
            <tool_call>
            {"name": <function-name>, "arguments": <args-json-object>}
            </tool_call>""";

    private Qwen3Tools() {}

    /** The declarations. */
    static List<Piece> declarations(List<Map<String, @Nullable Object>> tools) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(scaffold(BEGIN));
        tools.forEach(tool -> pieces.add(given("\n" + PythonJson.SPACED.write(tool))));
        pieces.add(scaffold(END));
        return pieces;
    }

    /** The text of a call between its marks. */
    static List<Piece> call(ToolCall call) {
        return List.of(
                sampled("\n{\"name\": \""),
                said(call.name()),
                sampled("\", \"arguments\": "),
                said(call.arguments() instanceof String text ? text : PythonJson.SPACED.write(call.arguments())),
                sampled("}\n"));
    }
}
