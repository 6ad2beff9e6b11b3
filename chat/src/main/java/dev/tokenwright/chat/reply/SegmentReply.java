package dev.tokenwright.chat.reply;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.Reply.ReasoningState;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replies of Inkling: segments, each with a mark that says what it is. A call in the middle of a thought ends the thought. No
 * text is trimmed.
 */
public final class SegmentReply {
    private final Tokenizer tokenizer;
    private final Marks marks;

    /**
     * The control tokens.
     *
     * @param model begins every segment but the first, which the prompt has begun
     * @param text begins an answer
     * @param thinking begins a thought
     * @param json begins the arguments of a call
     * @param plain begins those of a call that is no JSON
     * @param end ends a segment
     */
    public record Marks(int model, int text, int thinking, int json, int plain, int end) {}

    /** Creates the grammar. */
    public SegmentReply(Tokenizer tokenizer, Marks marks) {
        this.tokenizer = tokenizer;
        this.marks = marks;
    }

    /** Whether ids end inside a thought. */
    public boolean isOpenAfter(int[] ids) {
        int start = ids.length;
        while (start > 0 && ids[start - 1] != marks.end) {
            start--;
        }
        if (start < ids.length && ids[start] == marks.model) {
            start++;
        }
        return start < ids.length
                && ids[start] == marks.thinking
                && ReplyIds.all(ids, tokenizer).indexOf(marks.json, start) < 0;
    }

    /** Reads a reply that begins inside a thought or not. */
    public Reply read(ReplyIds ids, boolean isBegunInside) {
        if (isBegunInside && ids.size() == 0) {
            return new Reply("", Optional.of(""), ReasoningState.OPEN, List.of());
        }
        StringBuilder reasoning = new StringBuilder();
        StringBuilder content = new StringBuilder();
        List<ToolCallAttempt> calls = new ArrayList<>();
        for (int start = 0; start < ids.size(); ) {
            int found = ids.indexOf(marks.end, start);
            Segment segment = new Segment(ids.until(found < 0 ? ids.size() : found), start, found >= 0);
            int body = segment.body(marks.model);
            if (body < segment.end() && segment.isThought(body, marks.thinking, isBegunInside)) {
                if (thought(segment, body, reasoning, calls)) {
                    return new Reply("", Optional.of(reasoning.toString()), ReasoningState.OPEN, List.of());
                }
            } else if (body < segment.end()) {
                said(segment, body, content, calls);
            }
            start = segment.next();
        }
        return new Reply(
                content.toString(),
                Optional.of(reasoning.toString()).filter(text -> !text.isEmpty()),
                ReasoningState.COMPLETE,
                calls);
    }

    /** A segment: the ids up to its end, where it begins, and whether a mark ends it. */
    private record Segment(ReplyIds ids, int start, boolean isClosed) {
        int end() {
            return ids.size();
        }

        int next() {
            return isClosed ? end() + 1 : end();
        }

        int body(int model) {
            return start < end() && ids.id(start) == model ? start + 1 : start;
        }

        boolean isThought(int body, int thinking, boolean isBegunInside) {
            return ids.id(body) == thinking || (start == 0 && isBegunInside);
        }
    }

    /** Reads a thought; true when the reply ends inside it. */
    private boolean thought(Segment segment, int body, StringBuilder reasoning, List<ToolCallAttempt> calls) {
        int start = segment.ids.id(body) == marks.thinking ? body + 1 : body;
        int call = segment.ids.indexOf(marks.json, start);
        reasoning.append(segment.ids.text(start, call < 0 ? segment.end() : call));
        if (call >= 0) {
            calls.add(call("", segment, call, call + 1));
        }
        return call < 0 && !segment.isClosed;
    }

    private void said(Segment segment, int body, StringBuilder content, List<ToolCallAttempt> calls) {
        int mark = body;
        while (mark < segment.end() && segment.ids.id(mark) != marks.json && segment.ids.id(mark) != marks.plain) {
            mark++;
        }
        if (segment.ids.id(body) == marks.text) {
            content.append(segment.ids.textFrom(body + 1));
        } else if (mark < segment.end()) {
            String name = PythonStrings.strip(segment.ids.text(body, mark));
            calls.add(call(name, segment, segment.start, mark + 1));
        } else {
            content.append(segment.ids.textFrom(body));
        }
    }

    private static ToolCallAttempt call(String named, Segment segment, int start, int arguments) {
        String raw = segment.ids.textFrom(arguments);
        Optional<PythonJsonReader.Read> read = PythonJsonReader.read(raw);
        Map<?, ?> call = read.isPresent() && read.get().value() instanceof Map<?, ?> map ? map : null;
        String name = call != null && call.get("name") instanceof String text && !text.isEmpty() ? text : named;
        CallStatus status = CallStatus.OK;
        if (!segment.isClosed) {
            status = CallStatus.UNCLOSED_BLOCK;
        } else if (read.isEmpty()) {
            status = CallStatus.INVALID_JSON;
        } else if (name.isEmpty()) {
            status = CallStatus.MISSING_NAME;
        }
        return new ToolCallAttempt(
                raw,
                Optional.of(name).filter(text -> !text.isEmpty()),
                call == null ? raw : arguments(call),
                Optional.of(new TokenSpan(start, segment.next())),
                status,
                Optional.empty());
    }

    private static @Nullable Object arguments(Map<?, ?> call) {
        return call.containsKey("args") ? call.get("args") : Map.of();
    }
}
