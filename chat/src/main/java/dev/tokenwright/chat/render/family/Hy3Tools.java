package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.plain.PythonJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Hy3 is told of tools. */
final class Hy3Tools {
    private static final String BEGIN =
            """
            # Tools

            You may call one or more functions to assist with the user query.

            You are provided with function signatures within <tools></tools> XML tags:
            <tools>
            """;
    private static final String END =
            """

            </tools>

            For function call returns, you should first print <tool_calls:opensource>
            For each function call, you should return object like:
            <tool_call:opensource>{function-name}<tool_sep:opensource>
            <arg_key:opensource>{arg-key-1}</arg_key:opensource>
            <arg_value:opensource>{arg-value-1}</arg_value:opensource>
            <arg_key:opensource>{arg-key-2}</arg_key:opensource>
            <arg_value:opensource>{arg-value-2}</arg_value:opensource>
            ...
            </tool_call:opensource>
            At the end of function call returns, you should print </tool_calls:opensource>\
            <｜reasoning_mode:opensource｜>reasoning_effort:""";

    private Hy3Tools() {}

    /** The declarations, how to call, and how much to think. */
    static List<Piece> pieces(List<Map<String, @Nullable Object>> tools, boolean hasSystem, String effort) {
        List<Piece> pieces = new ArrayList<>();
        pieces.add(scaffold(hasSystem ? "\n\n" + BEGIN : BEGIN));
        for (int index = 0; index < tools.size(); index++) {
            pieces.add(scaffold(index == 0 ? "" : "\n"));
            pieces.add(given(PythonJson.SPACED.write(tools.get(index))));
        }
        pieces.add(scaffold(END + effort));
        return pieces;
    }
}
