package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Explanation;
import dev.tokenwright.Explanation.Stretch;
import dev.tokenwright.OffsetUnit;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.ChatPrompts;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import java.io.IOException;
import java.util.List;
import java.util.stream.IntStream;

/** What each stage made of a text, and everything about its tokens: what the playground shows. */
public final class ExplainDialect {
    private static final int LONGEST = 200_000;

    private final Models models;

    /** The route over some models. */
    public ExplainDialect(Models models) {
        this.models = models;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/explain", Errors.VLLM, this::explain),
                Route.post("/v1/explain/chat", Errors.VLLM, this::explainChat));
    }

    private Answer explain(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        EncodeOptions options = OwnDialect.options(body).withOffsetUnit(OffsetUnit.UTF16);
        String text = body.text("text");
        if (text.length() > LONGEST) {
            throw new ApiError(
                    ApiError.Kind.TOO_LARGE,
                    "text_too_large",
                    "text",
                    "at most " + LONGEST + " characters are explained");
        }
        Encoding encoding = model.encodeWithOffsets(text, options);
        Explanation explanation = model.explain(text, options);
        return Answer.object(json -> {
            head(json, model, encoding);
            tokens(json, model, encoding);
            json.writeObjectFieldStart("stages");
            stretches(json, "segments", explanation.segments());
            stretches(json, "normalized", explanation.normalized());
            stretches(json, "pieces", explanation.pieces());
            json.writeEndObject();
        });
    }

    private Answer explainChat(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        ChatPrompts.Parts parts = model.promptParts(body);
        Encoding encoding = parts.prompt().encoding();
        return Answer.object(json -> {
            head(json, model, encoding);
            json.writeStringField("text", parts.prompt().text());
            tokens(json, model, encoding);
            json.writeArrayFieldStart("parts");
            for (ChatPrompts.Part part : parts.parts()) {
                json.writeStartObject();
                json.writeNumberField("start", part.start());
                json.writeNumberField("end", part.end());
                json.writeNumberField("message", part.message());
                json.writeStringField("kind", part.kind());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeFieldName("trained");
            json.writeArray(parts.trained(), 0, parts.trained().length);
        });
    }

    private static void head(JsonGenerator json, ServedModel model, Encoding encoding) throws IOException {
        json.writeStringField("model", model.name());
        json.writeStringField("backend", model.tokenizer().backend().backend().label());
        json.writeNumberField("max_model_len", model.maxLength());
        json.writeNumberField("count", encoding.size());
    }

    private static void tokens(JsonGenerator json, ServedModel model, Encoding encoding) throws IOException {
        json.writeArrayFieldStart("tokens");
        for (int index = 0; index < encoding.size(); index++) {
            token(json, model, encoding, index);
        }
        json.writeEndArray();
    }

    private static void token(JsonGenerator json, ServedModel model, Encoding encoding, int index) throws IOException {
        int id = encoding.ids()[index];
        byte[] bytes = Tokens.bytes(model.tokenizer(), id);
        json.writeStartObject();
        json.writeNumberField("id", id);
        json.writeStringField("token", encoding.tokens().get(index));
        json.writeNumberField("start", encoding.start(index));
        json.writeNumberField("end", encoding.end(index));
        json.writeBooleanField("special", model.tokenizer().vocabulary().isSpecial(id));
        json.writeBooleanField("framing", encoding.specialTokensMask()[index] == 1);
        int[] values =
                IntStream.range(0, bytes.length).map(at -> bytes[at] & 0xFF).toArray();
        json.writeFieldName("bytes");
        json.writeArray(values, 0, values.length);
        json.writeEndObject();
    }

    private static void stretches(JsonGenerator json, String field, List<Stretch> stretches) throws IOException {
        json.writeArrayFieldStart(field);
        for (Stretch stretch : stretches) {
            json.writeStartObject();
            json.writeStringField("text", stretch.text());
            if (stretch.addedTokenId().isPresent()) {
                json.writeNumberField("id", stretch.addedTokenId().getAsInt());
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
