package dev.tokenwright.stage.model;

import java.util.Optional;

/** A model: turns one piece of text into tokens. Immutable. */
public interface PieceEncoder {
    /**
     * Encodes a piece.
     *
     * @param text bytes of which {@code [from, to)} is the piece; it is not empty, unless the
     *     model takes empty texts
     * @param controlAllowed whether ids of control tokens may come out when the piece spells one
     * @param run receives the tokens after those that it holds already
     */
    void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run);

    /**
     * Encodes a part of a piece, between two safe cuts.
     *
     * @param text bytes of which {@code [from, to)} is the part; it is not empty
     * @param run receives the tokens after those that it holds already
     */
    default void encodePart(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        encode(text, from, to, controlAllowed, run);
    }

    /** Whether a part is encoded as a piece of the same text is. */
    default boolean encodesPartsAlike() {
        return true;
    }

    /** Whether the tokens of a piece certainly take all its bytes, one after the other, and each at least one. */
    default boolean tiles() {
        return false;
    }

    /** Where pieces may be cut into parts that are encoded alone, if the model knows such places. */
    default Optional<PieceCuts> safeCuts() {
        return Optional.empty();
    }
}
