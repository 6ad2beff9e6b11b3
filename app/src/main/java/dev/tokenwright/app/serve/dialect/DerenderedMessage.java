package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.app.serve.dialect.VllmDerender.Choice;
import dev.tokenwright.chat.Reply;
import dev.tokenwright.chat.ToolCallAttempt;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * What a model said, as OpenAI's API shows it.
 *
 * @param content the answer
 * @param reasoning the reasoning, where there was any
 * @param calls the calls that can be run
 */
record DerenderedMessage(String content, Optional<String> reasoning, List<ToolCallAttempt> calls) {
    /** A text and nothing else. */
    static DerenderedMessage text(String text) {
        return new DerenderedMessage(text, Optional.empty(), List.of());
    }

    /** A reply that was read; a text that has neither reasoning nor calls stays as it was decoded. */
    static DerenderedMessage of(Optional<Reply> reply, String decoded) {
        return reply.filter(
                        read -> read.reasoning().isPresent() || !read.calls().isEmpty())
                .map(read -> new DerenderedMessage(read.content(), read.reasoning(), read.runnable()))
                .orElseGet(() -> text(decoded));
    }

    /** The choice, which ended to call tools when it did. */
    Choice finished(Choice choice) {
        boolean calls = !calls().isEmpty()
                && choice.finishReason().filter("stop"::equals).isPresent();
        return calls
                ? new Choice(choice.index(), choice.ids(), choice.text(), Optional.of("tool_calls"), choice.logprobs())
                : choice;
    }

    void write(JsonGenerator json, String id) throws IOException {
        json.writeObjectFieldStart("message");
        json.writeStringField("role", "assistant");
        if (content.isEmpty() && !calls.isEmpty()) {
            json.writeNullField("content");
        } else {
            json.writeStringField("content", content);
        }
        if (reasoning.isPresent()) {
            json.writeStringField("reasoning_content", reasoning.get());
        }
        if (!calls.isEmpty()) {
            json.writeArrayFieldStart("tool_calls");
            for (int index = 0; index < calls.size(); index++) {
                call(json, calls.get(index), id + "-call-" + index);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void call(JsonGenerator json, ToolCallAttempt call, String id) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", call.id().orElse(id));
        json.writeStringField("type", "function");
        json.writeObjectFieldStart("function");
        json.writeStringField("name", call.name().orElse(""));
        json.writeStringField("arguments", call.argumentsText());
        json.writeEndObject();
        json.writeEndObject();
    }
}
