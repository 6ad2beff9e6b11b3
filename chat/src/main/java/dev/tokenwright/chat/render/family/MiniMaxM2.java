package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.CallBlocks;
import dev.tokenwright.chat.reply.InitialReasoning;
import dev.tokenwright.chat.reply.InvokeCalls;
import dev.tokenwright.chat.reply.ReasoningRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * MiniMax M2 and M2.5. Reasoning of turns before the last question is left out, all calls of a turn share one block, and an
 * absent content is written as {@code None}.
 *
 * <p>Without a system message the model is told who it is as M2.5's template does; the option {@code model_identity} says
 * otherwise.
 */
final class MiniMaxM2 extends Family {
    private static final String IDENTITY =
            "You are a helpful assistant. Your name is MiniMax-M2.5 and is built by MiniMax.";
    private static final String TOOLS_BEGIN =
            """


            # Tools
            You may call one or more tools to assist with the user query.
            Here are the tools available in JSONSchema format:

            <tools>
            """;
    private static final String TOOLS_END =
            """
            </tools>

            When making tool calls, use XML format to invoke tools and pass parameters:

            <minimax:tool_call>
            <invoke name="tool-name-1">
            <parameter name="param-key-1">param-value-1</parameter>
            <parameter name="param-key-2">param-value-2</parameter>
            ...
            </invoke>
            </minimax:tool_call>""";
    private static final String HEADER = "ai\n";

    private final FamilyTraits traits;
    private final String identity;
    private final int begin = token("]~!b[");
    private final int role = token("]~b]");
    private final int end = token("[e~[");
    private final int think = token(THINK);
    private final int endThink = token(END_THINK);
    private final int callStart = token("<minimax:tool_call>");
    private final int callEnd = token("</minimax:tool_call>");
    private final InitialReasoning reasoning;
    private final CallBlocks grammar;

