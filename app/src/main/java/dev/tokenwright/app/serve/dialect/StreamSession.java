package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.Stop;
import dev.tokenwright.StopDetector;
import dev.tokenwright.StopPattern;
import dev.tokenwright.StopResult;
import dev.tokenwright.StopResult.Reason;
import dev.tokenwright.app.json.Json;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.json.JsonReader;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Measures;
import dev.tokenwright.app.serve.api.StreamEndpoint;
import dev.tokenwright.error.TokenIdException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One stream of ids that becomes a stream of text. Keeps nothing but an unfinished line and the state of the decoder. */
final class StreamSession implements StreamEndpoint.Session {
    /** How an answer is cut. */
    enum Form {
        /** One JSON object a line. */
        LINES("application/x-ndjson", "", "\n"),
        /** Server-sent events. */
        EVENTS("text/event-stream", "data: ", "\n\n");

        private final String type;
        private final String before;
        private final String after;

        Form(String type, String before, String after) {
            this.type = type;
            this.before = before;
            this.after = after;
        }
    }

    /**
     * How a request is cut.
     *
     * @param lines whether each line is an object, or the whole request is one
     */
    record Reading(JsonReader json, int mostBytes, boolean lines) {}

    private final Function<JsonObject, StopDetector> start;
    private final Reading reading;
    private final Form form;
    private final Measures measures;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();
    private @Nullable StopDetector detector;
    private boolean done;

    StreamSession(Function<JsonObject, StopDetector> start, Reading reading, Form form, Measures measures) {
        this.start = start;
        this.reading = reading;
        this.form = form;
        this.measures = measures;
    }

    @Override
    public String contentType() {
        return form.type;
    }

    @Override
    public byte[] push(byte[] bytes) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int from = 0;
        for (int index = 0; reading.lines() && index < bytes.length; index++) {
            if (bytes[index] == '\n') {
                keep(bytes, from, index);
                takeLine(out);
                from = index + 1;
            }
        }
        keep(bytes, from, bytes.length);
        return out.toByteArray();
    }

    private void keep(byte[] bytes, int from, int to) {
        if (line.size() + (to - from) > reading.mostBytes()) {
            throw new ApiError(
                    ApiError.Kind.TOO_LARGE,
                    "line_too_large",
                    "a line is larger than " + reading.mostBytes() + " bytes");
        }
        line.write(bytes, from, to - from);
    }

    private void takeLine(ByteArrayOutputStream out) {
        byte[] bytes = line.toByteArray();
        line.reset();
        if (!done && !new String(bytes, StandardCharsets.ISO_8859_1).isBlank()) {
            take(reading.json().object(bytes), out);
        }
    }

    private void take(JsonObject request, ByteArrayOutputStream out) {
        StopDetector known = detector;
        StopDetector current = known == null ? start.apply(request) : known;
        detector = current;
        int[] ids = request.has("ids") ? request.ids("ids") : new int[0];
        measures.tokens("decode", ids.length);
        if (reading.lines()) {
            write(measures.time(Measures.Operation.DECODE, () -> step(() -> current.pushAll(ids))), out);
            return;
        }
        for (int id : ids) {
            if (!done) {
                StopResult result = measures.time(Measures.Operation.DECODE, () -> step(() -> current.push(id)));
                if (!result.text().isEmpty() || result.ended()) {
                    write(result, out);
                }
            }
        }
    }

    /** A step of the decoder. */
    private interface Step {
        StopResult run();
    }

    private static StopResult step(Step step) {
        try {
            return step.run();
        } catch (TokenIdException e) {
            throw new ApiError(ApiError.Kind.BAD_REQUEST, "unknown_token_id", "ids", String.valueOf(e.getMessage()));
        }
    }

    @Override
    public byte[] finish() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (line.size() > 0) {
            takeLine(out);
        }
        StopDetector known = detector;
        if (known == null) {
            throw new ApiError(ApiError.Kind.BAD_REQUEST, "empty", "the request has no JSON object");
        }
        if (!done) {
            write(known.finish(Reason.CANCELLED), out);
        }
        if (form == Form.EVENTS) {
            out.writeBytes("data: [DONE]\n\n".getBytes(StandardCharsets.UTF_8));
        }
        return out.toByteArray();
    }

    private void write(StopResult result, ByteArrayOutputStream out) {
        done |= result.ended();
        event(
                Json.object(json -> {
                    json.writeStringField("text", result.text());
                    if (result.ended()) {
                        end(json, result.end().get());
                    }
                }),
                out);
    }

    private static void end(JsonGenerator json, StopResult.End end) throws IOException {
        switch (end.reason()) {
            case STOP -> json.writeStringField("finish_reason", "stop");
            case LENGTH -> json.writeStringField("finish_reason", "length");
            case CANCELLED, ERROR -> json.writeNullField("finish_reason");
        }
        Optional<StopPattern> pattern = end.stop().map(Stop::pattern);
        if (pattern.isPresent() && pattern.get() instanceof StopPattern.Text text) {
            json.writeStringField("stop_reason", text.text());
        } else if (pattern.isPresent() && pattern.get() instanceof StopPattern.Ids ids) {
            json.writeFieldName("stop_reason");
            PlainData.write(json, ids.ids().size() == 1 ? ids.ids().get(0) : ids.ids());
        } else {
            json.writeNullField("stop_reason");
        }
        json.writeNumberField("token_count", end.tokenCount());
    }

    private void event(byte[] json, ByteArrayOutputStream out) {
        out.writeBytes(form.before.getBytes(StandardCharsets.UTF_8));
        out.writeBytes(json);
        out.writeBytes(form.after.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public boolean isDone() {
        return done;
    }

    @Override
    public byte[] failure(ApiError error) {
        Answer answer = Errors.VLLM.answer(error, "");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (form == Form.EVENTS) {
            out.writeBytes("event: error\n".getBytes(StandardCharsets.UTF_8));
        }
        event(answer.body(), out);
        return out.toByteArray();
    }

    @Override
    public void close() {
        measures.streamClosed();
    }
}
