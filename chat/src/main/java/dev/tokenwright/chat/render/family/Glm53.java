package dev.tokenwright.chat.render.family;

import static dev.tokenwright.chat.render.family.Piece.said;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.plain.PythonStrings;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * GLM 5.3. Every reply begins inside reasoning, an absent content is empty, and results of tools come in the order of the
 * calls where that can be told.
 */
final class Glm53 extends Glm5 {
    private final String effort;

    Glm53(FamilySetup setup) {
        this(setup, GlmOptions.glm53(setup));
    }

    private Glm53(FamilySetup setup, GlmOptions options) {
        super(Version.THIRD, setup, options);
        this.effort = options.effort().substring(0, 1).toUpperCase(Locale.ROOT)
                + options.effort().substring(1);
    }

    @Override
    void preamble(RenderSink sink) {
        sink.special(system);
        sink.scaffold("Reasoning Effort: " + effort);
    }

    @Override
    String visible(Message message) {
        return Contents.textParts(message, "");
    }

    @Override
    void assistant(Message message, boolean isAfterQuestion, RenderSink sink) {
        Spoken spoken = Spoken.of(message, visible(message));
        Optional<String> reasoning = spoken.given().or(() -> spoken.inline().map(PythonStrings::strip));
        sink.special(assistant);
        sink.special(think);
        if (isAfterQuestion || !clears()) {
            sink.run(said(reasoning.orElse("")));
        }
        sink.special(endThink, Kind.SAMPLED);
        sink.run(said(PythonStrings.strip(spoken.answer())));
        calls(ToolCall.of(message), true, sink);
    }

    @Override
    Map<?, ?> arguments(ToolCall call, int message) {
        return CallArguments.byName(call)
                .orElseThrow(() -> wrong(
                        ConversationException.Kind.WRONG_ARGUMENTS,
                        message,
                        "the arguments of " + call.name() + " are no object"));
    }

    @Override
    List<Integer> order(List<Message> messages, int first, int end) {
        List<Integer> asGiven = super.order(messages, first, end);
        if (!Contents.roleAt(messages, first - 1).equals("assistant")
                || !(messages.get(first - 1).fields().get("tool_calls") instanceof List<?> calls)
                || calls.size() != end - first) {
            return asGiven;
        }
        Map<Object, Integer> byId = new HashMap<>();
        for (int index : asGiven) {
            Object id = either(messages.get(index).fields(), "tool_call_id", "id");
            if (id == null || byId.put(id, index) != null) {
                return asGiven;
            }
        }
        List<Integer> order = new ArrayList<>();
        for (Object call : calls) {
            Object id = call instanceof Map<?, ?> map ? either(map, "id", "tool_call_id") : null;
            Integer index = id == null ? null : byId.remove(id);
            if (index == null) {
                return asGiven;
            }
            order.add(index);
        }
        return order;
    }

    private static @Nullable Object either(Map<?, ?> map, String name, String other) {
        Object value = map.get(name);
        return value == null || value.equals("") ? map.get(other) : value;
    }
}
