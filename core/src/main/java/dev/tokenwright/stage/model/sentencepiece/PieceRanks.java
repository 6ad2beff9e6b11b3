package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.RankHeap;
import java.util.Arrays;

/** In which order stretches of text are joined to pieces: by score, the best first. Immutable. */
final class PieceRanks {
    /*
     * Scores become ranks: the best is 0, equal ones share a rank. SentencePiece compares the bits of scores as whole
     * numbers, so that -0 is less than 0 and even what is not a number has its place. A pair is (rank << 32 | id).
     */

    /** Stands for a stretch that is not joined. */
    static final long NO_MERGE = RankHeap.NO_MERGE;

    private static final int NOT_JOINED = -1;

    private final TokenTable tokens;
    private final int[] ranks;

    PieceRanks(Pieces pieces) {
        tokens = pieces.tokens();
        ranks = new int[pieces.size()];
        int[] keys = new int[pieces.size()];
        for (int id = 0; id < keys.length; id++) {
            keys[id] = sortKey(pieces.score(id));
        }
        int[] distinct = Arrays.stream(keys).sorted().distinct().toArray();
        for (int id = 0; id < keys.length; id++) {
            ranks[id] = pieces.kind(id).isText()
                    ? distinct.length - 1 - Arrays.binarySearch(distinct, keys[id])
                    : NOT_JOINED;
        }
    }

    /** A whole number that is larger for a larger score. */
    private static int sortKey(float score) {
        int bits = Float.floatToRawIntBits(score);
        return bits >= 0 ? bits : bits ^ Integer.MAX_VALUE;
    }

    /** The rank and id of {@code text[from..to)} as one piece, or {@link #NO_MERGE}. */
    long get(byte[] text, int from, int to) {
        int id = tokens.id(text, from, to);
        return id < 0 || ranks[id] == NOT_JOINED ? NO_MERGE : (long) ranks[id] << Integer.SIZE | id;
    }

    static int rank(long pair) {
        return (int) (pair >>> Integer.SIZE);
    }
}
