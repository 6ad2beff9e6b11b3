package dev.tokenwright.chat.reply;

import dev.tokenwright.chat.CallStatus;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.ToolCallAttempt.TokenSpan;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments of a call while they are read. */
final class ReadArguments {
    private final String tool;
    private final ArgumentTypes types;
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();
    private boolean isBroken;
    private boolean isDoubtful;

    ReadArguments(String tool, ArgumentTypes types) {
        this.tool = tool;
        this.types = types;
    }

    /** Takes an argument; of equal names the last counts. */
    void put(String name, String text) {
        ArgumentTypes.Typed typed = types.typed(tool, name, text);
        values.put(name, typed.value());
        isDoubtful |= typed.isDoubtful();
    }

    /** Something of the call is missing. */
    void markBroken() {
        isBroken = true;
    }

    /** The call. */
    ToolCallAttempt attempt(String raw, TokenSpan span) {
        CallStatus status = CallStatus.OK;
        if (tool.isEmpty()) {
            status = CallStatus.MISSING_NAME;
        } else if (isBroken) {
            status = CallStatus.MALFORMED_STRUCTURE;
        } else if (isDoubtful) {
            status = CallStatus.INVALID_JSON;
        }
        return new ToolCallAttempt(
                raw,
                tool.isEmpty() ? Optional.empty() : Optional.of(tool),
                Collections.unmodifiableMap(values),
                Optional.of(span),
                status,
                Optional.empty());
    }
}
