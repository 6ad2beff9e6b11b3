package dev.tokenwright.app.serve.dialect;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tokenwright.app.json.JsonObject;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** vLLM's sampling parameters: what a request says, and the defaults of vLLM for the rest. */
final class SamplingParams {
    private static final Map<String, @Nullable Object> DEFAULTS = defaults();

    private SamplingParams() {}

    private static Map<String, @Nullable Object> defaults() {
        Map<String, @Nullable Object> defaults = new LinkedHashMap<>();
        defaults.put("n", 1L);
        defaults.put("presence_penalty", 0.0);
        defaults.put("frequency_penalty", 0.0);
        defaults.put("repetition_penalty", 1.0);
        defaults.put("temperature", 1.0);
        defaults.put("top_p", 1.0);
        defaults.put("top_k", 0L);
        defaults.put("min_p", 0.0);
        defaults.put("seed", null);
        defaults.put("stop", List.of());
        defaults.put("stop_token_ids", List.of());
        defaults.put("include_stop_str_in_output", false);
        defaults.put("ignore_eos", false);
        defaults.put("min_tokens", 0L);
        defaults.put("logprobs", null);
        defaults.put("prompt_logprobs", null);
        defaults.put("skip_special_tokens", true);
        defaults.put("spaces_between_special_tokens", true);
        defaults.put("bad_words", List.of());
        return defaults;
    }

    static void write(JsonGenerator json, JsonObject body, long maxTokens) throws IOException {
        json.writeStartObject();
        for (Map.Entry<String, @Nullable Object> parameter : DEFAULTS.entrySet()) {
            String name = parameter.getKey();
            Object value = body.has(name) ? body.value(name).get() : parameter.getValue();
            json.writeFieldName(name);
            PlainData.write(json, name.equals("stop") && value instanceof String ? List.of(value) : value);
        }
        json.writeNumberField("max_tokens", maxTokens);
        json.writeEndObject();
    }
}
