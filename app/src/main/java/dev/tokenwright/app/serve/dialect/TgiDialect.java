package dev.tokenwright.app.serve.dialect;

import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.ChatPrompts;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import java.util.List;

/** The routes of Hugging Face's text-generation-inference. Offsets count code points. */
public final class TgiDialect {
    private final Models models;

    /** The routes over some models. */
    public TgiDialect(Models models) {
        this.models = models;
    }

    /** The routes, but for those whose paths several dialects have. */
    public List<Route> routes() {
        return List.of(
                Route.post("/chat_tokenize", Errors.TGI, this::chatTokenize),
                Route.get("/info", Errors.TGI, this::info));
    }

    /** {@code POST /tokenize} with the body of {@code generate}. */
    Answer tokenize(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.namedOrFirst(body.optionalText("model"));
        PlacedTokens tokens =
                PlacedTokens.of(model, body.text("inputs"), ServedModel.options(body.flag("add_special_tokens", true)));
        return Answer.value(json -> tokens.write(json, PlacedTokens.Form.TGI));
    }

    private Answer chatTokenize(Call call) {
        ServedModel model = models.namedOrFirst(call.body().optionalText("model"));
        ChatPrompts.Prompt prompt = model.prompt(call.body());
        PlacedTokens tokens = PlacedTokens.of(model, prompt.text(), ServedModel.options(false));
        return Answer.object(json -> {
            json.writeFieldName("tokenize_response");
            tokens.write(json, PlacedTokens.Form.TGI);
            json.writeStringField("templated_text", prompt.text());
        });
    }

    private Answer info(Call call) {
        ServedModel model = models.all().get(0);
        return Answer.object(json -> {
            json.writeStringField("model_id", model.name());
            json.writeNumberField("max_input_length", model.maxLength());
            json.writeNumberField("max_client_batch_size", model.limits().batch());
            json.writeNumberField("payload_limit", model.limits().bodyBytes());
            json.writeStringField("router", "tokenwright");
        });
    }
}
