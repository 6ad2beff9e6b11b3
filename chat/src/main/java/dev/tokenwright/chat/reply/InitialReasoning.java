package dev.tokenwright.chat.reply;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reasoning that stands at the beginning of a reply or not at all, between two marks. The first mark that ends it does so
 * for good: later marks are text. A mark that is one token counts only as that token, not where other tokens spell it.
 * Immutable.
 */
public final class InitialReasoning implements PromptedReasoning {
    private static final int NONE = -1;

    private final Tokenizer tokenizer;
    private final String open;
    private final String close;
    private final int openId;
    private final int closeId;
    private final int[] header;
    private final int callId;
    private final OpenCall openCall;

    /** What the beginning of a call does to reasoning that nothing else ends. */
    public enum OpenCall {
        /** It ends the reasoning. */
        ENDS_REASONING,
        /** It is part of the reasoning. */
        IS_REASONING
    }

    private InitialReasoning(
            Tokenizer tokenizer, String open, String close, int[] header, int callId, OpenCall openCall) {
        this.tokenizer = tokenizer;
        this.open = open;
        this.close = close;
        this.openId = tokenizer.vocabulary().id(open).orElse(NONE);
        this.closeId = tokenizer.vocabulary().id(close).orElse(NONE);
        this.header = header;
        this.callId = callId;
        this.openCall = openCall;
    }

    /**
     * Reasoning between two marks.
     *
     * @param header what stands between the last turn and a reply, such as {@code <|im_start|>assistant\n}; a completion
     *     may repeat it
     */
    public static InitialReasoning between(String open, String close, String header, Tokenizer tokenizer) {
        EncodeOptions plain = EncodeOptions.ORDINARY.withSpecialText(SpecialText.RECOGNIZE);
        return new InitialReasoning(
                tokenizer, open, close, tokenizer.encode(header, plain), NONE, OpenCall.IS_REASONING);
    }

    /** The same where the beginning of a call ends reasoning that nothing else ends. */
    public InitialReasoning endedByCall(int newCallId) {
        return new InitialReasoning(tokenizer, open, close, header, newCallId, OpenCall.ENDS_REASONING);
    }

    private boolean isAtomic() {
        return openId != NONE && closeId != NONE;
    }

    @Override
    public boolean isOpenAfter(int[] prompt, int[] stops) {
        int start = prompt.length;
        while (start > 0 && !ReplyIds.contains(stops, prompt[start - 1])) {
            start--;
        }
        int[] tail = Arrays.copyOfRange(prompt, start, prompt.length);
        for (int at = tail.length - header.length; header.length > 0 && at >= 0; at--) {
            if (Arrays.equals(tail, at, at + header.length, header, 0, header.length)) {
                return region(afterNewlines(tail, at + header.length), false, OpenCall.IS_REASONING)
                        .isOpen();
            }
        }
        return region(tail, false, OpenCall.IS_REASONING).isOpen();
    }

    @Override
    public ReasoningRegion scan(int[] completion, int[] prompt, int[] stops) {
        return region(
                body(ReplyIds.before(stops, completion, tokenizer)),
                prompt.length > 0 && isOpenAfter(prompt, stops),
                openCall);
    }

    /** Finds the reasoning of a reply that begins inside it or not. */
    public ReasoningRegion scan(ReplyIds reply, boolean isBegunInside) {
        return region(body(reply), isBegunInside, openCall);
    }

    /** The mark that ends reasoning. */
    String closeMark() {
        return close;
    }

    /** Index behind the mark that ended reasoning. */
    int indexBehindClose(ReplyIds reply) {
        return Math.max(0, isAtomic() ? reply.indexOf(closeId, 0) + 1 : reply.indexBehind(close));
    }

    /** Text from behind the mark that ended reasoning to a place. */
    String textBehindClose(ReplyIds reply, int end) {
        return isAtomic()
                ? reply.text(reply.indexOf(closeId, 0) + 1, end)
                : PythonStrings.afterFirst(reply.text(0, end), close);
    }

    /** What is behind the header, if the reply repeats it. */
    private int[] body(ReplyIds reply) {
        int[] ids = reply.slice(0, reply.size());
        boolean repeats = header.length > 0
                && ids.length >= header.length
                && Arrays.equals(ids, 0, header.length, header, 0, header.length);
        return repeats ? afterNewlines(ids, header.length) : ids;
    }

    private int[] afterNewlines(int[] ids, int from) {
        int start = from;
        while (start < ids.length
                && PythonStrings.stripNewlines(tokenizer.decode(new int[] {ids[start]}))
                        .isEmpty()) {
            start++;
        }
        return Arrays.copyOfRange(ids, start, ids.length);
    }

    private ReasoningRegion region(int[] ids, boolean isBegunInside, OpenCall calls) {
        ReplyIds reply = ReplyIds.all(ids, tokenizer);
        return isAtomic() ? byIds(reply, isBegunInside, calls) : byText(reply, isBegunInside, calls);
    }

    private ReasoningRegion byIds(ReplyIds ids, boolean isBegunInside, OpenCall calls) {
        int opening = ids.indexOf(openId, 0);
        boolean opens =
                opening >= 0 && PythonStrings.strip(ids.text(0, opening)).isEmpty();
        if (!isBegunInside && !opens) {
            return ReasoningRegion.NONE;
        }
        int start = opens ? opening + 1 : 0;
        int end = ids.indexOf(closeId, start);
        boolean byCall = false;
        if (end < 0 && calls == OpenCall.ENDS_REASONING) {
            end = ids.indexOf(callId, start);
            byCall = end >= 0;
        }
        int[] inside = Arrays.stream(ids.slice(start, end < 0 ? ids.size() : end))
                .filter(id -> id != openId)
                .toArray();
        return new ReasoningRegion(end < 0, Optional.of(tokenizer.decode(inside)), byCall);
    }

    private ReasoningRegion byText(ReplyIds ids, boolean isBegunInside, OpenCall calls) {
        String text = ids.textFrom(0);
        int opening = text.indexOf(open);
        boolean opens =
                opening >= 0 && PythonStrings.strip(text.substring(0, opening)).isEmpty();
        if (!isBegunInside && !opens) {
            return ReasoningRegion.NONE;
        }
        int start = opens ? opening + open.length() : 0;
        int end = text.indexOf(close, start);
        boolean byCall = false;
        int call = callId == NONE ? -1 : ids.indexOf(callId, 0);
        if (end < 0 && calls == OpenCall.ENDS_REASONING && call >= 0) {
            int at = ids.text(0, call).length();
            byCall = at >= start;
            end = byCall ? at : end;
        }
        String inside = text.substring(start, end < 0 ? text.length() : end).replace(open, "");
        return new ReasoningRegion(end < 0, Optional.of(inside), byCall);
    }
}
