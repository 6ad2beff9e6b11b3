package dev.tokenwright.spec;

/** The side at which tokens are cut off or padding is added. */
public enum Direction {
    /** At the beginning. */
    LEFT,
    /** At the end. */
    RIGHT
}
