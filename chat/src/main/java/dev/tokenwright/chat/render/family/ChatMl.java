package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.body;
import static dev.tokenwright.chat.render.family.Piece.scaffold;

import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.reply.InitialReasoning;
import dev.tokenwright.chat.reply.ReasoningRules;
import dev.tokenwright.error.ConversationException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/** Families whose turns stand between {@code <|im_start|>} and {@code <|im_end|>} and whose calls between tags. */
abstract class ChatMl extends Family {
    final int start = token("<|im_start|>");
    final int end = token("<|im_end|>");
    private final OptionalInt endOfText = tokenIfAny("<|endoftext|>");
    final int callStart = token("<tool_call>");
    final int callEnd = token("</tool_call>");
    final int resultStart = token("<tool_response>");
    final int resultEnd = token("</tool_response>");
    final InitialReasoning reasoning;

    ChatMl(String name, FamilySetup setup) {
        super(name, setup);
        reasoning = InitialReasoning.between(THINK, END_THINK, "<|im_start|>assistant\n", setup.tokenizer())
                .endedByCall(callStart);
    }

    @Override
    public final int[] stopIds() {
        return endOfText.isPresent() ? new int[] {end, endOfText.getAsInt()} : new int[] {end};
    }

    @Override
    final Optional<ReasoningRules> reasoningRules() {
        return Optional.of(reasoning);
    }

    /** A turn of somebody other than the model. */
    final void turn(String role, String text, RenderSink sink) {
        sink.special(start);
        sink.run(scaffold(role + "\n"), body(text));
        end(sink);
    }

    /** The end of a turn of somebody other than the model. */
    final void end(RenderSink sink) {
        sink.special(end);
        sink.scaffold("\n");
    }

    /** The text of a message, where the family cannot write anything but texts. */
    static String textOnly(Message message, int index) {
        List<ContentPart> parts = ContentPart.of(message, index);
        for (ContentPart part : parts) {
            if (part.kind() != ContentPart.Kind.TEXT) {
                throw wrong(ConversationException.Kind.WRONG_CONTENT, index, "a part of the content is no text");
            }
        }
        return ContentPart.text(parts);
    }

    /** An error about a message of a role that the family does not know. */
    static ConversationException wrongRole(String role, int index) {
        return wrong(ConversationException.Kind.WRONG_ROLE, index, "the role \"" + role + "\" is not known");
    }

    /** An error about a system message in the middle. */
    static ConversationException lateSystem(int index) {
        return wrong(ConversationException.Kind.WRONG_ORDER, index, "a system message must be the first");
    }

    /** Writes a message behind earlier ones; false when the family cannot. */
    abstract boolean writeOne(List<Message> messages, int index, MediaNumbers numbers, RenderSink sink);

    /** How many images and videos there were. */
    MediaNumbers numbersAfter(Past past) {
        return new MediaNumbers();
    }

    @Override
    Optional<Refused> writeAdded(Past past, Conversation added, RenderSink sink) {
        sink.scaffold("\n");
        MediaNumbers numbers = numbersAfter(past);
        return writeEach(added, sink, (message, index) -> writeOne(added.messages(), index, numbers, sink));
    }
}
