package dev.tokenwright.chat.reply;

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

/** Replies whose calls stand in one section, each with its kind, its name and its arguments as fenced JSON. */
public final class FencedCalls {
    private static final String FENCE = "```";

    private final InitialReasoning reasoning;
    private final Marks marks;

    /**
     * The control tokens of calls.
     *
     * @param sectionStart begins all calls
     * @param sectionEnd ends them
     * @param callStart begins one call
     * @param callEnd ends it
     * @param separator stands between a call's kind and its name
     */
    public record Marks(int sectionStart, int sectionEnd, int callStart, int callEnd, int separator) {}

    private record Body(String name, @Nullable Object arguments, boolean isJson) {}

    /** Creates the grammar. */
    public FencedCalls(InitialReasoning reasoning, Marks marks) {
        this.reasoning = reasoning;
        this.marks = marks;
    }

    /** Reads a reply. */
    public Reply read(ReplyIds ids, boolean isBegunInside) {
        ReasoningRegion region = reasoning.scan(ids, isBegunInside);
        if (region.isOpen()) {
            return new Reply("", region.text(), ReasoningState.OPEN, List.of());
        }
        boolean reasoned = region.text().isPresent();
        int section = ids.indexOf(marks.sectionStart, reasoned ? reasoning.indexBehindClose(ids) : 0);
        int end = section < 0 ? ids.size() : section;
        String content = reasoned ? reasoning.textBehindClose(ids, end) : ids.text(0, end);
        return new Reply(
                PythonStrings.strip(content),
                region.text().map(PythonStrings::strip).filter(text -> !text.isEmpty()),
                ReasoningState.COMPLETE,
                section < 0 ? List.of() : calls(ids, section + 1));
    }

    private List<ToolCallAttempt> calls(ReplyIds ids, int start) {
        int sectionEnd = ids.indexOf(marks.sectionEnd, start);
        ReplyIds section = ids.until(sectionEnd < 0 ? ids.size() : sectionEnd);
        List<ToolCallAttempt> calls = new ArrayList<>();
        int call = section.indexOf(marks.callStart, start);
        while (call >= 0) {
            int end = section.indexOf(marks.callEnd, call + 1);
            calls.add(call(section, call, end));
            call = end < 0 ? -1 : section.indexOf(marks.callStart, end + 1);
        }
        return calls;
    }

    private ToolCallAttempt call(ReplyIds section, int start, int closed) {
        int end = closed < 0 ? section.size() : closed;
        String raw = section.text(start + 1, end);
        TokenSpan span = new TokenSpan(start, closed < 0 ? end : end + 1);
        int separator = section.until(end).indexOf(marks.separator, start + 1);
        if (separator < 0) {
            return ToolCallAttempt.broken(raw, span, CallStatus.MALFORMED_STRUCTURE);
        }
        Body body = body(PythonStrings.strip(section.text(separator + 1, end)));
        CallStatus status = CallStatus.OK;
        if (closed < 0) {
            status = CallStatus.UNCLOSED_BLOCK;
        } else if (body.name.isEmpty()) {
            status = CallStatus.MISSING_NAME;
        } else if (!body.isJson) {
            status = CallStatus.INVALID_JSON;
        }
        Optional<String> name = Optional.of(body.name).filter(text -> !text.isEmpty());
        return new ToolCallAttempt(raw, name, body.arguments, Optional.of(span), status, Optional.empty());
    }

    private static Body body(String text) {
        int line = text.indexOf('\n');
        if (line < 0) {
            return new Body(text, Map.of(), true);
        }
        String name = PythonStrings.strip(text.substring(0, line));
        String arguments = unfenced(PythonStrings.strip(text.substring(line + 1)));
        if (arguments.isEmpty()) {
            return new Body(name, Map.of(), true);
        }
        return PythonJsonReader.read(arguments)
                .map(read -> new Body(name, read.value(), true))
                .orElseGet(() -> new Body(name, arguments, false));
    }

    private static String unfenced(String text) {
        if (text.length() < 2 * FENCE.length() || !text.startsWith(FENCE) || !text.endsWith(FENCE)) {
            return text;
        }
        String inside = text.substring(FENCE.length(), text.length() - FENCE.length());
        return PythonStrings.strip(inside.startsWith("json") ? inside.substring("json".length()) : inside);
    }
}
