package dev.tokenwright.app.serve.dialect;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import java.util.ArrayList;
import java.util.List;

/** The routes of Hugging Face's text-embeddings-inference. Offsets count code points. */
public final class TeiDialect {
    private final Models models;

    /** The routes over some models. */
    public TeiDialect(Models models) {
        this.models = models;
    }

    /** The routes, but for those whose paths several dialects have. */
    public List<Route> routes() {
        return List.of(Route.post("/decode", Errors.TEI, this::decode));
    }

    /** {@code POST /tokenize} with {@code inputs}: always a list of lists. */
    Answer tokenize(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.namedOrFirst(body.optionalText("model"));
        List<String> texts =
                body.value("inputs").orElse("") instanceof String ? List.of(body.text("inputs")) : body.texts("inputs");
        if (texts.isEmpty()) {
            throw new ApiError(ApiError.Kind.BAD_REQUEST, "empty_batch", "inputs", "`inputs` cannot be empty");
        }
        model.limits().checkBatch("inputs", texts.size());
        EncodeOptions options = ServedModel.options(body.flag("add_special_tokens", true));
        List<PlacedTokens> results = new ArrayList<>();
        for (String text : texts) {
            results.add(PlacedTokens.of(model, text, options));
        }
        return Answer.value(json -> {
            json.writeStartArray();
            for (PlacedTokens tokens : results) {
                tokens.write(json, PlacedTokens.Form.TEI);
            }
            json.writeEndArray();
        });
    }

    private Answer decode(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.namedOrFirst(body.optionalText("model"));
        boolean skip = body.flag("skip_special_tokens", true);
        List<int[]> lists = body.isListOfLists("ids") ? body.idLists("ids") : List.of(body.ids("ids"));
        model.limits().checkBatch("ids", lists.size());
        List<String> texts =
                lists.stream().map(ids -> Tokens.decode(model, ids, skip)).toList();
        return Answer.value(json -> {
            json.writeStartArray();
            for (String text : texts) {
                json.writeString(text);
            }
            json.writeEndArray();
        });
    }
}
