package dev.tokenwright.app.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.chat.ChatSpan;
import dev.tokenwright.chat.Placeholder;
import dev.tokenwright.chat.Rendered;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ToolCallAttempt;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Rendered conversations and replies as JSON. Values by token are written as runs: {@code [[value, count], …]}. */
final class TurnJson {
    private TurnJson() {}

    /** Ids and what they are. */
    static void rendered(JsonGenerator json, Rendered rendered) throws IOException {
        runs(json, "message_indices", rendered.spans(), ChatSpan::message);
        runs(json, "sampled_mask", rendered.spans(), span -> span.kind() == ChatSpan.Kind.SAMPLED);
        runs(json, "is_content", rendered.spans(), span -> span.kind() != ChatSpan.Kind.SCAFFOLD);
        json.writeArrayFieldStart("message_roles");
        for (dev.tokenwright.chat.Message message : rendered.messages()) {
            json.writeString(message.role());
        }
        json.writeEndArray();
        json.writeArrayFieldStart("message_tool_names");
        for (Optional<String> name : rendered.toolNames()) {
            json.writeString(name.orElse(null));
        }
        json.writeEndArray();
        if (!rendered.placeholders().isEmpty()) {
            placeholders(json, rendered.placeholders());
        }
    }

    private static void placeholders(JsonGenerator json, List<Placeholder> placeholders) throws IOException {
        json.writeArrayFieldStart("placeholders");
        for (Placeholder placeholder : placeholders) {
            json.writeStartObject();
            json.writeStringField("modality", placeholder.item().kind().name().toLowerCase(Locale.ROOT));
            json.writeNumberField("message", placeholder.item().message());
            json.writeNumberField("offset", placeholder.start());
            json.writeNumberField("length", placeholder.length());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void runs(JsonGenerator json, String name, List<ChatSpan> spans, Function<ChatSpan, Object> value)
            throws IOException {
        json.writeArrayFieldStart(name);
        for (int first = 0; first < spans.size(); ) {
            Object each = value.apply(spans.get(first));
            int last = first + 1;
            while (last < spans.size() && value.apply(spans.get(last)).equals(each)) {
                last++;
            }
            json.writeStartArray();
            json.writeObject(each);
            json.writeNumber(spans.get(last - 1).end() - spans.get(first).start());
            json.writeEndArray();
            first = last;
        }
        json.writeEndArray();
    }

    /** Ids under a name. */
    static void ids(JsonGenerator json, String name, int[] ids, int from) throws IOException {
        json.writeFieldName(name);
        json.writeArray(ids, from, ids.length - from);
    }

    /** A mask as runs. */
    static void mask(JsonGenerator json, String name, boolean[] mask) throws IOException {
        json.writeArrayFieldStart(name);
        for (int first = 0; first < mask.length; ) {
            int last = first + 1;
            while (last < mask.length && mask[last] == mask[first]) {
                last++;
            }
            json.writeStartArray();
            json.writeBoolean(mask[first]);
            json.writeNumber(last - first);
            json.writeEndArray();
            first = last;
        }
        json.writeEndArray();
    }

    /** A reply. */
    static void reply(JsonGenerator json, Reply reply) throws IOException {
        json.writeStringField("content", reply.content());
        json.writeStringField("reasoning_content", reply.reasoning().orElse(null));
        json.writeFieldName("reasoning_complete");
        switch (reply.reasoningState()) {
            case COMPLETE -> json.writeBoolean(true);
            case OPEN -> json.writeBoolean(false);
            case UNKNOWN -> json.writeNull();
        }
        json.writeArrayFieldStart("tool_calls");
        for (ToolCallAttempt call : reply.calls()) {
            json.writeStartObject();
            json.writeStringField("name", call.name().orElse(null));
            json.writeFieldName("arguments");
            plain(json, call.arguments());
            json.writeStringField("status", call.status().name().toLowerCase(Locale.ROOT));
            json.writeStringField("raw", call.raw());
            json.writeFieldName("token_span");
            if (call.span().isPresent()) {
                json.writeArray(
                        new int[] {call.span().get().start(), call.span().get().end()}, 0, 2);
            } else {
                json.writeNull();
            }
            json.writeStringField("id", call.id().orElse(null));
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Plain data. */
    private static void plain(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> member : map.entrySet()) {
                json.writeFieldName((String) member.getKey());
                plain(json, member.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                plain(json, element);
            }
            json.writeEndArray();
        } else {
            json.writeObject(value);
        }
    }
}
