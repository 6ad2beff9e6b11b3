package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Framing;
import dev.tokenwright.SpecialText;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The routes of llama.cpp's server. */
public final class LlamaDialect {
    private final Models models;

    /** The routes over some models. */
    public LlamaDialect(Models models) {
        this.models = models;
    }

    /** The routes, but for those whose paths several dialects have. */
    public List<Route> routes() {
        return List.of(
                Route.post("/apply-template", Errors.LLAMA, this::applyTemplate),
                Route.get("/props", Errors.LLAMA, this::props));
    }

    /** {@code POST /tokenize} with {@code content}: a text, or texts and ids in a row. */
    Answer tokenize(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.namedOrFirst(body.optionalText("model"));
        EncodeOptions options = ServedModel.options(body.flag("add_special", false))
                .withSpecialText(body.flag("parse_special", true) ? SpecialText.RECOGNIZE : SpecialText.AS_TEXT);
        Object content = body.value("content").orElse("");
        int[] ids = content instanceof String text
                ? model.encode(text, options)
                : mixed(model, body.list("content"), options);
        boolean pieces = body.flag("with_pieces", false);
        return Answer.object(json -> {
            if (!pieces) {
                Tokens.ids(json, "tokens", ids);
                return;
            }
            json.writeArrayFieldStart("tokens");
            for (int id : ids) {
                json.writeStartObject();
                json.writeNumberField("id", id);
                piece(json, Tokens.bytes(model.tokenizer(), id));
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private static void piece(JsonGenerator json, byte[] bytes) throws IOException {
        Optional<String> text = Tokens.text(bytes);
        if (text.isPresent()) {
            json.writeStringField("piece", text.get());
            return;
        }
        json.writeArrayFieldStart("piece");
        for (byte value : bytes) {
            json.writeNumber(value & 0xFF);
        }
        json.writeEndArray();
    }

    private static int[] mixed(ServedModel model, List<?> parts, EncodeOptions options) {
        model.limits().checkBatch("content", (int)
                parts.stream().filter(part -> part instanceof String).count());
        IntStream ids = IntStream.empty();
        EncodeOptions next = options;
        for (Object part : parts) {
            if (part instanceof String text) {
                ids = IntStream.concat(ids, IntStream.of(model.encode(text, next)));
            } else if (part instanceof Long id && id >= 0 && id == id.intValue()) {
                ids = IntStream.concat(ids, IntStream.of(id.intValue()));
            } else {
                throw ApiError.badField("content", "expected a string or a list of strings and token ids");
            }
            next = options.withFraming(Framing.NONE);
        }
        return ids.toArray();
    }

    /** {@code POST /detokenize}. */
    Answer detokenize(Call call) {
        ServedModel model = models.namedOrFirst(call.body().optionalText("model"));
        String text = Tokens.decode(model, call.body().ids("tokens"), false);
        return Answer.object(json -> json.writeStringField("content", text));
    }

    private Answer applyTemplate(Call call) {
        ServedModel model = models.namedOrFirst(call.body().optionalText("model"));
        String prompt = model.prompt(call.body()).text();
        return Answer.object(json -> json.writeStringField("prompt", prompt));
    }

    private Answer props(Call call) {
        ServedModel model = models.all().get(0);
        return Answer.object(json -> {
            json.writeObjectFieldStart("default_generation_settings");
            json.writeNumberField("n_ctx", model.maxLength());
            json.writeEndObject();
            json.writeNumberField("total_slots", 1);
            json.writeStringField("model_alias", model.name());
            json.writeStringField(
                    "chat_template",
                    model.tokenizer().modelDefaults().chatTemplates().getOrDefault("default", ""));
        });
    }
}
