package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.spec.Pieces;
import dev.tokenwright.stage.model.RankHeap;
import dev.tokenwright.text.ByteTrie;
import java.util.Arrays;

/** In which order stretches of text are joined to pieces: by score, the best first. Immutable. */
final class PieceRanks {
    /*
     * Scores become ranks: the best is 0, equal ones share a rank. SentencePiece compares the bits of scores as whole
     * numbers, so that -0 is less than 0 and even what is not a number has its place. A pair is (rank << 32 | id).
     */

    /** Stands for a stretch that is not joined. */
    static final long NO_MERGE = RankHeap.NO_MERGE;

    private final ByteTrie texts;
    private final int[] ranks;

    /** The ranks of pieces, of which {@code texts} has those that are text. */
    PieceRanks(Pieces pieces, ByteTrie texts) {
        this.texts = texts;
        ranks = new int[pieces.size()];
        int[] keys = new int[pieces.size()];
        for (int id = 0; id < keys.length; id++) {
            keys[id] = sortKey(pieces.score(id));
        }
        int[] distinct = Arrays.stream(keys).sorted().distinct().toArray();
        for (int id = 0; id < keys.length; id++) {
            ranks[id] = distinct.length - 1 - Arrays.binarySearch(distinct, keys[id]);
        }
    }

    /** A whole number that is larger for a larger score. */
    private static int sortKey(float score) {
        int bits = Float.floatToRawIntBits(score);
        return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
    }

    /** The rank and id of {@code text[from..to)} as one piece, or {@link #NO_MERGE}. */
    long get(byte[] text, int from, int to) {
        int id = texts.get(text, from, to);
        return id == ByteTrie.NONE ? NO_MERGE : (long) ranks[id] << Integer.SIZE | id;
    }

    /** The id of {@code text[from..to)} as a piece that is text, or {@link ByteTrie#NONE}. */
    int id(byte[] text, int from, int to) {
        return texts.get(text, from, to);
    }

    static int rank(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }
}
