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
 * Qwen 3 with images and videos. There is no reasoning in earlier turns, and nothing that was written ever changes. A
 * system message that is not the first is not written, as the model's template has it; behind a reply it is.
 */
final class Qwen3Vl extends ChatMl {
    private final FamilyTraits traits;
    private final QwenVision vision;
    private final CallBlocks grammar = JsonCalls.between(callStart, callEnd, reasoning, token(END_THINK));

    Qwen3Vl(FamilySetup setup) {
        super("qwen3-vl", setup);
        FamilyOptions given = new FamilyOptions("qwen3-vl", setup.settings().options());
        vision = new QwenVision(this, given.flag("add_vision_id", false));
        Retention retention = given.retention(Retention.ALL);
        given.any("image_cache_max");
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
            List<Piece> run = new ArrayList<>(List.of(scaffold("system\n")));
            if (hasSystem) {
                run.add(body(text(messages.get(0), 0)));
            }
            if (!tools.isEmpty()) {
                run.add(scaffold(hasSystem ? "\n\n" : ""));
                run.addAll(Qwen3Tools.declarations(tools));
            }
            sink.message(hasSystem ? 0 : -1);
            sink.special(start);
            sink.run(run, RenderSink.Shared.FIRST);
            end(sink);
        }
        MediaNumbers numbers = new MediaNumbers();
        for (int index = 0; index < messages.size(); index++) {
            sink.message(index);
            String role = messages.get(index).role();
            if (role.equals("assistant")) {
                assistant(messages.get(index), index, sink);
            } else if (!role.equals("system") && !writeOne(messages, index, numbers, sink)) {
                throw wrongRole(role, index);
            }
        }
    }

    /** The texts of a message, and what it thinks. */
    private static String text(Message message, int index) {
        StringBuilder text = new StringBuilder();
        for (ContentPart part : ContentPart.of(message, index)) {
            text.append(part.text());
            if (part.kind() == ContentPart.Kind.OTHER
                    && "thinking".equals(part.fields().get("type"))
                    && part.fields().get("thinking") instanceof String thought) {
                text.append(thought);
            }
        }
        return text.toString();
    }

    @Override
    boolean isUserQuery(Message message) {
        String text = PythonStrings.strip(Contents.text(message));
        return message.role().equals("user")
                && !(text.startsWith("<tool_response>") && text.endsWith("</tool_response>"));
    }

    @Override
    boolean writeOne(List<Message> messages, int index, MediaNumbers numbers, RenderSink sink) {
        Message message = messages.get(index);
        switch (message.role()) {
            case "system", "user" -> {
                List<Piece> run = new ArrayList<>(List.of(scaffold(message.role() + "\n")));
                sink.special(start);
                content(message, index, numbers, run, sink);
                sink.run(run, RenderSink.Shared.FIRST);
                end(sink);
            }
            case "tool" -> result(messages, index, numbers, sink);
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Writes what a message says behind a run that was begun; the last run is left to be ended. */
    private void content(Message message, int index, MediaNumbers numbers, List<Piece> run, RenderSink sink) {
        for (ContentPart part : ContentPart.of(message, index)) {
            if (part.isMedium()) {
                vision.write(part, index, numbers, run, sink);
            } else {
                run.add(body(part.text()));
            }
        }
    }

    private void result(List<Message> messages, int index, MediaNumbers numbers, RenderSink sink) {
        if (!Contents.roleAt(messages, index - 1).equals("tool")) {
            sink.special(start);
            sink.scaffold("user\n");
        } else {
            sink.scaffold("\n");
        }
        sink.special(resultStart);
        List<Piece> run = new ArrayList<>(List.of(scaffold("\n")));
        content(messages.get(index), index, numbers, run, sink);
        run.add(scaffold("\n"));
        sink.run(run, RenderSink.Shared.FIRST);
        sink.special(resultEnd);
        if (!Contents.roleAt(messages, index + 1).equals("tool")) {
            end(sink);
        }
    }

    private void assistant(Message message, int index, RenderSink sink) {
        List<ToolCall> calls = ToolCall.of(message);
        sink.special(start);
        sink.scaffold("assistant\n");
        boolean isSaid = message.fields().get("content") instanceof String content
                ? !content.isEmpty()
                : !ContentPart.of(message, index).isEmpty();
        sink.run(said(text(message, index)), sampled(isSaid && !calls.isEmpty() ? "\n" : ""));
        String before = "";
        for (ToolCall call : calls) {
            sink.run(sampled(before));
            before = "\n";
            sink.special(callStart, Kind.SAMPLED);
            sink.run(Qwen3Tools.call(call), RenderSink.Shared.FIRST);
            sink.special(callEnd, Kind.SAMPLED);
        }
        sink.special(end, Kind.SAMPLED);
        sink.scaffold("\n");
    }

    @Override
    void opening(RenderSink sink) {
        sink.special(start);
        sink.scaffold("assistant\n");
    }

    @Override
    MediaNumbers numbersAfter(Past past) {
        return vision.numbersAfter(past);
    }

    @Override
    public Reply parse(int[] completionIds, ReplyContext context) {
        return grammar.read(
                untilStop(completionIds), isBegunInside(reasoning, context), ArgumentTypes.of(context.tools()));
    }
}
