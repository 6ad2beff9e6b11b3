package dev.tokenwright.app.serve.dialect;

import dev.tokenwright.app.serve.api.Answer;
import dev.tokenwright.app.serve.api.Call;
import dev.tokenwright.app.serve.api.Models;
import dev.tokenwright.app.serve.api.Route;
import java.util.List;

/** Token counting of OpenAI and of Anthropic: the tokens of the served model's own prompt. */
public final class CountingDialects {
    private final Models models;

    /** The routes over some models. */
    public CountingDialects(Models models) {
        this.models = models;
    }

    /** The routes. */
    public List<Route> routes() {
        return List.of(
                Route.post("/v1/responses/input_tokens", Errors.OPENAI, this::responses),
                Route.post("/v1/chat/completions/input_tokens", Errors.OPENAI, this::chat),
                Route.post("/v1/messages/count_tokens", Errors.ANTHROPIC, this::anthropic));
    }

    private Answer responses(Call call) {
        int count = models.named(call.body().optionalText("model"))
                .prompt(ChatForms.ofResponses(call.body()))
                .ids()
                .length;
        return openAi(count);
    }

    private Answer chat(Call call) {
        return openAi(models.named(call.body().optionalText("model"))
                .prompt(call.body())
                .ids()
                .length);
    }

    private static Answer openAi(int count) {
        return Answer.object(json -> {
            json.writeStringField("object", "response.input_tokens");
            json.writeNumberField("input_tokens", count);
        });
    }

    private Answer anthropic(Call call) {
        int count = models.named(call.body().optionalText("model"))
                .prompt(ChatForms.ofAnthropic(call.body()))
                .ids()
                .length;
        return Answer.object(json -> json.writeNumberField("input_tokens", count));
    }
}
