package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.List;

/** GLM 4.5. Reasoning of turns before the last question is left out; an absent content is written as {@code None}. */
final class Glm45 extends Glm {
    private static final String HOW_TO_CALL =
            """
            </tools>

            For each function call, output the function name and arguments within the following XML format:
            <tool_call>{function-name}
            <arg_key>{arg-key-1}</arg_key>
            <arg_value>{arg-value-1}</arg_value>
            <arg_key>{arg-key-2}</arg_key>
            <arg_value>{arg-value-2}</arg_value>
            ...
            </tool_call>""";
    private static final String DO_NOT_THINK = "/nothink";

    Glm45(FamilySetup setup) {
        super("glm-4.5", setup, GlmOptions.glm45(setup), "\n");
    }

    @Override
    Stability stability() {
        return Stability.REWRITES;
    }

    @Override
    String howToCall() {
        return HOW_TO_CALL;
    }

    @Override
    void text(Message message, String role, RenderSink sink) {
        String text = visible(message);
        boolean isTold = thinks() || !role.equals("user") || text.endsWith(DO_NOT_THINK);
        sink.run(scaffold("\n"), body(text), scaffold(isTold ? "" : DO_NOT_THINK));
    }

    @Override
    void assistant(Message message, boolean isAfterQuestion, RenderSink sink) {
        Spoken spoken = Spoken.of(message, visible(message));
        sink.special(assistant);
        sink.scaffold("\n");
        sink.special(think, Kind.SAMPLED);
        sink.run(said(isAfterQuestion ? PythonStrings.strip(spoken.reasoning()) : ""));
        sink.special(endThink, Kind.SAMPLED);
        String answer = PythonStrings.strip(spoken.answer());
        List<ToolCall> calls = ToolCall.of(message);
        if (!answer.isEmpty()) {
            sink.run(sampled("\n"), said(answer), sampled(calls.isEmpty() ? "" : "\n"));
        }
        calls(calls, !answer.isEmpty(), sink);
    }

    @Override
    void result(Message message, RenderSink sink) {
        sink.run(scaffold("\n<tool_response>\n"), body(visible(message)), scaffold("\n</tool_response>"));
    }

    @Override
    void opening(RenderSink sink) {
        sink.special(assistant);
        if (!thinks()) {
            sink.scaffold("\n");
            sink.special(think);
            sink.special(endThink);
        }
    }
}
