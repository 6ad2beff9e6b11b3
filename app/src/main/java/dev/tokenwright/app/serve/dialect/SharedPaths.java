package dev.tokenwright.app.serve.dialect;

import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.ErrorShape;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import java.util.List;

/** The paths that several systems have: whose request it is shows in the body, unless a profile is pinned. */
public final class SharedPaths {
    private final Profile profile;
    private final Models models;
    private final VllmDialect vllm;
    private final SglangDialect sglang;
    private final TeiDialect tei;
    private final TgiDialect tgi;
    private final LlamaDialect llama;

    /** The paths over some models. */
    public SharedPaths(Profile profile, Models models, VllmDialect vllm) {
        this.profile = profile;
        this.models = models;
        this.vllm = vllm;
        this.sglang = new SglangDialect(models);
        this.tei = new TeiDialect(models);
        this.tgi = new TgiDialect(models);
        this.llama = new LlamaDialect(models);
    }

    /** The routes. */
    public List<Route> routes() {
        ErrorShape errors =
                switch (profile) {
                    case AUTO, VLLM -> Errors.VLLM;
                    case SGLANG -> Errors.SGLANG;
                    case TEI -> Errors.TEI;
                    case TGI -> Errors.TGI;
                    case LLAMACPP -> Errors.LLAMA;
                };
        return List.of(
                Route.post("/tokenize", errors, this::tokenize), Route.post("/detokenize", errors, this::detokenize));
    }

    private Answer tokenize(Call call) {
        return switch (profile == Profile.AUTO ? guess(call.body()) : profile) {
            case SGLANG -> sglang.tokenize(call);
            case TEI -> tei.tokenize(call);
            case TGI -> tgi.tokenize(call);
            case LLAMACPP -> llama.tokenize(call);
            case VLLM, AUTO -> vllm.tokenize(call);
        };
    }

    private static Profile guess(JsonObject body) {
        if (body.has("messages")) {
            return Profile.VLLM;
        } else if (body.has("prompt")) {
            return body.value("prompt").get() instanceof String ? Profile.VLLM : Profile.SGLANG;
        } else if (body.has("content")) {
            return Profile.LLAMACPP;
        } else if (body.has("inputs")) {
            return body.has("parameters") ? Profile.TGI : Profile.TEI;
        }
        throw new ApiError(
                ApiError.Kind.BAD_REQUEST,
                "unknown_shape",
                "the body has none of the fields that tell what is asked: \"prompt\" or \"messages\" (vLLM, SGLang),"
                        + " \"content\" (llama.cpp), \"inputs\" (text-embeddings-inference), \"inputs\" with"
                        + " \"parameters\" (text-generation-inference)");
    }

    private Answer detokenize(Call call) {
        return switch (profile) {
            case VLLM -> vllm.detokenize(call);
            case LLAMACPP -> llama.detokenize(call);
            case SGLANG -> sglang.detokenize(call);
            case AUTO, TEI, TGI -> call.body().isListOfLists("tokens") ? sglang.detokenize(call) : union(call);
        };
    }

    /** What vLLM, llama.cpp and SGLang call the text, all at once. */
    private Answer union(Call call) {
        ServedModel model = models.named(call.body().optionalText("model"));
        String text =
                Tokens.decode(model, call.body().ids("tokens"), call.body().flag("skip_special_tokens", false));
        return Answer.object(json -> {
            json.writeStringField("prompt", text);
            json.writeStringField("content", text);
            json.writeStringField("text", text);
        });
    }
}
