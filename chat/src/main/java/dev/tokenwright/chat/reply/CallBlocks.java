package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.Reply.ReasoningState;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Replies of reasoning, an answer, and calls between two control tokens. What stands between and behind the calls is dropped.
 * Immutable.
 */
public final class CallBlocks {
    private static final int NONE = -1;

    private final InitialReasoning reasoning;
    private final Marks marks;
    private final CallBody body;
    private final Texts texts;

    /** The ids that part a reply. */
    private record Marks(int endOfReasoning, int open, int close, int section, int header) {}

    /**
     * What becomes of texts.
     *
     * @param trim what is dropped around the reasoning and the answer
     * @param trimCall what is dropped around the text of a call
     * @param blank what reasoning without a word is
     */
    private record Texts(UnaryOperator<String> trim, UnaryOperator<String> trimCall, Blank blank) {}

    /** What reasoning without a word is. */
    private enum Blank {
        NONE,
        EMPTY
    }

    private CallBlocks(InitialReasoning reasoning, Marks marks, CallBody body, Texts texts) {
        this.reasoning = reasoning;
        this.marks = marks;
        this.body = body;
        this.texts = texts;
    }

    /**
     * Creates the grammar. White space around the reasoning and the answer is dropped; reasoning without a word is none.
     *
     * @param endOfReasoning the id of the mark that ends reasoning
     * @param openId the id that begins a call
     * @param closeId the id that ends a call
     */
    public static CallBlocks between(
            int openId, int closeId, CallBody body, InitialReasoning reasoning, int endOfReasoning) {
        return new CallBlocks(
                reasoning,
                new Marks(endOfReasoning, openId, closeId, NONE, NONE),
                body,
                new Texts(PythonStrings::strip, UnaryOperator.identity(), Blank.NONE));
    }

    /** The same replies, with something else dropped around the reasoning and the answer. */
    public CallBlocks trimmed(UnaryOperator<String> newTrim) {
        return new CallBlocks(reasoning, marks, body, new Texts(newTrim, texts.trimCall, texts.blank));
    }

    /** The same replies, with white space around the text of a call dropped. */
    public CallBlocks withTrimmedCalls() {
        return new CallBlocks(reasoning, marks, body, new Texts(texts.trim, PythonStrings::strip, texts.blank));
    }

    /** The same replies, in which reasoning without a word is empty reasoning, not none. */
    public CallBlocks withEmptyReasoning() {
        return new CallBlocks(reasoning, marks, body, new Texts(texts.trim, texts.trimCall, Blank.EMPTY));
    }

    /** The same replies, in which an id may stand before the calls, and another before everything. */
    public CallBlocks behind(int sectionId, int headerId) {
        return new CallBlocks(
                reasoning, new Marks(marks.endOfReasoning, marks.open, marks.close, sectionId, headerId), body, texts);
    }

    /** Reads a reply. */
    public Reply read(ReplyIds ids, boolean isBegunInside, ArgumentTypes types) {
        ReasoningRegion region = reasoning.scan(ids, isBegunInside);
        if (region.isOpen()) {
            return new Reply("", region.text(), ReasoningState.OPEN, List.of());
        }
        int start = answerStart(ids, region);
        int call = ids.indexOf(marks.open, start);
        int section = marks.section == NONE ? NONE : ids.indexOf(marks.section, start);
        int end = call < 0 ? ids.size() : call;
        String answer = ids.text(start, section < 0 ? end : Math.min(section, end));
        Optional<String> thought =
                region.text().map(texts.trim).filter(text -> texts.blank == Blank.EMPTY || !text.isEmpty());
        return new Reply(
                texts.trim.apply(answer),
                thought,
                ReasoningState.COMPLETE,
                call < 0 ? List.of() : calls(ids, call, types));
    }

    private int answerStart(ReplyIds ids, ReasoningRegion region) {
        if (region.isClosedByCall()) {
            return ids.indexOf(marks.open, 0);
        }
        if (region.text().isPresent()) {
            return ids.indexOf(marks.endOfReasoning, 0) + 1;
        }
        return marks.header != NONE && ids.size() > 0 && ids.id(0) == marks.header ? 1 : 0;
    }

    private List<ToolCallAttempt> calls(ReplyIds ids, int first, ArgumentTypes types) {
        List<ToolCallAttempt> calls = new ArrayList<>();
        for (int start = first; start >= 0; ) {
            int end = ids.indexOf(marks.close, start + 1);
            if (end < 0) {
                calls.add(ToolCallAttempt.broken(
                        texts.trimCall.apply(ids.textFrom(start + 1)),
                        new TokenSpan(start, ids.size()),
                        CallStatus.UNCLOSED_BLOCK));
                break;
            }
            ReplyIds inside = ReplyIds.all(ids.slice(start + 1, end), ids.tokenizer());
            calls.addAll(
                    body.read(inside, texts.trimCall.apply(inside.textFrom(0)), new TokenSpan(start, end + 1), types));
            start = ids.indexOf(marks.open, end + 1);
        }
        return calls;
    }
}
