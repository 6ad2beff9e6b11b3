package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import java.util.List;
import java.util.Optional;

/**
 * Calls that are {@code <function=…>} with {@code <parameter=…>} in it. A value that
 * stands between tags is as long as it is: only the line breaks next to the tags belong to them.
 */
public final class XmlCalls {
    private static final String FUNCTION = "<function=";
    private static final String PARAMETER = "<parameter=";
    private static final String END_PARAMETER = "</parameter>";

    private XmlCalls() {}

    /** Replies with such calls between two ids; reasoning without a word is empty reasoning. */
    public static CallBlocks between(int openId, int closeId, InitialReasoning reasoning, int endOfReasoning) {
        return CallBlocks.between(openId, closeId, XmlCalls::read, reasoning, endOfReasoning)
                .withEmptyReasoning();
    }

    /** Reads a block; see {@link CallBody}. */
    static List<ToolCallAttempt> read(ReplyIds ids, String raw, TokenSpan span, ArgumentTypes types) {
        return List.of(call(raw, span, types));
    }

    private static ToolCallAttempt call(String text, TokenSpan span, ArgumentTypes types) {
        Optional<Tag> function = tag(FUNCTION, text, 0);
        if (function.isEmpty()) {
            return ToolCallAttempt.broken(text, span, CallStatus.MALFORMED_STRUCTURE);
        }
        ReadArguments arguments = new ReadArguments(function.get().name(), types);
        Optional<Tag> parameter = tag(PARAMETER, text, 0);
        while (parameter.isPresent()) {
            int end = text.indexOf(END_PARAMETER, parameter.get().end());
            if (end < 0) {
                break;
            }
            arguments.put(
                    parameter.get().name(),
                    inside(text.substring(parameter.get().end(), end)));
            parameter = tag(PARAMETER, text, end + END_PARAMETER.length());
        }
        return arguments.attempt(text, span);
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
