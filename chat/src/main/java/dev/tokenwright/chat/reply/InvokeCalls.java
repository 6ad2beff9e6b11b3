package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Calls such as {@code <invoke name="f"><parameter name="a">1</parameter></invoke>}, any number of them in one block. What
 * stands around them is dropped.
 */
public final class InvokeCalls {
    private static final Element CALL = new Element("<invoke name=\"", "</invoke>");
    private static final Element ARGUMENT = new Element("<parameter name=\"", "</parameter>");

    private InvokeCalls() {}

    /** An element that is opened with a name in quotes. */
    private record Element(String open, String close) {
        /** The first element at or behind a place. */
        Optional<Found> find(String text, int from) {
            for (int start = text.indexOf(open, from); start >= 0; start = text.indexOf(open, start + 1)) {
                int name = start + open.length();
                int quote = text.indexOf('"', name);
                if (quote > name && text.startsWith("\">", quote)) {
                    int end = text.indexOf(close, quote + 2);
                    return end < 0
                            ? Optional.empty()
                            : Optional.of(new Found(
                                    text.substring(name, quote), text.substring(quote + 2, end), end + close.length()));
                }
            }
            return Optional.empty();
        }
    }

    /** An element that was found, and where it ends. */
    private record Found(String name, String body, int end) {}

    /** Reads a block; see {@link CallBody}. */
    public static List<ToolCallAttempt> read(ReplyIds ids, String raw, TokenSpan span, ArgumentTypes types) {
        List<ToolCallAttempt> calls = new ArrayList<>();
        Optional<Found> call = CALL.find(raw, 0);
        while (call.isPresent()) {
            ReadArguments arguments = new ReadArguments(call.get().name(), types);
            String body = call.get().body();
            Optional<Found> argument = ARGUMENT.find(body, 0);
            while (argument.isPresent()) {
                arguments.put(argument.get().name(), argument.get().body());
                argument = ARGUMENT.find(body, argument.get().end());
            }
            calls.add(arguments.attempt(raw, span));
            call = CALL.find(raw, call.get().end());
        }
        return calls.isEmpty() ? List.of(ToolCallAttempt.broken(raw, span, CallStatus.MALFORMED_STRUCTURE)) : calls;
    }
}