    MiniMaxM2(FamilySetup setup) {
        super("minimax-m2", setup);
        FamilyOptions given = new FamilyOptions("minimax-m2", setup.settings().options());
        identity = given.text("model_identity").orElse(IDENTITY);
        Retention retention = given.retention(Retention.TOOL_CYCLE);
        traits = new FamilyTraits(given.finish(), Stability.REWRITES, retention);
        reasoning = InitialReasoning.between(THINK, END_THINK, "]~b]ai\n", setup.tokenizer())
                .endedByCall(callStart);
        grammar = CallBlocks.between(callStart, callEnd, InvokeCalls::read, reasoning, endThink);
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    public int[] stopIds() {
        return new int[] {end};
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        boolean hasSystem = messages.get(0).role().equals("system");
        sink.message(hasSystem ? 0 : -1);
        sink.special(begin);
        sink.special(role);
        String system = hasSystem ? visible(messages.get(0)) : "";
        List<Piece> run = new ArrayList<>();
        run.add(scaffold("system\n"));
        run.add(system.isEmpty() ? given(identity) : body(system));
        conversation.tools().filter(tools -> !tools.isEmpty()).ifPresent(tools -> tools(tools, run));
        sink.run(run, RenderSink.Shared.FIRST);
        endTurn(Kind.SCAFFOLD, sink);
        int question = lastQuestion(messages);
        for (int index = hasSystem ? 1 : 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            sink.message(index);
            switch (message.role()) {
                case "user" -> turn("user", message, sink);
                case "assistant" -> assistant(message, index > question, sink);
                case "tool" -> result(messages, index, sink);
                default -> {}
            }
        }
    }

    private static String visible(Message message) {
        return Contents.textParts(message, "None");
    }

    private static void tools(List<Map<String, @Nullable Object>> tools, List<Piece> run) {
        run.add(scaffold(TOOLS_BEGIN));
        for (Map<String, @Nullable Object> tool : tools) {
            Object declared = tool.containsKey("function") ? tool.get("function") : tool;
            run.add(scaffold("<tool>"));
            run.add(given(PythonJson.SPACED.write(declared)));
            run.add(scaffold("</tool>\n"));
        }
        run.add(scaffold(TOOLS_END));
    }

    private static int lastQuestion(List<Message> messages) {
        int index = messages.size() - 1;
        while (index >= 0 && !messages.get(index).role().equals("user")) {
            index--;
        }
        return index;
    }

    private void turn(String speaker, Message message, RenderSink sink) {
        sink.special(role);
        sink.run(scaffold(speaker + "\n"), body(visible(message)));
        endTurn(Kind.SCAFFOLD, sink);
    }

    private void endTurn(Kind kind, RenderSink sink) {
        sink.special(end, kind);
        sink.scaffold("\n");
    }

    private void assistant(Message message, boolean isAfterQuestion, RenderSink sink) {
        Spoken spoken = Spoken.of(message, visible(message));
        String answer = spoken.inline().isPresent() ? PythonStrings.stripNewlines(spoken.answer()) : spoken.answer();
        List<ToolCall> calls = ToolCall.of(message);
        String behind = calls.isEmpty() ? "" : "\n";
        sink.special(role);
        if (isAfterQuestion && !spoken.reasoning().isEmpty()) {
            sink.scaffold(HEADER);
            sink.special(think, Kind.SAMPLED);
            sink.run(sampled("\n"), said(spoken.reasoning()), sampled("\n"));
            sink.special(endThink, Kind.SAMPLED);
            sink.run(sampled("\n\n"), said(answer), sampled(behind));
        } else if (answer.isEmpty()) {
            sink.scaffold(HEADER + behind);
        } else {
            sink.scaffold(HEADER);
            sink.run(said(answer), sampled(behind));
        }
        if (!calls.isEmpty()) {
            calls(calls, sink);
        }
        endTurn(Kind.SAMPLED, sink);
    }

    private void calls(List<ToolCall> calls, RenderSink sink) {
        List<Piece> run = new ArrayList<>();
        run.add(sampled("\n"));
        for (ToolCall call : calls) {
            run.add(sampled("<invoke name=\""));
            run.add(said(call.name()));
            run.add(sampled("\">\n"));
            CallArguments.byName(call).orElse(Map.of()).forEach((name, value) -> {
                run.add(sampled("<parameter name=\""));
                run.add(said(String.valueOf(name)));
                run.add(sampled("\">"));
                run.add(said(CallArguments.text(value)));
                run.add(sampled("</parameter>\n"));
            });
            run.add(sampled("</invoke>\n"));
        }
        sink.special(callStart, Kind.SAMPLED);
        sink.run(run, RenderSink.Shared.FIRST);
        sink.special(callEnd, Kind.SAMPLED);
    }

    private void result(List<Message> messages, int index, RenderSink sink) {
        boolean isFirst = !Contents.roleAt(messages, index - 1).equals("tool");
        boolean isLast = !Contents.roleAt(messages, index + 1).equals("tool");
        if (isFirst) {
            sink.special(role);
            sink.scaffold("tool");
        }
        sink.run(
                List.of(
                        scaffold(isFirst ? "\n<response>" : "<response>"),
                        body(visible(messages.get(index))),
                        scaffold(isLast ? "</response>" : "</response>\n")),
                RenderSink.Shared.CONTENT);
        if (isLast) {
            endTurn(Kind.SCAFFOLD, sink);
        }
    }

    @Override
    void opening(RenderSink sink) {
        sink.special(role);
        sink.scaffold(HEADER);
        sink.special(think);
        sink.scaffold("\n");
    }

    @Override
    Optional<ReasoningRules> reasoningRules() {
        return Optional.of(reasoning);
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        sink.scaffold("\n");
        return writeEach(added, sink, (message, index) -> {
            switch (message.role()) {
                case "user", "system" -> turn(message.role(), message, sink);
                case "tool" -> result(added.messages(), index, sink);
                default -> {
                    return false;
                }
            }
            return true;
        });
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), isBegunInside(reasoning, context), ArgumentTypes.of(context.tools()));
    }
}
