package dev.tokenwright.chat.reply;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.Reply.ReasoningState;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Replies of Gemma 4: thoughts on a channel, and calls such as {@code call:name{city:<|"|>Paris<|"|>}}. */
public final class ChannelReply {
    private static final String THOUGHT = "thought\n";
    private static final String CALL = "call:";

    private final Tokenizer tokenizer;
    private final ChannelReasoning reasoning;
    private final Marks marks;

    /**
     * The tokens that frame a reply.
     *
     * @param header what a completion may repeat of its prompt
     * @param open begins a thought
     * @param thought the name of the channel, which may stand behind {@code open}
     * @param close ends a thought
     * @param callStart begins a call
     * @param callEnd ends it
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Marks(int[] header, int open, int[] thought, int close, int callStart, int callEnd) {}

    /** A thought: its text, or none, and where the rest begins. */
    private record Thought(Optional<String> text, int end) {}

    /** Creates the grammar. */
    public ChannelReply(Tokenizer tokenizer, ChannelReasoning reasoning, Marks marks) {
        this.tokenizer = tokenizer;
        this.reasoning = reasoning;
        this.marks = marks;
    }

    /** Reads a reply that begins inside its reasoning or not. */
    public Reply read(ReplyIds whole, boolean isBegunInside, ArgumentTypes tools) {
        int offset = startsWith(whole, 0, marks.header) ? marks.header.length : 0;
        ReplyIds ids = ReplyIds.all(whole.slice(offset, whole.size()), tokenizer);
        ReasoningRegion region = reasoning.scan(ids, isBegunInside);
        if (region.isOpen()) {
            String text = region.text().orElse("");
            String thought = text.startsWith(THOUGHT) ? text.substring(THOUGHT.length()) : text;
            return new Reply("", Optional.of(PythonStrings.strip(thought)), ReasoningState.OPEN, List.of());
        }
        Thought thought = thought(ids, isBegunInside, region.isClosedByCall());
        List<ToolCallAttempt> calls = new ArrayList<>();
        int[] content = new int[ids.size()];
        int size = 0;
        int at = thought.end;
        while (at < ids.size()) {
            int call = ids.indexOf(marks.callStart, at);
            int textEnd = call < 0 ? ids.size() : call;
            System.arraycopy(ids.slice(at, textEnd), 0, content, size, textEnd - at);
            size += textEnd - at;
            at = ids.size();
            if (call >= 0) {
                int end = ids.indexOf(marks.callEnd, call + 1);
                at = end < 0 ? ids.size() : end + 1;
                String raw = PythonStrings.strip(ids.text(call + 1, end < 0 ? ids.size() : end));
                TokenSpan span = new TokenSpan(offset + call, offset + at);
                calls.add(
                        end < 0
                                ? ToolCallAttempt.broken(raw, span, CallStatus.UNCLOSED_BLOCK)
                                : call(raw, span, tools));
            }
        }
        String text = size == 0 ? "" : tokenizer.decode(Arrays.copyOf(content, size));
        return new Reply(PythonStrings.strip(text), thought.text, ReasoningState.COMPLETE, calls);
    }

    private static boolean startsWith(ReplyIds ids, int at, int[] wanted) {
        return ids.size() >= at + wanted.length && Arrays.equals(ids.slice(at, at + wanted.length), wanted);
    }

    private Thought thought(ReplyIds ids, boolean isBegunInside, boolean isClosedByCall) {
        boolean opens = ids.size() > 0 && ids.id(0) == marks.open;
        if (!opens && !isBegunInside) {
            return new Thought(Optional.empty(), 0);
        }
        int start = opens ? 1 : 0;
        int end = ids.indexOf(marks.close, start);
        int next = end + 1;
        if (end < 0) {
            end = isClosedByCall ? ids.indexOf(marks.callStart, start) : ids.size();
            next = end;
        }
        if (opens && startsWith(ids, start, marks.thought)) {
            start += marks.thought.length;
        }
        return new Thought(Optional.of(PythonStrings.strip(ids.text(start, end))), next);
    }

    private static ToolCallAttempt call(String raw, TokenSpan span, ArgumentTypes tools) {
        int body = raw.indexOf('{');
        if (!raw.startsWith(CALL) || body < 0 || !raw.endsWith("}")) {
            return ToolCallAttempt.broken(raw, span, CallStatus.MALFORMED_STRUCTURE);
        }
        String name = PythonStrings.strip(raw.substring(CALL.length(), body));
        Optional<String> given = Optional.of(name).filter(text -> !text.isEmpty());
        Optional<BareArguments.Read> read = BareArguments.read(raw.substring(body));
        CallStatus status = tools.isKnown(name) ? CallStatus.OK : CallStatus.UNKNOWN_TOOL;
        if (read.isEmpty()) {
            status = CallStatus.INVALID_JSON;
        } else if (name.isEmpty()) {
            status = CallStatus.MISSING_NAME;
        }
        return new ToolCallAttempt(
                raw, given, read.isPresent() ? read.get().value() : null, Optional.of(span), status, Optional.empty());
    }
}
