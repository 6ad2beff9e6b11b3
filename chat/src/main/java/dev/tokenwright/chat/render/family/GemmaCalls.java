package dev.tokenwright.chat.render.family;

import dev.tokenwright.chat.ChatSpan.Kind;
import dev.tokenwright.chat.Conversation;
import dev.tokenwright.chat.Extension.Reason;
import dev.tokenwright.chat.Extension.Refused;
import dev.tokenwright.chat.Message;
import dev.tokenwright.chat.ToolCall;
import dev.tokenwright.chat.ToolCallAttempt;
import dev.tokenwright.chat.plain.PythonJsonReader;
import dev.tokenwright.error.ConversationException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The calls of Gemma 4 and the tools' results. */
final class GemmaCalls {
    private final GemmaContent content;
    private final int callStart;
    private final int callEnd;
    private final int resultStart;
    private final int resultEnd;

    GemmaCalls(Family family, GemmaContent content) {
        this.content = content;
        this.callStart = family.token("<|tool_call>");
        this.callEnd = family.token("<tool_call|>");
        this.resultStart = family.token("<|tool_response>");
        this.resultEnd = family.token("<tool_response|>");
    }

    /** Writes the calls of a turn and their results. */
    void write(GemmaTurn turn, RenderSink sink) {
        for (ToolCall call : turn.calls()) {
            sink.special(callStart, turn.frame());
            GemmaNotation text = new GemmaNotation(turn.frame()).own("call:").theirs(call.name());
            sink.run(text.value(arguments(call, turn.index())).pieces(), RenderSink.Shared.FIRST);
            sink.special(callEnd, turn.frame());
        }
        results(turn, sink);
    }

    private static Map<?, ?> arguments(ToolCall call, int index) {
        Object arguments = call.arguments();
        Object read = arguments instanceof String text
                ? PythonJsonReader.read(text).map(PythonJsonReader.Read::value).orElse(text)
                : arguments;
        if (read == null && arguments == null) {
            return Map.of();
        }
        if (read instanceof Map<?, ?> map) {
            return map;
        }
        throw Family.wrong(
                ConversationException.Kind.WRONG_CONTENT, index, "the arguments of a call must be a JSON object");
    }

    private void results(GemmaTurn turn, RenderSink sink) {
        for (Object entry : turn.ownResults()) {
            if (entry instanceof Map<?, ?> result) {
                sink.special(resultStart, turn.frame());
                String name = Contents.field(result, "name");
                result(name.isEmpty() ? "unknown" : name, result.get("response"), turn.frame(), sink);
            }
        }
        Map<Optional<String>, String> names = new HashMap<>();
        turn.calls().forEach(call -> names.put(call.id(), call.name().isEmpty() ? "unknown" : call.name()));
        int next = turn.next();
        for (int index = turn.index() + 1; index < next; index++) {
            Message result = turn.messages().get(index);
            boolean isFirst = index == turn.index() + 1;
            sink.message(isFirst ? turn.index() : index);
            sink.special(resultStart, isFirst ? turn.frame() : Kind.SCAFFOLD);
            Object id = result.fields().get("tool_call_id");
            String given = Contents.field(result.fields(), "name");
            String name = names.getOrDefault(
                    id instanceof String text ? Optional.of(text) : Optional.<String>empty(),
                    given.isEmpty() ? "unknown" : given);
            result(name, result.fields().get("content"), Kind.SCAFFOLD, sink.message(index));
        }
    }

    private void result(String name, @Nullable Object response, Kind frame, RenderSink sink) {
        Kind body = frame == Kind.SAMPLED ? frame : Kind.BODY;
        List<Piece> run = new ArrayList<>();
        boolean isPlain = !(response instanceof Map<?, ?>);
        run.addAll(new GemmaNotation(frame)
                .own("response:")
                .theirs(name)
                .own(isPlain ? "{value:" : "")
                .pieces());
        Object value = response instanceof List<?> parts ? content.textOfResult(parts, sink.message()) : response;
        run.addAll(new GemmaNotation(body).value(value).pieces());
        run.addAll(new GemmaNotation(frame).own(isPlain ? "}" : "").pieces());
        sink.run(run, RenderSink.Shared.FIRST);
        sink.special(resultEnd, frame);
        if (response instanceof List<?> parts) {
            content.imagesOfResult(parts, frame, sink);
        }
    }

    /** Writes results behind calls that the model sampled, or says why it cannot; the mark of the first one is sampled. */
    Optional<Refused> resultsAdded(List<ToolCallAttempt> calls, Conversation added, RenderSink sink) {
        List<Message> messages = added.messages();
        List<String> called = calls.stream()
                .map(ToolCallAttempt::name)
                .flatMap(Optional::stream)
                .toList();
        for (int index = 0; index < messages.size(); index++) {
            if (!messages.get(index).role().equals("tool")) {
                return Optional.of(
                        Family.refused(Reason.ROLE_NOT_POSSIBLE, "the model waits for tools' results", index));
            }
        }
        for (int index = 0; index < messages.size(); index++) {
            Message message = messages.get(index);
            String name = Contents.field(message.fields(), "name");
            if (name.isEmpty() && called.size() != messages.size() && called.size() != 1) {
                return Optional.of(Family.refused(Reason.CALL_NOT_KNOWN, "whose result this is cannot be told", index));
            }
            if (name.isEmpty()) {
                name = called.size() == messages.size() ? called.get(index) : called.get(0);
            }
            sink.message(index);
            if (index > 0) {
                sink.special(resultStart);
            }
            result(name, message.fields().get("content"), Kind.SCAFFOLD, sink);
        }
        return Optional.empty();
    }
}
