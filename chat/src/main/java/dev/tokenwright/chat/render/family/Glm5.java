package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.said;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** GLM 5, and 5.1, which declares a tool without its envelope and begins a last reply without reasoning differently. */
sealed class Glm5 extends Glm permits Glm53 {
    private static final String HOW_TO_CALL =
            """
            </tools>

            For each function call, output the function name and arguments within the following XML format:
            <tool_call>{function-name}<arg_key>{arg-key-1}</arg_key><arg_value>{arg-value-1}</arg_value>\
            <arg_key>{arg-key-2}</arg_key><arg_value>{arg-value-2}</arg_value>...</tool_call>""";

    private final Version version;
    private final int resultStart = token("<tool_response>");
    private final int resultEnd = token("</tool_response>");

    /** Which of them it is. */
    enum Version {
        /** 5. */
        FIRST("glm-5"),
        /** 5.1. */
        SECOND("glm-5.1"),
        /** 5.3. */
        THIRD("glm-5.3");

        private final String family;

        Version(String family) {
            this.family = family;
        }
    }

    Glm5(Version version, FamilySetup setup) {
        this(version, setup, GlmOptions.glm5(version.family, setup));
    }

    Glm5(Version version, FamilySetup setup, GlmOptions options) {
        super(version.family, setup, options, "");
        this.version = version;
    }

    @Override
    final Stability stability() {
        return clears() || isEmptyReasoningShown() ? Stability.REWRITES : Stability.STABLE;
    }

    private boolean isEmptyReasoningShown() {
        return version == Version.SECOND && thinks();
    }

    @Override
    final Map<?, ?> declared(Map<String, @Nullable Object> tool) {
        if (version == Version.FIRST) {
            return tool;
        }
        Map<Object, @Nullable Object> declared =
                new LinkedHashMap<>(tool.get("function") instanceof Map<?, ?> inner ? inner : tool);
        declared.remove("defer_loading");
        declared.remove("strict");
        return declared;
    }

    @Override
    final String howToCall() {
        return HOW_TO_CALL;
    }

    @Override
    final void text(Message message, String role, RenderSink sink) {
        sink.run(body(visible(message)));
    }

    @Override
    void assistant(Message message, boolean isAfterQuestion, RenderSink sink) {
        Spoken spoken = Spoken.of(message, visible(message));
        String reasoning = isAfterQuestion || !clears() ? spoken.reasoning() : "";
        sink.special(assistant);
        if (!reasoning.isEmpty() || (isAfterQuestion && isEmptyReasoningShown())) {
            sink.special(think);
            sink.run(said(PythonStrings.strip(reasoning)));
            sink.special(endThink, Kind.SAMPLED);
        } else {
            sink.special(endThink);
        }
        sink.run(said(PythonStrings.strip(spoken.answer())));
        calls(ToolCall.of(message), true, sink);
    }

    @Override
    final void result(Message message, RenderSink sink) {
        sink.special(resultStart);
        sink.run(body(visible(message)));
        sink.special(resultEnd);
    }

    @Override
    final void opening(RenderSink sink) {
        sink.special(assistant);
        sink.special(thinks() ? think : endThink);
    }
}
