package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tools and calls in DSML, DeepSeek's markup. */
final class DsmlTools {
    private static final String TOOLS_BEGIN =
            """


            ## Tools

            You have access to a set of tools to help answer the user's question. You can invoke tools by writing a \
            "<｜DSML｜tool_calls>" block like the following:

            <｜DSML｜tool_calls>
            <｜DSML｜invoke name="$TOOL_NAME">
            <｜DSML｜parameter name="$PARAMETER_NAME" string="true|false">$PARAMETER_VALUE</｜DSML｜parameter>
            ...
            </｜DSML｜invoke>
            <｜DSML｜invoke name="$TOOL_NAME2">
            ...
            </｜DSML｜invoke>
            </｜DSML｜tool_calls>

            String parameters should be specified as is and set `string="true"`. For all other types (numbers, booleans, \
            arrays, objects), pass the value in JSON format and set `string="false"`.

            If thinking_mode is enabled (triggered by <think>), you MUST output your complete reasoning inside \
            <think>...</think> BEFORE any tool calls or final response.

            Otherwise, output directly after </think> with tool calls or final response.

            ### Available Tool Schemas

            """;
    private static final String TOOLS_END =
            """


            You MUST strictly follow the above defined tool name and parameter schemas to invoke tool calls.
            """;

    private DsmlTools() {}

    /** The tools, with a blank line before them. */
    static List<Piece> declare(List<Map<String, @Nullable Object>> tools) {
        List<Piece> pieces = new ArrayList<>();
        String before = TOOLS_BEGIN;
        for (Map<String, @Nullable Object> tool : tools) {
            pieces.add(scaffold(before));
            pieces.add(given(PythonJson.SPACED.write(tool.get("function") instanceof Map<?, ?> inner ? inner : tool)));
            before = "\n";
        }
        pieces.add(scaffold(TOOLS_END));
        return pieces;
    }

    /** The calls of an assistant's message, with a blank line before them. */
    static List<Piece> calls(List<ToolCall> calls, int message) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(sampled("\n\n<｜DSML｜tool_calls>\n"));
        for (ToolCall call : calls) {
            pieces.add(sampled("<｜DSML｜invoke name=\""));
            pieces.add(said(call.name()));
            pieces.add(sampled("\">\n"));
            boolean isFirst = true;
            for (Map.Entry<?, ?> argument : arguments(call, message).entrySet()) {
                boolean isText = argument.getValue() instanceof String;
                pieces.add(sampled((isFirst ? "" : "\n") + "<｜DSML｜parameter name=\""));
                pieces.add(said(String.valueOf(argument.getKey())));
                pieces.add(sampled("\" string=\"" + isText + "\">"));
                pieces.add(said(
                        argument.getValue() instanceof String text
                                ? text
                                : PythonJson.SPACED.write(argument.getValue())));
                pieces.add(sampled("</｜DSML｜parameter>"));
                isFirst = false;
            }
            pieces.add(sampled("\n</｜DSML｜invoke>\n"));
        }
        pieces.add(sampled("</｜DSML｜tool_calls>"));
        return pieces;
    }

    private static Map<?, ?> arguments(ToolCall call, int message) {
        Object arguments = call.arguments();
        if (arguments instanceof Map<?, ?> map) {
            return map;
        }
        var read = arguments instanceof String text
                ? PythonJsonReader.read(text)
                : java.util.Optional.<PythonJsonReader.Read>empty();
        if (read.isPresent()) {
            if (read.get().value() instanceof Map<?, ?> map) {
                return map;
            }
            throw Family.wrong(
                    ConversationException.Kind.WRONG_CONTENT, message, "the arguments of a call must be a JSON object");
        }
        Map<String, @Nullable Object> single = new java.util.HashMap<>();
        single.put("arguments", arguments);
        return single;
    }
}
