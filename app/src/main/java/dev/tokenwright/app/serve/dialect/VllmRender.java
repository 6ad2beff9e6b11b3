package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** vLLM's render routes: a request of OpenAI's API becomes what an engine generates from. */
public final class VllmRender {
    private static final int COMPLETION_TOKENS = 16;

    private final Models models;

    /** The routes over some models. */
    public VllmRender(Models models) {
        this.models = models;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/completions/render", Errors.VLLM, this::completions),
                Route.post("/v1/chat/completions/render", Errors.VLLM, this::chat),
                Route.post("/v1/responses/render", Errors.VLLM, this::responses));
    }

    private Answer completions(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        refuseBeamSearch(body);
        List<GenerateRequest> requests = new ArrayList<>();
        for (int[] prompt : prompts(model, body)) {
            int[] ids = truncated(model, body, prompt);
            int room = room(model, ids.length);
            long asked = body.integer("max_tokens", 1, Integer.MAX_VALUE).orElse(Math.min(COMPLETION_TOKENS, room));
            String id = "cmpl-" + call.requestId() + "-" + requests.size();
            requests.add(new GenerateRequest(id, model.name(), ids, checked(model, ids.length, asked), body));
        }
        return Answer.value(json -> {
            json.writeStartArray();
            for (GenerateRequest request : requests) {
                request.write(json);
            }
            json.writeEndArray();
        });
    }

    private static List<int[]> prompts(ServedModel model, JsonObject body) {
        EncodeOptions options = ServedModel.options(body.flag("add_special_tokens", true));
        Object prompt = body.value("prompt")
                .orElseThrow(
                        () -> ApiError.badField("prompt", "expected a string, strings, token ids or lists of them"));
        if (prompt instanceof String text) {
            return List.of(model.encode(text, options));
        } else if (prompt instanceof int[]) {
            return List.of(body.ids("prompt"));
        } else if (prompt instanceof List<?> list && !list.isEmpty()) {
            model.limits().checkBatch("prompt", list.size());
            return list.get(0) instanceof String
                    ? body.texts("prompt").stream()
                            .map(text -> model.encode(text, options))
                            .toList()
                    : body.idLists("prompt");
        }
        throw ApiError.badField("prompt", "expected a string, strings, token ids or lists of them");
    }

    private Answer chat(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        refuseBeamSearch(body);
        VllmDialect.checkChat(body);
        OptionalLong asked = body.integer("max_completion_tokens", 1, Integer.MAX_VALUE);
        return one(
                "chatcmpl-" + call.requestId(),
                model,
                model.engineIds(body),
                asked.isPresent() ? asked : body.integer("max_tokens", 1, Integer.MAX_VALUE),
                body);
    }

    private Answer responses(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        int[] ids = model.prompt(ChatForms.ofResponses(body)).ids();
        return one(
                "resp_" + call.requestId(), model, ids, body.integer("max_output_tokens", 1, Integer.MAX_VALUE), body);
    }

    private static Answer one(String id, ServedModel model, int[] ids, OptionalLong asked, JsonObject body) {
        long maxTokens = checked(model, ids.length, asked.orElse(room(model, ids.length)));
        return Answer.value(json -> new GenerateRequest(id, model.name(), ids, maxTokens, body).write(json));
    }

    private static void refuseBeamSearch(JsonObject body) {
        if (body.flag("use_beam_search", false)) {
            throw ApiError.badField("use_beam_search", "beam search has no single request for an engine");
        }
    }

    /** The last {@code truncate_prompt_tokens} ids; -1 stands for the model's length. */
    private static int[] truncated(ServedModel model, JsonObject body, int[] ids) {
        OptionalLong keep = body.integer("truncate_prompt_tokens", -1, model.maxLength());
        if (keep.isEmpty()) {
            return ids;
        }
        int last = keep.getAsLong() == -1 ? model.maxLength() : (int) keep.getAsLong();
        return Arrays.copyOfRange(ids, Math.max(0, ids.length - last), ids.length);
    }

    private static int room(ServedModel model, int promptTokens) {
        return Math.max(1, model.maxLength() - promptTokens);
    }

    private static long checked(ServedModel model, int promptTokens, long maxTokens) {
        if (promptTokens + maxTokens > model.maxLength()) {
            throw new ApiError(
                    ApiError.Kind.BAD_REQUEST,
                    "context_length_exceeded",
                    "This model's maximum context length is " + model.maxLength() + " tokens. However, you requested "
                            + maxTokens + " output tokens and your prompt contains " + promptTokens
                            + " input tokens. Please reduce the length of the input prompt or the number of requested"
                            + " output tokens.");
        }
        return maxTokens;
    }

    /** What an engine generates from. */
    private record GenerateRequest(String id, String model, int[] ids, long maxTokens, JsonObject body) {
        void write(JsonGenerator json) throws IOException {
            json.writeStartObject();
            json.writeStringField("request_id", id);
            Tokens.ids(json, "token_ids", ids);
            json.writeNullField("features");
            json.writeFieldName("sampling_params");
            SamplingParams.write(json, body, maxTokens);
            json.writeStringField("model", model);
            json.writeBooleanField("stream", body.flag("stream", false));
            PlainData.field(json, "stream_options", body.value("stream_options"));
            PlainData.field(json, "cache_salt", body.value("cache_salt"));
            PlainData.field(
                    json, "priority", Optional.of(body.integer("priority").orElse(0)));
            PlainData.field(json, "kv_transfer_params", body.value("kv_transfer_params"));
            json.writeEndObject();
        }
    }
}
