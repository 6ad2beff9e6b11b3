package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.ToolCall;
import java.util.List;

/**
 * A turn of Gemma 4: a message with the tools' results behind it.
 *
 * @param index index of the message
 * @param isAfterUser whether no message of the user stands behind it
 * @param isAfterAssistant whether the assistant speaks right before it
 */
record GemmaTurn(List<Message> messages, int index, boolean isAfterUser, boolean isAfterAssistant) {
    Message message() {
        return messages.get(index);
    }

    boolean isAssistants() {
        return message().role().equals("assistant");
    }

    /** What the marks of the turn are. */
    Kind frame() {
        return isAssistants() ? Kind.SAMPLED : Kind.SCAFFOLD;
    }

    /** The results that stand in the message itself. */
    List<?> ownResults() {
        return message().fields().get("tool_responses") instanceof List<?> list ? list : List.of();
    }

    /** What the message calls. */
    List<ToolCall> calls() {
        return ToolCall.of(message());
    }

    boolean isCalling() {
        return !calls().isEmpty();
    }

    /** Whether results that stand in messages of their own are the turn's. */
    boolean takesResults() {
        return ownResults().isEmpty() && isCalling();
    }

    /** Index of the first message behind the turn. */
    int next() {
        int next = index + 1;
        while (takesResults() && Contents.roleAt(messages, next).equals("tool")) {
            next++;
        }
        return next;
    }

    /** Whether there are results, wherever they stand. */
    boolean hasResults() {
        return !ownResults().isEmpty() || next() > index + 1;
    }

    /** Whether the model ends its turn with a call. */
    boolean endsWithCall() {
        return isCalling() && !hasResults();
    }

    /** Whether the turn ends here: the model neither goes on in its next message nor has results still to answer. */
    boolean isOver(boolean hasContent) {
        int next = index + 1;
        while (Contents.roleAt(messages, next).equals("tool")) {
            next++;
        }
        boolean goesOn = isAssistants() && Contents.roleAt(messages, next).equals("assistant");
        boolean isUnfinished = hasResults() && !hasContent && next >= messages.size();
        return !goesOn && !isUnfinished;
    }
}
