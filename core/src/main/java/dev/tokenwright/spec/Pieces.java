package dev.tokenwright.spec;

import java.util.Arrays;
import java.util.Objects;

/** The pieces of a SentencePiece model: the bytes, the kind and the score of each id. Immutable. */
public final class Pieces {
    private final TokenTable tokens;
    private final Kind[] kinds;
    private final float[] scores;
    private final int unknownId;

    /** The {@link #unknownId()} of a model that has no unknown piece. */
    public static final int NONE = -1;

    /** What a piece is for. */
    public enum Kind {
        /** A stretch of text. */
        NORMAL,
        /** Stands for text that has no piece. */
        UNKNOWN,
        /** A control symbol, which no text gives. */
        CONTROL,
        /** A stretch of text that is always kept whole. */
        USER_DEFINED,
        /** A stretch of text that is never given out. */
        UNUSED,
        /** One byte of text that has no piece, written such as {@code <0xE3>}. */
        BYTE;

        /** Whether a stretch of text may be looked up as this kind of piece. */
        public boolean isText() {
            return this == NORMAL || this == USER_DEFINED || this == UNUSED;
        }
    }

    private Pieces(TokenTable tokens, Kind[] kinds, float[] scores, int unknownId) {
        this.tokens = tokens;
        this.kinds = kinds;
        this.scores = scores;
        this.unknownId = unknownId;
    }

    /**
     * Pieces with the kinds and scores of their ids, which are copied.
     *
     * @throws IllegalArgumentException when the lengths differ, an id is free or several pieces are the unknown one
     */
    public static Pieces copyOf(TokenTable tokens, Kind[] kinds, float[] scores) {
        if (tokens.idLimit() != kinds.length || tokens.size() != kinds.length || scores.length != kinds.length) {
            throw new IllegalArgumentException("every piece needs a kind and a score");
        }
        int unknown = NONE;
        for (int id = 0; id < kinds.length; id++) {
            if (Objects.requireNonNull(kinds[id], "kind") == Kind.UNKNOWN) {
                if (unknown != NONE) {
                    throw new IllegalArgumentException("two unknown pieces: " + unknown + " and " + id);
                }
                unknown = id;
            }
        }
        return new Pieces(tokens, kinds.clone(), Arrays.copyOf(scores, scores.length), unknown);
    }

    /** The bytes of the pieces. Where several pieces have the same bytes, the way from bytes to id prefers controls. */
    public TokenTable tokens() {
        return tokens;
    }

    /** Number of pieces; ids go from 0 to below it. */
    public int size() {
        return kinds.length;
    }

    /** What a piece is for. */
    public Kind kind(int id) {
        return kinds[id];
    }

    /** How much a piece is worth. */
    public float score(int id) {
        return scores[id];
    }

    /** The id of the unknown piece, or {@link #NONE}. */
    public int unknownId() {
        return unknownId;
    }

    /** The byte that a byte piece stands for. */
    public byte byteOf(int id) {
        return (byte) (Character.digit(tokens.byteAt(id, 3), 16) << 4 | Character.digit(tokens.byteAt(id, 4), 16));
    }
}
