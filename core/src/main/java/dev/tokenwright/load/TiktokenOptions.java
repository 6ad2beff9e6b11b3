package dev.tokenwright.load;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a tiktoken rank file does not say.
 *
 * @param pattern the split pattern, a regular expression in the dialect of Rust's {@code fancy-regex}
 * @param specialTokens texts of the special tokens and their ids
 */
public record TiktokenOptions(String pattern, Map<String, Integer> specialTokens) {
    /** Copies the map. */
    public TiktokenOptions {
        Objects.requireNonNull(pattern, "pattern");
        specialTokens = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(specialTokens));
    }
}
