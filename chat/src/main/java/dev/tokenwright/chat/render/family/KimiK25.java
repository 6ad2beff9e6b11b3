package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.bodyOfFamily;
import static dev.tokenwright.chat.render.family.Piece.given;
import static dev.tokenwright.chat.render.family.Piece.said;
import static dev.tokenwright.chat.render.family.Piece.sampled;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.MediaItem;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.RendererInfo.Retention;
import dev.tokenwright.chat.RendererInfo.Stability;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.chat.reply.SectionCalls;
import dev.tokenwright.error.ConversationException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Kimi K2.5. Tools are declared as TypeScript; reasoning stays behind the last answer without calls, and is left out before.
 */
final class KimiK25 extends Kimi {
    private final FamilyTraits traits;
    private final boolean thinks;
    private final int mediumStart = token("<|media_begin|>");
    private final int mediumContent = token("<|media_content|>");
    private final int mediumPad = token("<|media_pad|>");
    private final int mediumEnd = token("<|media_end|>");
    private final OptionalInt endOfText = tokenIfAny("<|endoftext|>");

    KimiK25(FamilySetup setup) {
        super("kimi-k2.5", setup, SectionCalls.Style.LENIENT);
        FamilyOptions given = new FamilyOptions("kimi-k2.5", setup.settings().options());
        thinks = given.flag("thinking", true);
        given.whole("image_cache_max", 256);
        Retention retention = given.retention(thinks ? Retention.TOOL_CYCLE : Retention.ALL);
        traits = new FamilyTraits(given.finish(), Stability.REWRITES, retention);
    }

    @Override
    FamilyTraits traits() {
        return traits;
    }

    @Override
    public int[] stopIds() {
        return endOfText.isPresent() ? new int[] {end(), endOfText.getAsInt()} : new int[] {end()};
    }

    @Override
    void write(Conversation conversation, List<Message> messages, RenderSink sink) {
        if (!tools(conversation).isEmpty()) {
            around("tool_declare", given(TypeScriptTools.declare(tools(conversation))), sink);
        }
        int lastAnswer = messages.size() - 1;
        while (lastAnswer >= 0 && !isAnswer(messages.get(lastAnswer))) {
            lastAnswer--;
        }
        for (int index = 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            if (message.role().equals("assistant")) {
                assistant(message, index > lastAnswer, sink.message(index));
            } else {
                turn(message, sink.message(index));
            }
        }
    }

    private static boolean isAnswer(Message message) {
        return message.role().equals("assistant") && ToolCall.of(message).isEmpty();
    }

    private void assistant(Message message, boolean keepsReasoning, RenderSink sink) {
        head("assistant", given(fieldOr(message, "name", "assistant")), sink);
        String thought = "";
        String text = Contents.textParts(message);
        if (message.fields().get("reasoning_content") instanceof String given) {
            thought = given;
        } else if (message.fields().get("content") instanceof List<?>) {
            thought = Contents.thoughts(message);
        } else if (text.contains(END_THINK)) {
            thought = PythonStrings.afterFirst(PythonStrings.beforeFirst(text, END_THINK), THINK);
            text = PythonStrings.lstripNewlines(PythonStrings.afterFirst(text, END_THINK));
        }
        sink.run(sampled(THINK), said(keepsReasoning ? thought : ""), sampled(END_THINK));
        sink.run(said(text));
        callsAndEnd(message, sink);
    }

    @Override
    void turn(Message message, RenderSink sink) {
        String role = message.role();
        head(role, given(fieldOr(message, "name", role)), sink);
        if (role.equals("tool")) {
            returnOf(message, sink);
        }
        if (message.fields().get("content") instanceof List<?> parts) {
            parts.forEach(part -> part(part, sink));
        } else {
            text(Contents.text(message), sink);
        }
        sink.special(end());
    }

    private void part(@Nullable Object entry, RenderSink sink) {
        if (entry instanceof String text) {
            text(text, sink);
        }
        if (!(entry instanceof Map<?, ?> part)) {
            return;
        }
        MediaItem.Kind kind = MediaParts.kind(part).orElse(null);
        if (kind == MediaItem.Kind.IMAGE) {
            image(part, sink);
        } else if (kind == MediaItem.Kind.VIDEO) {
            throw wrong(
                    ConversationException.Kind.WRONG_MEDIUM, sink.message(), "kimi-k2.5 has no way to write a video");
        } else if ("text".equals(part.get("type"))) {
            text(Contents.field(part, "text"), sink);
        } else if ("thinking".equals(part.get("type"))
                && !Contents.field(part, "thinking").isEmpty()) {
            sink.run(bodyOfFamily(THINK), body(Contents.field(part, "thinking")), bodyOfFamily(END_THINK));
        }
    }

    private void image(Map<?, ?> part, RenderSink sink) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        part.forEach((name, value) -> fields.put(String.valueOf(name), value));
        MediaItem item = new MediaItem(MediaItem.Kind.IMAGE, sink.message(), fields);
        sink.special(mediumStart);
        sink.scaffold("image");
        sink.special(mediumContent);
        sink.placeholder(item, mediumPad, count(item), Kind.BODY);
        sink.special(mediumEnd);
        sink.scaffold("\n");
    }

    @Override
    void opening(RenderSink sink) {
        super.opening(sink);
        sink.run(scaffold(thinks ? THINK : THINK + END_THINK));
    }
}
