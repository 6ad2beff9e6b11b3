package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ReplyContext;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.chat.plain.PythonValues;
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.CallBlocks;
import dev.tokenwright.chat.reply.XmlCalls;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Qwen 3 as Prime Intellect trains it. Reasoning is written wherever a message has the field, and nothing that was written
 * ever changes; a message that calls tools shows no reasoning.
 */
final class PrimeQwen3 extends ChatMl {
    private static final String SYSTEM =
            "You are Qwen, a helpful AI assistant that can interact with a computer to solve tasks.";
    private static final String TOOLS_BEGIN = "\n\n# Tools\n\nYou have access to the following functions:\n\n<tools>";

    private final FamilyTraits traits;
    private final int think = token(THINK);
    private final int endThink = token(END_THINK);
    private final CallBlocks grammar = XmlCalls.between(callStart, callEnd, reasoning, endThink);

    PrimeQwen3(FamilySetup setup) {
        super("prime-qwen3", setup);
        FamilyOptions given = new FamilyOptions("prime-qwen3", setup.settings().options());
        Retention retention = given.retention(Retention.ALL);
        traits = new FamilyTraits(given.finish(), Stability.STABLE, retention);
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        boolean hasSystem = messages.get(0).role().equals("system");
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        if (hasSystem || !tools.isEmpty()) {
            sink.message(hasSystem ? 0 : -1);
            preamble(hasSystem ? body(content(messages.get(0), 0)) : scaffold(SYSTEM), tools, sink);
        }
        int first = hasSystem ? 1 : 0;
        for (int index = first; index < messages.size(); index++) {
            Message message = messages.get(index);
            sink.message(index);
            switch (message.role()) {
                case "assistant" -> assistant(message, index, sink);
                case "tool" ->
                    result(
                            messages,
                            index,
                            index > first && !messages.get(index - 1).role().equals("tool"),
                            sink);
                default -> turn(message.role(), content(message, index), sink);
            }
        }
    }

    private void preamble(Piece system, List<Map<String, @Nullable Object>> tools, RenderSink sink) {
        List<Piece> run = new ArrayList<>(List.of(scaffold("system\n"), system));
        if (!tools.isEmpty()) {
            run.add(scaffold(TOOLS_BEGIN));
            tools.forEach(tool -> run.add(given(TaggedTools.declaration(tool, TaggedTools.Style.PRIME))));
            run.add(scaffold("\n</tools>" + TaggedCalls.INSTRUCTIONS));
        }
        sink.special(start);
        sink.run(run, RenderSink.Shared.FIRST);
        end(sink);
    }

    private static String content(Message message, int index) {
        Object content = message.fields().get("content");
        if (content == null || content instanceof String) {
            return content == null ? "" : (String) content;
        }
        throw wrong(ConversationException.Kind.WRONG_CONTENT, index, "the content must be a text");
    }

    private void assistant(Message message, int index, RenderSink sink) {
        List<ToolCall> calls = ToolCall.of(message);
        sink.special(start);
        if (!calls.isEmpty()) {
            String content = message.fields().get("content") instanceof String text ? PythonStrings.strip(text) : "";
            sink.run(scaffold("assistant\n"), said(content), sampled(content.isEmpty() ? "" : "\n\n"));
            calls(calls, sink);
        } else if (message.fields().containsKey("reasoning_content")) {
            String content = PythonStrings.strip(content(message, index));
            Object thought = message.fields().get("reasoning_content");
            sink.scaffold("assistant\n");
            sink.special(think, Kind.SAMPLED);
            sink.run(said(thought == null ? "" : PythonStrings.strip(PythonValues.str(thought))));
            sink.special(endThink, Kind.SAMPLED);
            sink.run(sampled(content.isEmpty() ? "" : "\n"), said(content));
        } else {
            sink.run(scaffold("assistant\n"), said(content(message, index)));
        }
        sink.special(end, Kind.SAMPLED);
        sink.scaffold("\n");
    }

    private void calls(List<ToolCall> calls, RenderSink sink) {
        String before = "";
        for (ToolCall call : calls) {
            sink.run(sampled(before));
            before = "\n";
            sink.special(callStart, Kind.SAMPLED);
            sink.run(TaggedCalls.function(call, TaggedCalls.Scalars.PYTHON), RenderSink.Shared.FIRST);
            sink.special(callEnd, Kind.SAMPLED);
        }
    }

    private void result(List<Message> messages, int index, boolean isFirst, RenderSink sink) {
        if (isFirst) {
            sink.special(start);
            sink.scaffold("user\n");
        }
        sink.special(resultStart);
        sink.run(scaffold("\n"), body(content(messages.get(index), index)), scaffold("\n"));
        sink.special(resultEnd);
        sink.scaffold("\n");
        if (!Contents.roleAt(messages, index + 1).equals("tool")) {
            end(sink);
        }
    }

    @Override
    boolean writeOne(List<Message> messages, int index, MediaNumbers numbers, RenderSink sink) {
        Message message = messages.get(index);
        if (message.role().equals("tool")) {
            result(messages, index, !Contents.roleAt(messages, index - 1).equals("tool"), sink);
        } else {
            turn(message.role(), content(message, index), sink);
        }
        return true;
    }

    @Override
    void opening(RenderSink sink) {
        sink.special(start);
        sink.scaffold("assistant\n");
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), isBegunInside(reasoning, context), ArgumentTypes.of(context.tools()));
    }
}
