package dev.tokenwright.stage.model;

/** Places where a piece may be cut without changing its ids. Immutable. */
public interface PieceCuts {
    /**
     * The first such place behind {@code from}, or {@code to}.
     *
     * @param from where the piece or a part of it starts, less than {@code to}
     */
    int next(byte[] text, int from, int to);
}
