package dev.tokenwright.app.serve.api;

import java.time.Duration;
import java.util.Objects;

/**
 * What a request may ask for.
 *
 * @param bodyBytes longest body
 * @param textChars longest single text
 * @param batch most texts or lists of ids
 * @param ids most ids in a list
 * @param depth deepest nesting of JSON
 * @param deadline longest time from the first byte until work begins
 * @param inFlightBytes most bytes of bodies that are worked on or wait for it
 */
public record Limits(
        int bodyBytes, int textChars, int batch, int ids, int depth, Duration deadline, long inFlightBytes) {
    /** The usual limits. */
    public static final Limits USUAL =
            new Limits(8 << 20, 4 << 20, 512, 1 << 20, 64, Duration.ofSeconds(10), 256L << 20);

    /** Checks the numbers. */
    public Limits {
        Objects.requireNonNull(deadline, "deadline");
        if (bodyBytes < 1 || textChars < 1 || batch < 1 || ids < 1 || depth < 1 || inFlightBytes < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
        if (deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException("the deadline must be positive");
        }
    }

    /** Refuses texts that are too many. */
    public void checkBatch(String field, int size) {
        if (size > batch) {
            throw new ApiError(
                    ApiError.Kind.TOO_LARGE,
                    "batch_too_large",
                    field,
                    "field \"" + field + "\" has " + size + " elements; at most " + batch + " are allowed");
        }
    }
}
