package dev.tokenwright.app.serve.dialect;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import java.util.List;
import java.util.Optional;

/** SGLang's routes: one text or a list, one list of ids or several. */
public final class SglangDialect {
    private static final String NO_NAME = "default";

    private final Models models;

    /** The routes over some models. */
    public SglangDialect(Models models) {
        this.models = models;
    }

    /** The routes, but for those whose paths several dialects have. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/tokenize", Errors.SGLANG, this::tokenize),
                Route.post("/v1/detokenize", Errors.SGLANG, this::detokenize));
    }

    private ServedModel model(JsonObject body) {
        Optional<String> name = body.optionalText("model");
        return name.equals(Optional.of(NO_NAME)) && models.find(NO_NAME).isEmpty()
                ? models.named(Optional.empty())
                : models.named(name);
    }

    /** {@code POST /v1/tokenize}. */
    Answer tokenize(Call call) {
        JsonObject body = call.body();
        ServedModel model = model(body);
        EncodeOptions options = ServedModel.options(body.flag("add_special_tokens", true));
        if (body.value("prompt").orElse("") instanceof String) {
            int[] ids = model.encode(body.text("prompt"), options);
            return Answer.object(json -> {
                Tokens.ids(json, "tokens", ids);
                json.writeNumberField("count", ids.length);
                json.writeNumberField("max_model_len", model.maxLength());
            });
        }
        List<String> texts = body.texts("prompt");
        model.limits().checkBatch("prompt", texts.size());
        List<int[]> lists =
                texts.stream().map(text -> model.encode(text, options)).toList();
        return Answer.object(json -> {
            Tokens.idLists(json, "tokens", lists);
            Tokens.ids(json, "count", lists.stream().mapToInt(ids -> ids.length).toArray());
            json.writeNumberField("max_model_len", model.maxLength());
        });
    }

    /** {@code POST /v1/detokenize}. */
    Answer detokenize(Call call) {
        JsonObject body = call.body();
        ServedModel model = model(body);
        boolean skip = body.flag("skip_special_tokens", true);
        if (!body.isListOfLists("tokens")) {
            String text = Tokens.decode(model, body.ids("tokens"), skip);
            return Answer.object(json -> json.writeStringField("text", text));
        }
        List<int[]> lists = body.idLists("tokens");
        model.limits().checkBatch("tokens", lists.size());
        List<String> texts =
                lists.stream().map(ids -> Tokens.decode(model, ids, skip)).toList();
        return Answer.object(json -> Tokens.texts(json, "text", texts));
    }
}
