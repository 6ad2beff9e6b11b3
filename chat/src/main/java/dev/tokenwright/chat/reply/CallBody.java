package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import java.util.List;

/** Reads what stands between the control tokens of a call. */
@FunctionalInterface
public interface CallBody {
    /**
     * Reads it; there may be several calls in it.
     *
     * @param raw the text of the ids
     * @param span where it stands in the reply, with the control tokens
     */
    List<ToolCallAttempt> read(ReplyIds ids, String raw, TokenSpan span, ArgumentTypes types);
}
