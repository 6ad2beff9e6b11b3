package dev.tokenwright.app.serve.dialect;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.SpecialTokens;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** vLLM's routes for tokens and models. */
public final class VllmDialect {
    private final Models models;
    private final Clock clock;
    private final String version;
    private final boolean showsTokenizer;

    /**
     * The routes over some models.
     *
     * @param showsTokenizer whether {@code /tokenizer_info} is there
     */
    public VllmDialect(Models models, Clock clock, String version, boolean showsTokenizer) {
        this.models = models;
        this.clock = clock;
        this.version = version;
        this.showsTokenizer = showsTokenizer;
    }

    /** The routes, but for those whose paths several dialects have. */
    public List<Route> routes() {
        List<Route> routes = new ArrayList<>(List.of(
                Route.get("/v1/models", Errors.VLLM, call -> list()),
                Route.get(
                        "/version",
                        Errors.VLLM,
                        call -> Answer.object(json -> json.writeStringField("version", version)))));
        if (showsTokenizer) {
            routes.add(Route.get("/tokenizer_info", Errors.VLLM, this::tokenizerInfo));
        }
        return routes;
    }

    /** {@code POST /tokenize} with a prompt or messages. */
    Answer tokenize(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        int[] ids;
        if (body.has("messages")) {
            checkChat(body);
            ids = model.prompt(body).ids();
        } else {
            ids = model.encode(body.text("prompt"), ServedModel.options(body.flag("add_special_tokens", true)));
        }
        boolean strings = body.flag("return_token_strs", false);
        return Answer.object(json -> {
            json.writeNumberField("count", ids.length);
            json.writeNumberField("max_model_len", model.maxLength());
            Tokens.ids(json, "tokens", ids);
            if (strings) {
                Tokens.texts(json, "token_strs", Tokens.spellings(model.tokenizer(), ids));
            } else {
                json.writeNullField("token_strs");
            }
        });
    }

    /** Refuses to open a reply and to continue one at once. */
    static void checkChat(JsonObject body) {
        if (body.flag("continue_final_message", false) && body.flag("add_generation_prompt", false)) {
            throw ApiError.badField(
                    "continue_final_message",
                    "Cannot set both `continue_final_message` and `add_generation_prompt` to True.");
        }
    }

    /** {@code POST /detokenize}. */
    Answer detokenize(Call call) {
        ServedModel model = models.named(call.body().optionalText("model"));
        String text =
                Tokens.decode(model, call.body().ids("tokens"), call.body().flag("skip_special_tokens", false));
        return Answer.object(json -> json.writeStringField("prompt", text));
    }

    private Answer list() {
        long now = clock.instant().getEpochSecond();
        return Answer.object(json -> {
            json.writeStringField("object", "list");
            json.writeArrayFieldStart("data");
            for (ServedModel model : models.all()) {
                json.writeStartObject();
                json.writeStringField("id", model.name());
                json.writeStringField("object", "model");
                json.writeNumberField("created", now);
                json.writeStringField("owned_by", "tokenwright");
                json.writeStringField("root", model.name());
                json.writeNullField("parent");
                json.writeNumberField("max_model_len", model.maxLength());
                json.writeEndObject();
            }
            json.writeEndArray();
        });
    }

    private Answer tokenizerInfo(Call call) {
        ServedModel model = models.named(Optional.ofNullable(call.query().get("model")));
        Tokenizer tokenizer = model.tokenizer();
        return Answer.object(json -> {
            json.writeStringField("tokenizer_class", "PreTrainedTokenizerFast");
            json.writeNumberField("model_max_length", model.maxLength());
            json.writeNumberField("vocab_size", tokenizer.vocabulary().size());
            for (Map.Entry<String, SpecialTokens.Named> token :
                    tokenizer.specialTokens().named().entrySet()) {
                json.writeStringField(
                        token.getKey() + "_token", token.getValue().content());
            }
            json.writeObjectFieldStart("added_tokens_decoder");
            for (AddedToken token : tokenizer.vocabulary().addedTokens()) {
                json.writeStringField(Integer.toString(token.id()), token.content());
            }
            json.writeEndObject();
            Map<String, String> templates = tokenizer.modelDefaults().chatTemplates();
            if (templates.containsKey("default")) {
                json.writeStringField("chat_template", templates.get("default"));
            } else {
                json.writeNullField("chat_template");
            }
            json.writeStringField("backend", tokenizer.backend().backend().label());
            json.writeStringField("fingerprint", tokenizer.spec().origin().fingerprint());
        });
    }
}
