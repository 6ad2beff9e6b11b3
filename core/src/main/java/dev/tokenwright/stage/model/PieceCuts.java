package dev.tokenwright.stage.model;

import java.util.Optional;

/** Places where a piece may be cut without changing its ids. Immutable. */
public interface PieceCuts {
    /**
     * The first such place behind {@code from}, or {@code to}.
     *
     * @param from where the piece or a part of it starts, less than {@code to}
     */
    int next(byte[] text, int from, int to);

    /** The same places in text that has blanks where the piece has {@code mark}, if they can be told there. */
    default Optional<PieceCuts> withBlanksFor(int mark) {
        return Optional.empty();
    }
}
