package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.chat.plain.PythonValues;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Texts of calls that stand between tags, and what families that write them tell a model about them. */
final class TaggedCalls {
    /** What a model is told about calls, behind the declarations of the tools. */
    static final String INSTRUCTIONS =
            """


            If you choose to call a function ONLY reply in the following format with NO suffix:

            <tool_call>
            <function=example_function_name>
            <parameter=example_parameter_1>
            value_1
            </parameter>
            <parameter=example_parameter_2>
            This is the value for the second parameter
            that can span
            multiple lines
            </parameter>
            </function>
            </tool_call>

            <IMPORTANT>
            Reminder:
            - Function calls MUST follow the specified format: an inner <function=...></function> block must be \
            nested within <tool_call></tool_call> XML tags
            - Required parameters MUST be specified
            - You may provide optional reasoning for your function call in natural language BEFORE the function \
            call, but NOT after
            - If there is no function call available, answer the question like normal with your current knowledge \
            and do not tell the user about function calls
            </IMPORTANT>""";

    private TaggedCalls() {}

    /** How a value is written that is no text, no list and no map. */
    enum Scalars {
        /** As Python's {@code str} shows it: {@code True}. */
        PYTHON,
        /** As JSON: {@code true}. */
        JSON
    }

    /** The arguments of a call by name; a text is read as JSON, and what is no map is no arguments. */
    static Map<String, @Nullable Object> arguments(ToolCall call) {
        Object given = call.arguments() instanceof String text
                ? PythonJsonReader.read(text).map(PythonJsonReader.Read::value).orElse(null)
                : call.arguments();
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        if (given instanceof Map<?, ?> map) {
            map.forEach((name, value) -> arguments.put(String.valueOf(name), value));
        }
        return arguments;
    }

    /** The text of a call between its marks, as one run. */
    static List<Piece> function(ToolCall call, Scalars scalars) {
        List<Piece> run = new ArrayList<>();
        run.add(Piece.sampled("\n<function="));
        run.add(Piece.said(call.name()));
        run.add(Piece.sampled(">\n"));
        arguments(call).forEach((name, value) -> {
            run.add(Piece.sampled("<parameter="));
            run.add(Piece.said(name));
            run.add(Piece.sampled(">\n"));
            run.add(Piece.said(value(value, scalars)));
            run.add(Piece.sampled("\n</parameter>\n"));
        });
        run.add(Piece.sampled("</function>\n"));
        return run;
    }

    /** A value between tags. */
    static String value(@Nullable Object value, Scalars scalars) {
        if (value instanceof String text) {
            return text;
        }
        boolean isJson = scalars == Scalars.JSON || value instanceof Map<?, ?> || value instanceof List<?>;
        return isJson ? PythonJson.SPACED.write(value) : PythonValues.str(value);
    }
}
