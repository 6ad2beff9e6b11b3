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
import java.util.Optional;

/** Replies whose calls stand in one section, each with an id that holds its name and with arguments as JSON. */
public final class SectionCalls {
    private final InitialReasoning reasoning;
    private final Marks marks;
    private final Style style;

    /**
     * The control tokens of calls.
     *
     * @param sectionStart begins all calls
     * @param sectionEnd ends them
     * @param callStart begins one call and its id
     * @param argumentsStart begins its arguments
     * @param callEnd ends it
     */
    public record Marks(int sectionStart, int sectionEnd, int callStart, int argumentsStart, int callEnd) {}

    /** How a model writes calls and reasoning. */
    public enum Style {
        /** Calls are control tokens; blank reasoning is none. */
        STRICT,
        /** Calls may be spelled with ordinary tokens; reasoning of blanks is empty reasoning. */
        LENIENT
    }

    /** Creates the grammar. */
    public SectionCalls(InitialReasoning reasoning, Marks marks, Style style) {
        this.reasoning = reasoning;
        this.marks = marks;
        this.style = style;
    }

    /** Reads a reply. */
    public Reply read(ReplyIds ids, boolean isBegunInside) {
        ReasoningRegion region = reasoning.scan(ids, isBegunInside);
        if (region.isOpen()) {
            return new Reply("", region.text(), ReasoningState.OPEN, List.of());
        }
        boolean closed = region.text().isPresent() && !region.isClosedByCall();
        int section = ids.indexOf(marks.sectionStart, closed ? reasoning.indexBehindClose(ids) : 0);
        int end = section < 0 ? ids.size() : section;
        String content = closed ? reasoning.textBehindClose(ids, end) : ids.text(0, end);
        if (region.isClosedByCall()) {
            content = "";
        }
        List<ToolCallAttempt> calls = section < 0 ? List.of() : calls(ids, section + 1);
        if (calls.isEmpty() && style == Style.LENIENT) {
            SpelledCalls spelled = SpelledCalls.in(content, closed ? 0 : behindClose(content));
            content = spelled.content();
            calls = spelled.calls();
        }
        return new Reply(PythonStrings.strip(content), thought(region), ReasoningState.COMPLETE, calls);
    }

    private int behindClose(String text) {
        return text.length()
                - PythonStrings.afterFirst(text, reasoning.closeMark()).length();
    }

    private Optional<String> thought(ReasoningRegion region) {
        return style == Style.STRICT
                ? region.text().map(PythonStrings::strip).filter(text -> !text.isEmpty())
                : region.text().filter(text -> !text.isEmpty()).map(PythonStrings::strip);
    }

    private List<ToolCallAttempt> calls(ReplyIds ids, int start) {
        int sectionEnd = ids.indexOf(marks.sectionEnd, start);
        ReplyIds section = ids.until(sectionEnd < 0 ? ids.size() : sectionEnd);
        List<ToolCallAttempt> calls = new ArrayList<>();
        int call = section.indexOf(marks.callStart, start);
        while (call >= 0) {
            int arguments = section.indexOf(marks.argumentsStart, call + 1);
            if (arguments < 0) {
                calls.add(ToolCallAttempt.broken(
                        section.textFrom(call + 1),
                        new TokenSpan(call, section.size()),
                        CallStatus.MALFORMED_STRUCTURE));
                break;
            }
            int end = section.indexOf(marks.callEnd, arguments + 1);
            calls.add(call(section, call, arguments, end));
            call = end < 0 ? -1 : section.indexOf(marks.callStart, end + 1);
        }
        return calls;
    }

    private static ToolCallAttempt call(ReplyIds section, int start, int arguments, int closed) {
        int end = closed < 0 ? section.size() : closed;
        TokenSpan span = new TokenSpan(start, closed < 0 ? end : end + 1);
        ToolCallAttempt attempt = attempt(
                section.text(start + 1, end),
                PythonStrings.strip(section.text(start + 1, arguments)),
                PythonStrings.strip(section.text(arguments + 1, end)),
                Optional.of(span));
        return closed < 0 ? attempt.withStatus(CallStatus.UNCLOSED_BLOCK) : attempt;
    }

    /** A call; its name stands in its id, as in {@code functions.name:0}. */
    static ToolCallAttempt attempt(String raw, String id, String arguments, Optional<TokenSpan> span) {
        String path = PythonStrings.beforeFirst(id, ":");
        String name = PythonStrings.afterFirst(path, ".");
        Optional<PythonJsonReader.Read> read = PythonJsonReader.read(arguments);
        CallStatus status = read.isPresent() ? CallStatus.OK : CallStatus.INVALID_JSON;
        return new ToolCallAttempt(
                raw,
                Optional.of(name).filter(text -> !text.isEmpty()),
                read.isPresent() ? read.get().value() : arguments,
                span,
                name.isEmpty() ? CallStatus.MISSING_NAME : status,
                Optional.of(id).filter(text -> !text.isEmpty()));
    }
}
