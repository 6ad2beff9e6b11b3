package dev.tokenwright.chat.rollout;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** SGLang, by its own route {@code /generate} with {@code input_ids}. Any number of threads may ask at once. */
public final class SglangEngine implements Engine {
    private final HttpEngine http;

    /**
     * Creates a client.
     *
     * @param server such as {@code http://localhost:30000}
     * @param timeout how long an answer may take
     */
    public SglangEngine(URI server, Duration timeout) {
        this.http = new HttpEngine(URI.create(server.toString().replaceAll("/$", "") + "/generate"), timeout);
    }

    @Override
    public Completion generate(GenerationRequest request) {
        Map<String, @Nullable Object> sampling = new LinkedHashMap<>();
        sampling.put("skip_special_tokens", false);
        sampling.putAll(request.sampling());
        sampling.put("max_new_tokens", request.maxTokens());
        sampling.put("stop_token_ids", VllmEngine.boxed(request.stopIds()));
        Map<String, @Nullable Object> body = new LinkedHashMap<>();
        body.put("input_ids", VllmEngine.boxed(request.promptIds()));
        body.put("sampling_params", sampling);
        body.put("return_logprob", true);
        body.put("stream", false);
        Map<?, ?> answer = http.post(body);
        if (!(answer.get("meta_info") instanceof Map<?, ?> meta)) {
            throw http.malformed("has no object meta_info");
        }
        if (!(meta.get("output_token_logprobs") instanceof List<?> entries)) {
            throw http.malformed("has no list meta_info.output_token_logprobs");
        }
        int[] ids = new int[entries.size()];
        float[] logprobs = new float[ids.length];
        for (int index = 0; index < ids.length; index++) {
            String name = "meta_info.output_token_logprobs[" + index + "]";
            if (!(entries.get(index) instanceof List<?> entry) || entry.size() < 2) {
                throw http.malformed("has at " + name + " no pair of a number and an id");
            }
            logprobs[index] = http.logprob(entry.get(0), name + "[0]");
            ids[index] = http.ids(List.of(entry.get(1)), name)[0];
        }
        if (answer.containsKey("output_ids")
                && !java.util.Arrays.equals(ids, http.ids(answer.get("output_ids"), "output_ids"))) {
            throw http.malformed("has other output_ids than meta_info.output_token_logprobs");
        }
        Object reason = meta.get("finish_reason") instanceof Map<?, ?> why ? why.get("type") : null;
        return new Completion(ids, logprobs, http.finish(reason));
    }
}
