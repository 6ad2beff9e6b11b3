package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.Reply.ReasoningState;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.chat.plain.PythonStrings;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Replies that are either a text or one call, {@code {"name": …, "parameters": …}}, with nothing around it. */
public final class SingleJsonCall {
    private final int endOfHeader;

    /**
     * Creates the grammar.
     *
     * @param endOfHeader the id that ends the header of a turn; a reply may repeat the header
     */
    public SingleJsonCall(int endOfHeader) {
        this.endOfHeader = endOfHeader;
    }

    /** Reads a reply. */
    public Reply read(ReplyIds ids) {
        int start = ids.size();
        while (start > 0 && ids.id(start - 1) != endOfHeader) {
            start--;
        }
        String text = PythonStrings.strip(ids.textFrom(start));
        TokenSpan span = new TokenSpan(start, ids.size());
        Optional<ToolCallAttempt> call = text.startsWith("{") && text.endsWith("}")
                ? PythonJsonReader.read(text).flatMap(read -> call(text, read.value(), span))
                : Optional.empty();
        return new Reply(
                call.isPresent() ? "" : text,
                Optional.empty(),
                ReasoningState.COMPLETE,
                call.map(List::of).orElse(List.of()));
    }

    private static Optional<ToolCallAttempt> call(
            String text, @org.jspecify.annotations.Nullable Object value, TokenSpan span) {
        if (value instanceof Map<?, ?> call && call.get("name") instanceof String name && !name.isEmpty()) {
            Object arguments = call.containsKey("parameters")
                    ? call.get("parameters")
                    : call.containsKey("arguments") ? call.get("arguments") : Map.of();
            return Optional.of(ToolCallAttempt.of(text, name, arguments, span, CallStatus.OK));
        }
        return Optional.empty();
    }
}
