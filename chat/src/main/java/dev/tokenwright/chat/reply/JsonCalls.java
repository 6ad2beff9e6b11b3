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

/** Replies whose calls are {@code {"name": …, "arguments": …}} between two control tokens. */
public final class JsonCalls {
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
    public JsonCalls(InitialReasoning reasoning, int endOfReasoning, int openId, int closeId) {
        this.reasoning = reasoning;
        this.endOfReasoning = endOfReasoning;
        this.openId = openId;
        this.closeId = closeId;
    }

    /** Reads a reply. */
    public Reply read(ReplyIds ids, boolean isBegunInside) {
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
        List<ToolCallAttempt> calls = call < 0 ? List.of() : calls(ids, call);
        String content = PythonStrings.strip(ids.text(start, call < 0 ? ids.size() : call));
        Optional<String> text = region.text().map(PythonStrings::strip).filter(stripped -> !stripped.isEmpty());
        return new Reply(content, text, ReasoningState.COMPLETE, calls);
    }

    private List<ToolCallAttempt> calls(ReplyIds ids, int first) {
        List<ToolCallAttempt> calls = new ArrayList<>();
        for (int start = first; start >= 0; ) {
            int end = ids.indexOf(closeId, start + 1);
            if (end < 0) {
                calls.add(ToolCallAttempt.broken(
                        PythonStrings.strip(ids.textFrom(start + 1)),
                        new TokenSpan(start, ids.size()),
                        CallStatus.UNCLOSED_BLOCK));
                break;
            }
            calls.add(call(PythonStrings.strip(ids.text(start + 1, end)), new TokenSpan(start, end + 1)));
            start = ids.indexOf(openId, end + 1);
        }
        return calls;
    }

    private static ToolCallAttempt call(String text, TokenSpan span) {
        Optional<PythonJsonReader.Read> read = PythonJsonReader.read(text);
        if (read.isEmpty()) {
            return ToolCallAttempt.broken(text, span, CallStatus.INVALID_JSON);
        }
        Map<?, ?> call = read.get().value() instanceof Map<?, ?> map ? map : Map.of();
        Object arguments = call.containsKey("arguments") ? call.get("arguments") : Map.of();
        if (call.get("name") instanceof String name && !name.isEmpty()) {
            return ToolCallAttempt.of(text, name, arguments, span, CallStatus.OK);
        }
        return new ToolCallAttempt(
                text, Optional.empty(), arguments, Optional.of(span), CallStatus.MISSING_NAME, Optional.empty());
    }
}
