package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.Reply.ReasoningState;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.List;
import java.util.Optional;

/** Replies of models that call no tools, or of which it is not known how they do: reasoning and an answer. */
public final class PlainReplies {
    private final InitialReasoning reasoning;
    private final String close;

    /**
     * Creates the grammar.
     *
     * @param close the mark that ends reasoning
     */
    public PlainReplies(InitialReasoning reasoning, String close) {
        this.reasoning = reasoning;
        this.close = close;
    }

    /** Reads a reply. */
    public Reply read(ReplyIds ids, boolean isBegunInside) {
        ReasoningRegion region = reasoning.scan(ids, isBegunInside);
        if (region.isOpen()) {
            return new Reply("", region.text(), ReasoningState.OPEN, List.of());
        }
        String text = ids.textFrom(0);
        if (region.text().isPresent()) {
            text = PythonStrings.afterFirst(text, close);
        }
        return new Reply(
                PythonStrings.strip(text), region.text().map(PythonStrings::strip), ReasoningState.COMPLETE, List.of());
    }

    /** Reads a reply that has no reasoning. */
    public static Reply answer(ReplyIds ids) {
        return new Reply(PythonStrings.strip(ids.textFrom(0)), Optional.empty(), ReasoningState.COMPLETE, List.of());
    }
}
