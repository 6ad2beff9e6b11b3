package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import dev.tokenwright.chat.plain.PythonJsonReader;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Calls that are {@code {"name": …, "arguments": …}}. */
public final class JsonCalls {
    private JsonCalls() {}

    /** Replies with such calls between two ids. */
    public static CallBlocks between(int openId, int closeId, InitialReasoning reasoning, int endOfReasoning) {
        return CallBlocks.between(openId, closeId, JsonCalls::read, reasoning, endOfReasoning)
                .withTrimmedCalls();
    }

    /** Reads a block; see {@link CallBody}. */
    static List<ToolCallAttempt> read(ReplyIds ids, String raw, TokenSpan span, ArgumentTypes types) {
        Optional<PythonJsonReader.Read> read = PythonJsonReader.read(raw);
        if (read.isEmpty()) {
            return List.of(ToolCallAttempt.broken(raw, span, CallStatus.INVALID_JSON));
        }
        Map<?, ?> call = read.get().value() instanceof Map<?, ?> map ? map : Map.of();
        Object arguments = call.containsKey("arguments") ? call.get("arguments") : Map.of();
        if (call.get("name") instanceof String name && !name.isEmpty()) {
            return List.of(ToolCallAttempt.of(raw, name, arguments, span, CallStatus.OK));
        }
        return List.of(new ToolCallAttempt(
                raw, Optional.empty(), arguments, Optional.of(span), CallStatus.MISSING_NAME, Optional.empty()));
    }
}
