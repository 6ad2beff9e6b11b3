package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.Reply.ReasoningState;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Replies whose calls are {@code <function=…>} with {@code <parameter=…>} in it, between two control tokens. A value that
 * stands between tags is as long as it is: only the line breaks next to the tags belong to them.
 */
public final class XmlCalls {
    private static final String FUNCTION = "<function=";
    private static final String PARAMETER = "<parameter=";
    private static final String END_PARAMETER = "</parameter>";

    private final InitialReasoning reasoning;
    private final int endOfReasoning;
    private final int openId;
    private final int closeId;

    /**
     * Creates the grammar.
     *
     * @param endOfReasoning the id of the mark that ends reasoning
     * @param openId the id that begins a call
     * @param closeId the id that ends a call
     */
    public XmlCalls(InitialReasoning reasoning, int endOfReasoning, int openId, int closeId) {
        this.reasoning = reasoning;
        this.endOfReasoning = endOfReasoning;
        this.openId = openId;
        this.closeId = closeId;
    }

    /** Reads a reply. */
    public Reply read(ReplyIds ids, boolean isBegunInside, ArgumentTypes types) {
        ReasoningRegion region = reasoning.scan(ids, isBegunInside);
        if (region.isOpen()) {
            return new Reply("", region.text(), ReasoningState.OPEN, List.of());
        }
        int start = 0;
        if (region.isClosedByCall()) {
            start = ids.indexOf(openId, 0);
        } else if (region.text().isPresent()) {
            start = ids.indexOf(endOfReasoning, 0) + 1;
        }
        int call = ids.indexOf(openId, start);
        List<ToolCallAttempt> calls = call < 0 ? List.of() : calls(ids, call, types);
        String content = PythonStrings.strip(ids.text(start, call < 0 ? ids.size() : call));
        return new Reply(content, region.text().map(PythonStrings::strip), ReasoningState.COMPLETE, calls);
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
            calls.add(call(ids.text(start + 1, end), new TokenSpan(start, end + 1), types));
            start = ids.indexOf(openId, end + 1);
        }
        return calls;
    }

    private static ToolCallAttempt call(String text, TokenSpan span, ArgumentTypes types) {
        Optional<Tag> function = tag(FUNCTION, text, 0);
        if (function.isEmpty()) {
            return ToolCallAttempt.broken(text, span, CallStatus.MALFORMED_STRUCTURE);
        }
        String name = function.get().name();
        Map<String, @Nullable Object> arguments = new LinkedHashMap<>();
        CallStatus status = CallStatus.OK;
        Optional<Tag> parameter = tag(PARAMETER, text, 0);
        while (parameter.isPresent()) {
            int end = text.indexOf(END_PARAMETER, parameter.get().end());
            if (end < 0) {
                break;
            }
            ArgumentTypes.Typed value = types.typed(
                    name,
                    parameter.get().name(),
                    inside(text.substring(parameter.get().end(), end)));
            arguments.put(parameter.get().name(), value.value());
            status = value.isDoubtful() ? CallStatus.INVALID_JSON : status;
            parameter = tag(PARAMETER, text, end + END_PARAMETER.length());
        }
        return ToolCallAttempt.of(text, name, arguments, span, status);
    }

    /** A value without the line breaks that belong to the tags around it. */
    private static String inside(String value) {
        int start = value.startsWith("\n") ? 1 : 0;
        int end = value.length() > start && value.endsWith("\n") ? value.length() - 1 : value.length();
        return value.substring(start, end);
    }

    /**
     * A tag such as {@code <function=name>}.
     *
     * @param end index behind it
     */
    private record Tag(String name, int end) {}

    /** The first tag at or behind a place that has a name. */
    private static Optional<Tag> tag(String begin, String text, int from) {
        for (int start = text.indexOf(begin, from); start >= 0; start = text.indexOf(begin, start + 1)) {
            int nameStart = start + begin.length();
            int end = text.indexOf('>', nameStart);
            if (end < 0) {
                return Optional.empty();
            }
            if (end > nameStart) {
                return Optional.of(new Tag(text.substring(nameStart, end), end + 1));
            }
        }
        return Optional.empty();
    }
}
