package dev.tokenwright;

import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;

/**
 * What each stage made of a text, for people who want to see it.
 *
 * @param segments the raw text, added tokens cut out of it
 * @param normalized the same, normalised, and added tokens that match normalised text cut out too
 * @param pieces what the model turns into tokens one by one
 */
public record Explanation(List<Stretch> segments, List<Stretch> normalized, List<Stretch> pieces) {
    /** Copies the lists. */
    public Explanation {
        segments = List.copyOf(segments);
        normalized = List.copyOf(normalized);
        pieces = List.copyOf(pieces);
    }

    /**
     * A stretch of text as it is after a stage.
     *
     * @param text with U+FFFD for bytes that are not UTF-8
     * @param addedTokenId the added token that it is, if it is one
     */
    public record Stretch(String text, OptionalInt addedTokenId) {
        /** Checks that nothing is null. */
        public Stretch {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(addedTokenId, "addedTokenId");
        }
    }
}
