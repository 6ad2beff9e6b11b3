package dev.tokenwright.chat.rollout;

import java.util.Objects;

/**
 * How rows are made equally long.
 *
 * @param side where the padding stands
 * @param padId its id
 * @param multipleOf the length is a multiple of this
 */
public record RolloutPadding(Side side, int padId, int multipleOf) {
    /** Where padding stands. */
    public enum Side {
        /** Before the ids: for prompts that an engine goes on with. */
        LEFT,
        /** Behind the ids. */
        RIGHT
    }

    /** Checks the numbers. */
    public RolloutPadding {
        Objects.requireNonNull(side, "side");
        if (multipleOf < 1) {
            throw new IllegalArgumentException("multipleOf must be at least 1, found " + multipleOf);
        }
    }

    /** Padding on the left, to the longest row. */
    public static RolloutPadding left(int padId) {
        return new RolloutPadding(Side.LEFT, padId, 1);
    }

    /** Padding on the right, to the longest row. */
    public static RolloutPadding right(int padId) {
        return new RolloutPadding(Side.RIGHT, padId, 1);
    }

    /** The same padding, to a multiple of some length. */
    public RolloutPadding toMultipleOf(int length) {
        return new RolloutPadding(side, padId, length);
    }

    int columns(int longest) {
        int over = longest % multipleOf;
        return over == 0 ? longest : Math.addExact(longest, multipleOf - over);
    }

    int start(int length, int columns) {
        return side == Side.LEFT ? columns - length : 0;
    }
}
