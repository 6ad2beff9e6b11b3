package dev.tokenwright.chat.rollout;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What an engine is asked for.
 *
 * @param promptIds the ids to go on behind; not changed by anybody
 * @param maxTokens how many may be sampled
 * @param stopIds the ids to stop at
 * @param sampling further parameters, such as {@code temperature}, by the engine's own names
 */
public record GenerationRequest(int[] promptIds, int maxTokens, int[] stopIds, Map<String, @Nullable Object> sampling) {
    /** Copies the parameters. */
    public GenerationRequest {
        if (maxTokens < 1) {
            throw new IllegalArgumentException("maxTokens must be at least 1, found " + maxTokens);
        }
        sampling = Collections.unmodifiableMap(new LinkedHashMap<>(sampling));
    }
}
