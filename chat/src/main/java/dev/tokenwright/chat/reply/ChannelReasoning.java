package dev.tokenwright.chat.reply;

import dev.tokenwright.Tokenizer;
import java.util.Optional;

/**
 * Reasoning that stands between two control tokens, any number of times, until the first call outside of it. A call ends
 * reasoning that nothing else ends. Immutable.
 */
public final class ChannelReasoning implements PromptedReasoning {
    private final Tokenizer tokenizer;
    private final Marks marks;
    private final String openText;
    private final String closeText;

    /**
     * The control tokens.
     *
     * @param open begins reasoning
     * @param close ends it
     * @param call begins a call
     */
    public record Marks(int open, int close, int call) {}

    /**
     * Creates the rules.
     *
     * @param openText what a prompt ends with that has begun the reasoning
     * @param closeText what ends it
     */
    public ChannelReasoning(Tokenizer tokenizer, Marks marks, String openText, String closeText) {
        this.tokenizer = tokenizer;
        this.marks = marks;
        this.openText = openText;
        this.closeText = closeText;
    }

    @Override
    public boolean isOpenAfter(int[] prompt, int[] stops) {
        int start = prompt.length;
        while (start > 0 && !ReplyIds.contains(stops, prompt[start - 1])) {
            start--;
        }
        String tail = ReplyIds.all(prompt, tokenizer).textFrom(start);
        return tail.lastIndexOf(openText) > tail.lastIndexOf(closeText);
    }

    @Override
    public ReasoningRegion scan(int[] completion, int[] prompt, int[] stops) {
        return scan(ReplyIds.before(stops, completion, tokenizer), isOpenAfter(prompt, stops));
    }

    /** Finds the reasoning of a reply that begins inside it or not. */
    public ReasoningRegion scan(ReplyIds ids, boolean isBegunInside) {
        int lastClose = ids.size() - 1;
        while (lastClose >= 0 && ids.id(lastClose) != marks.close) {
            lastClose--;
        }
        StringBuilder text = new StringBuilder();
        boolean isInside = isBegunInside;
        boolean byCall = false;
        int start = 0;
        for (int index = 0; index < ids.size(); index++) {
            int id = ids.id(index);
            if (id == marks.open && (!isInside || index == 0)) {
                isInside = true;
                start = index + 1;
            } else if (id == marks.close && isInside) {
                text.append(ids.text(start, index));
                isInside = false;
            } else if (id == marks.call && !isInside) {
                break;
            } else if (id == marks.call && lastClose < index) {
                text.append(ids.text(start, index));
                isInside = false;
                byCall = true;
            }
        }
        if (isInside) {
            text.append(ids.textFrom(start));
        }
        return new ReasoningRegion(isInside, Optional.of(text.toString()), byCall);
    }
}
