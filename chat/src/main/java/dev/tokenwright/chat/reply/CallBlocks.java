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
    private final int endOfReasoning;
    private final int openId;
    private final int closeId;
    private final CallBody body;
    private final UnaryOperator<String> trim;
    private final int sectionId;
    private final int headerId;

    private CallBlocks(
            InitialReasoning reasoning,
            int endOfReasoning,
            int openId,
            int closeId,
            CallBody body,
            UnaryOperator<String> trim,
            int sectionId,
            int headerId) {
        this.reasoning = reasoning;
        this.endOfReasoning = endOfReasoning;
        this.openId = openId;
        this.closeId = closeId;
        this.body = body;
        this.trim = trim;
        this.sectionId = sectionId;
        this.headerId = headerId;
    }

    /**
     * Creates the grammar. White space around the reasoning and the answer is dropped.
     *
     * @param endOfReasoning the id of the mark that ends reasoning
     * @param openId the id that begins a call
     * @param closeId the id that ends a call
     */
    public static CallBlocks between(
            int openId, int closeId, CallBody body, InitialReasoning reasoning, int endOfReasoning) {
        return new CallBlocks(reasoning, endOfReasoning, openId, closeId, body, PythonStrings::strip, NONE, NONE);
    }

    /** The same replies, with something else dropped around the reasoning and the answer. */
    public CallBlocks trimmed(UnaryOperator<String> newTrim) {
        return new CallBlocks(reasoning, endOfReasoning, openId, closeId, body, newTrim, sectionId, headerId);
    }

    /** The same replies, in which an id may stand before the calls, and another before everything. */
    public CallBlocks behind(int newSectionId, int newHeaderId) {
        return new CallBlocks(reasoning, endOfReasoning, openId, closeId, body, trim, newSectionId, newHeaderId);
    }

    /** Reads a reply. */
    public Reply read(ReplyIds ids, boolean isBegunInside, ArgumentTypes types) {
        ReasoningRegion region = reasoning.scan(ids, isBegunInside);
        if (region.isOpen()) {
            return new Reply("", region.text(), ReasoningState.OPEN, List.of());
        }
        int start = answerStart(ids, region);
        int call = ids.indexOf(openId, start);
        int section = sectionId == NONE ? NONE : ids.indexOf(sectionId, start);
        int end = call < 0 ? ids.size() : call;
        String answer = ids.text(start, section < 0 ? end : Math.min(section, end));
        Optional<String> thought = region.text().map(trim).filter(text -> !text.isEmpty());
        return new Reply(
                trim.apply(answer), thought, ReasoningState.COMPLETE, call < 0 ? List.of() : calls(ids, call, types));
    }

    private int answerStart(ReplyIds ids, ReasoningRegion region) {
        if (region.isClosedByCall()) {
            return ids.indexOf(openId, 0);
        }
        if (region.text().isPresent()) {
            return ids.indexOf(endOfReasoning, 0) + 1;
        }
        return headerId != NONE && ids.size() > 0 && ids.id(0) == headerId ? 1 : 0;
    }

    private List<ToolCallAttempt> calls(ReplyIds ids, int first, ArgumentTypes types) {
        List<ToolCallAttempt> calls = new ArrayList<>();
        for (int start = first; start >= 0; ) {
            int end = ids.indexOf(closeId, start + 1);
            if (end < 0) {
                calls.add(ToolCallAttempt.broken(
                        ids.textFrom(start + 1), new TokenSpan(start, ids.size()), CallStatus.UNCLOSED_BLOCK));
                break;
            }
            ReplyIds inside = ReplyIds.all(ids.slice(start + 1, end), ids.tokenizer());
            calls.addAll(body.read(inside, inside.textFrom(0), new TokenSpan(start, end + 1), types));
            start = ids.indexOf(openId, end + 1);
        }
        return calls;
    }
}
