package dev.tokenwright.spec;

import java.util.Objects;

/**
 * How encodings that are too long are cut.
 *
 * @param maxLength most tokens in the result, framing tokens included
 * @param stride tokens that neighbouring overflow parts share
 */
public record TruncationSpec(int maxLength, int stride, Strategy strategy, Direction direction) {
    /** Checks the parts. */
    public TruncationSpec {
        Objects.requireNonNull(strategy, "strategy");
        Objects.requireNonNull(direction, "direction");
        if (maxLength < 0 || stride < 0) {
            throw new IllegalArgumentException(
                    "maxLength and stride must not be negative: " + maxLength + ", " + stride);
        }
    }

    /** Cuts at the right, without overlap, taking from the longer text of a pair first. */
    public static TruncationSpec toLength(int maxLength) {
        return new TruncationSpec(maxLength, 0, Strategy.LONGEST_FIRST, Direction.RIGHT);
    }

    /** Which text of a pair is cut. */
    public enum Strategy {
        /** The longer one first. */
        LONGEST_FIRST,
        /** Only the first. */
        ONLY_FIRST,
        /** Only the second. */
        ONLY_SECOND
    }
}
