package dev.tokenwright;

import java.util.Objects;

/**
 * Something that ends a generation.
 *
 * @param pattern what it is
 * @param visibility whether it shows
 */
public record Stop(StopPattern pattern, Visibility visibility) {
    /** Checks that nothing is null. */
    public Stop {
        Objects.requireNonNull(pattern, "pattern");
        Objects.requireNonNull(visibility, "visibility");
    }

    /** Whether what ends a generation is part of its text. */
    public enum Visibility {
        /** The text ends before it. */
        HIDDEN,
        /** The text ends with it. */
        VISIBLE
    }

    /** A text that does not show. */
    public static Stop at(String text) {
        return new Stop(StopPattern.text(text), Visibility.HIDDEN);
    }

    /** An id whose text does not show. */
    public static Stop atId(int id) {
        return new Stop(StopPattern.id(id), Visibility.HIDDEN);
    }

    /** The same, with another visibility. */
    public Stop with(Visibility newVisibility) {
        return new Stop(pattern, newVisibility);
    }
}
