package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.app.json.JsonObject;
import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.ApiError;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import dev.tokenwright.app.serve.api.ServedModel;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** vLLM's derender routes: what an engine generated becomes an answer of OpenAI's API. Whole answers only. */
public final class VllmDerender {
    private final Models models;
    private final Clock clock;

    /** The routes over some models. */
    public VllmDerender(Models models, Clock clock) {
        this.models = models;
        this.clock = clock;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/completions/derender", Errors.VLLM, this::completions),
                Route.post("/v1/chat/completions/derender", Errors.VLLM, this::chat));
    }

    /** One choice of an answer. */
    record Choice(int index, int[] ids, String text, Optional<Object> finishReason, Optional<Object> logprobs) {}

    private Answer completions(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        refuseStream(body);
        List<JsonObject> responses = body.objects("generate_responses");
        if (responses.isEmpty()) {
            throw ApiError.badField("generate_responses", "expected at least one response");
        }
        List<?> promptTokens = body.list("prompt_tokens");
        if (!promptTokens.isEmpty() && promptTokens.size() != responses.size()) {
            throw ApiError.badField(
                    "prompt_tokens",
                    "there are " + promptTokens.size() + " counts for " + responses.size() + " responses");
        }
        boolean skip = body.object("completion_request")
                .map(request -> request.flag("skip_special_tokens", true))
                .orElse(true);
        List<Choice> choices = new ArrayList<>();
        for (JsonObject response : responses) {
            choices.addAll(choices(model, response, skip));
        }
        long prompt = promptTokens.stream()
                .mapToLong(count -> count instanceof Long number ? number : 0)
                .sum();
        String id = responses.get(0).optionalText("request_id").orElse("cmpl-" + call.requestId());
        return Answer.object(json -> {
            head(json, id, "text_completion", model);
            for (int index = 0; index < choices.size(); index++) {
                Choice choice = choices.get(index);
                json.writeStartObject();
                json.writeNumberField("index", index);
                json.writeStringField("text", choice.text());
                tail(json, choice);
            }
            json.writeEndArray();
            usage(json, prompt, choices);
        });
    }

    private Answer chat(Call call) {
        JsonObject body = call.body();
        ServedModel model = models.named(body.optionalText("model"));
        refuseStream(body);
        JsonObject response = body.object("generate_response")
                .orElseThrow(() -> ApiError.badField("generate_response", "expected the response of an engine"));
        Optional<JsonObject> request = body.object("chat_request");
        boolean skip =
                request.map(asked -> asked.flag("skip_special_tokens", true)).orElse(true);
        List<Choice> choices = choices(model, response, skip);
        List<DerenderedMessage> messages = choices.stream()
                .map(choice -> skip
                        ? DerenderedMessage.of(model.reply(choice.ids(), request), choice.text())
                        : DerenderedMessage.text(choice.text()))
                .toList();
        OptionalLong prompt = body.integer("prompt_tokens", 0, Integer.MAX_VALUE);
        String id = response.optionalText("request_id").orElse("chatcmpl-" + call.requestId());
        return Answer.object(json -> {
            head(json, id, "chat.completion", model);
            for (int index = 0; index < choices.size(); index++) {
                Choice choice = choices.get(index);
                json.writeStartObject();
                json.writeNumberField("index", choice.index());
                messages.get(index).write(json, id + "-" + choice.index());
                tail(json, messages.get(index).finished(choice));
            }
            json.writeEndArray();
            usage(json, prompt.orElse(0), choices);
        });
    }

    private static void refuseStream(JsonObject body) {
        if (body.flag("stream", false)) {
            throw ApiError.badField("stream", "only whole answers are derendered");
        }
    }

    private static List<Choice> choices(ServedModel model, JsonObject response, boolean skip) {
        List<Choice> choices = new ArrayList<>();
        for (JsonObject choice : response.objects("choices")) {
            int[] ids = choice.ids("token_ids");
            if (ids.length == 0) {
                throw ApiError.badField("token_ids", "expected at least one id");
            }
            choices.add(new Choice(
                    (int) choice.integer("index", 0, Integer.MAX_VALUE).orElse(choices.size()),
                    ids,
                    Tokens.decode(model, ids, skip),
                    choice.value("finish_reason"),
                    choice.value("logprobs")));
        }
        if (choices.isEmpty()) {
            throw ApiError.badField("choices", "expected at least one choice");
        }
        return choices;
    }

    private void head(JsonGenerator json, String id, String object, ServedModel model) throws IOException {
        json.writeStringField("id", id);
        json.writeStringField("object", object);
        json.writeNumberField("created", clock.instant().getEpochSecond());
        json.writeStringField("model", model.name());
        json.writeArrayFieldStart("choices");
    }

    private static void tail(JsonGenerator json, Choice choice) throws IOException {
        PlainData.field(json, "logprobs", choice.logprobs());
        PlainData.field(json, "finish_reason", choice.finishReason());
        Tokens.ids(json, "token_ids", choice.ids());
        json.writeEndObject();
    }

    private static void usage(JsonGenerator json, long promptTokens, List<Choice> choices) throws IOException {
        long completion =
                choices.stream().mapToLong(choice -> choice.ids().length).sum();
        json.writeObjectFieldStart("usage");
        json.writeNumberField("prompt_tokens", promptTokens);
        json.writeNumberField("completion_tokens", completion);
        json.writeNumberField("total_tokens", promptTokens + completion);
        json.writeEndObject();
    }
}
