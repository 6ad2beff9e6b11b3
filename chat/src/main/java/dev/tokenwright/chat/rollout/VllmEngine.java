package dev.tokenwright.chat.rollout;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** vLLM, by its token-in/token-out route {@code /inference/v1/generate}. Any number of threads may ask at once. */
public final class VllmEngine implements Engine {
    /** What vLLM writes where it has no log-probability. */
    private static final float NO_EVIDENCE = -9999f;

    private final HttpEngine http;
    private final String model;

    /**
     * Creates a client.
     *
     * @param server such as {@code http://localhost:8000}
     * @param model name of the model, as the server knows it
     * @param timeout how long an answer may take
     */
    public VllmEngine(URI server, String model, Duration timeout) {
        this.http = new HttpEngine(
                URI.create(server.toString().replaceAll("/(v1/?)?$", "") + "/inference/v1/generate"), timeout);
        this.model = model;
    }

    @Override
    public Completion generate(GenerationRequest request) {
        Map<String, @Nullable Object> sampling = new LinkedHashMap<>();
        sampling.put("skip_special_tokens", false);
        sampling.putAll(request.sampling());
        sampling.put("max_tokens", request.maxTokens());
        sampling.put("stop_token_ids", boxed(request.stopIds()));
        sampling.put("logprobs", 1);
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("model", model);
        body.put("token_ids", boxed(request.promptIds()));
        body.put("sampling_params", sampling);
        Map<?, ?> answer = http.post(body);
        if (answer.get("choices") instanceof List<?> choices
                && !choices.isEmpty()
                && choices.get(0) instanceof Map<?, ?> choice) {
            int[] ids = http.ids(choice.get("token_ids"), "choices[0].token_ids");
            return new Completion(ids, logprobs(choice, ids), http.finish(choice.get("finish_reason")));
        }
        throw http.malformed("has no choices");
    }

    private float[] logprobs(Map<?, ?> choice, int[] ids) {
        if (!(choice.get("logprobs") instanceof Map<?, ?> logprobs)
                || !(logprobs.get("content") instanceof List<?> content)) {
            throw http.malformed("has no list choices[0].logprobs.content");
        }
        if (content.size() != ids.length) {
            throw http.malformed("has " + ids.length + " ids, but " + content.size() + " logprobs");
        }
        float[] values = new float[ids.length];
        for (int index = 0; index < values.length; index++) {
            String name = "choices[0].logprobs.content[" + index + "]";
            if (!(content.get(index) instanceof Map<?, ?> entry)
                    || !("token_id:" + ids[index]).equals(entry.get("token"))) {
                throw http.malformed("has at " + name + " another token than " + ids[index]
                        + "; start the server with --return-tokens-as-token-ids");
            }
            values[index] = http.logprob(entry.get("logprob"), name + ".logprob");
            if (values[index] == NO_EVIDENCE) {
                throw http.malformed("has at " + name + " no log-probability");
            }
        }
        return values;
    }

    static List<Integer> boxed(int[] ids) {
        return java.util.Arrays.stream(ids).boxed().toList();
    }
}
