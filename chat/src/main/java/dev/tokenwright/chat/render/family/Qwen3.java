package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
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
import dev.tokenwright.chat.reply.ArgumentTypes;
import dev.tokenwright.chat.reply.CallBlocks;
import dev.tokenwright.chat.reply.JsonCalls;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Qwen 3. Reasoning of turns before the last question is left out.
 *
 * <p>Differs from the model's template in one thing: with thinking off, the empty reasoning that a prompt begins a reply
 * with also stays in earlier turns, so that what was sampled stays as it was.
 */
final class Qwen3 extends ChatMl {
    private static final String NO_REASONING = "<think>\n\n</think>\n\n";

    private final FamilyTraits traits;
    private final boolean thinks;
    private final CallBlocks grammar;

    Qwen3(FamilySetup setup) {
        super("qwen3", setup);
        FamilyOptions given = new FamilyOptions("qwen3", setup.settings().options());
        thinks = given.flag("enable_thinking", true);
        Retention retention = given.retention(thinks ? Retention.TOOL_CYCLE : Retention.ALL);
        traits = new FamilyTraits(given.finish(), Stability.REWRITES, retention);
        token("<|endoftext|>");
        grammar = JsonCalls.between(callStart, callEnd, reasoning, token(END_THINK));
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        boolean hasSystem = messages.get(0).role().equals("system");
        List<Map<String, @Nullable Object>> tools = conversation.tools().orElse(List.of());
        if (!tools.isEmpty()) {
            sink.message(hasSystem ? 0 : -1);
            tools(hasSystem ? Contents.text(messages.get(0)) : null, tools, sink);
        } else if (hasSystem) {
            turn("system", Contents.text(messages.get(0)), sink.message(0));
        }
        int lastQuery = lastQuery(messages);
        MediaNumbers none = new MediaNumbers();
        for (int index = hasSystem ? 1 : 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            sink.message(index);
            switch (message.role()) {
                case "assistant" -> assistant(message, index > lastQuery, index == messages.size() - 1, sink);
                default -> writeOne(messages, index, none, sink);
            }
        }
    }

    private void tools(@Nullable String system, List<Map<String, @Nullable Object>> tools, RenderSink sink) {
        sink.special(start);
        List<Piece> pieces = new ArrayList<>();
        pieces.add(scaffold("system\n"));
        if (system != null) {
            pieces.add(body(system));
            pieces.add(scaffold("\n\n"));
        }
        pieces.addAll(Qwen3Tools.declarations(tools));
        sink.run(pieces, RenderSink.Shared.FIRST);
        end(sink);
    }

    @Override
    boolean isUserQuery(Message message) {
        String text = PythonStrings.strip(Contents.text(message));
        return message.role().equals("user")
                && !(text.startsWith("<tool_response>") && text.endsWith("</tool_response>"));
    }

    private int lastQuery(List<Message> messages) {
        int index = messages.size() - 1;
        while (index >= 0 && !isUserQuery(messages.get(index))) {
            index--;
        }
        return index < 0 ? messages.size() - 1 : index;
    }

    private void assistant(Message message, boolean isAfterQuery, boolean isLast, RenderSink sink) {
        String content = Contents.text(message);
        String thought = "";
        if (message.fields().get("reasoning_content") instanceof String given) {
            thought = given;
        } else if (content.contains(END_THINK)) {
            String before = PythonStrings.beforeFirst(content, END_THINK);
            thought = PythonStrings.stripNewlines(PythonStrings.afterLast(before, THINK));
            content = PythonStrings.lstripNewlines(PythonStrings.afterFirst(content, END_THINK));
        }
        sink.special(start);
        sink.scaffold("assistant\n");
        List<Piece> run = new ArrayList<>();
        if ((isAfterQuery && (isLast || !thought.isEmpty())) || (!thinks && thought.isEmpty())) {
            run.add(sampled("<think>\n"));
            run.add(said(PythonStrings.stripNewlines(thought)));
            run.add(sampled("\n</think>\n\n"));
            run.add(said(PythonStrings.lstripNewlines(content)));
        } else {
            run.add(said(content));
        }
        calls(ToolCall.of(message), content, run, sink);
        sink.special(end, Kind.SAMPLED);
        sink.scaffold("\n");
    }

    private void calls(List<ToolCall> calls, String content, List<Piece> run, RenderSink sink) {
        if (!calls.isEmpty() && !content.isEmpty()) {
            run.add(sampled("\n"));
        }
        sink.run(run, RenderSink.Shared.FIRST);
        boolean first = true;
        for (ToolCall call : calls) {
            if (!first) {
                sink.run(sampled("\n"));
            }
            first = false;
            sink.special(callStart, Kind.SAMPLED);
            sink.run(Qwen3Tools.call(call), RenderSink.Shared.FIRST);
            sink.special(callEnd, Kind.SAMPLED);
        }
    }

    private void result(List<Message> messages, int index, RenderSink sink) {
        if (!Contents.roleAt(messages, index - 1).equals("tool")) {
            sink.special(start);
            sink.scaffold("user");
        }
        sink.scaffold("\n");
        sink.special(resultStart);
        sink.run(scaffold("\n"), body(Contents.text(messages.get(index))), scaffold("\n"));
        sink.special(resultEnd);
        if (!Contents.roleAt(messages, index + 1).equals("tool")) {
            end(sink);
        }
    }

    @Override
    void opening(RenderSink sink) {
        sink.special(start);
        sink.scaffold("assistant\n");
        if (!thinks) {
            sink.scaffold(NO_REASONING);
        }
    }

    @Override
    boolean writeOne(List<Message> messages, int index, MediaNumbers numbers, RenderSink sink) {
        Message message = messages.get(index);
        switch (message.role()) {
            case "system", "user" -> turn(message.role(), Contents.text(message), sink);
            case "tool" -> result(messages, index, sink);
            default -> {
                return false;
            }
        }
        return true;
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), isBegunInside(reasoning, context), ArgumentTypes.of(context.tools()));
    }
}
