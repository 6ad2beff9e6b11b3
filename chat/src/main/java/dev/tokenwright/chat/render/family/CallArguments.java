package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonJson;
import dev.tokenwright.chat.plain.PythonJsonReader;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Arguments of calls, for families that write one behind the other. */
final class CallArguments {
    private CallArguments() {}

    /** The arguments by name, or nothing when they are no object, nor a text that holds one. */
    static Optional<Map<?, ?>> byName(ToolCall call) {
        Object arguments = call.arguments();
        if (arguments instanceof String text) {
            arguments = PythonJsonReader.read(text).map(read -> read.value()).orElse(null);
        }
        return arguments instanceof Map<?, ?> map ? Optional.of(map) : Optional.empty();
    }

    /** A value: a text as it is, others as JSON. */
    static String text(@Nullable Object value) {
        return value instanceof String text ? text : PythonJson.SPACED.write(value);
    }
}
