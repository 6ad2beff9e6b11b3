package dev.tokenwright.spec;

import java.util.Arrays;

/** Finds the merges of a vocabulary of bytes that lists none, because they follow from the ranks of its tokens. */
public final class RankedMerges {
    /*
     * In such a vocabulary (tiktoken's) two neighbours merge when their joined bytes are a token, the smallest id first.
     * A token can only come from one pair: as long as nothing merges across the token's ends, what happens between them
     * is what happens when the token's bytes are encoded alone; so the two parts that are left before the token itself
     * appears are the only neighbours that ever form it. That pair is found by encoding the token alone.
     */
    private final TokenTable vocabulary;
    private int[] starts = new int[64];
    private int[] ranks = new int[64];
    private byte[] bytes = new byte[64];

    private RankedMerges(TokenTable vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The merges in the order of the ids that they make. A token that no merge makes has none. */
    public static MergeSpec.Splits of(TokenTable vocabulary) {
        RankedMerges finder = new RankedMerges(vocabulary);
        int[] mergedIds = new int[vocabulary.size()];
        int[] leftLengths = new int[vocabulary.size()];
        int size = 0;
        for (int id = 0; id < vocabulary.idLimit(); id++) {
            int leftLength = vocabulary.contains(id) && vocabulary.length(id) > 1 ? finder.leftLength(id) : 0;
            if (leftLength > 0) {
                mergedIds[size] = id;
                leftLengths[size++] = leftLength;
            }
        }
        return MergeSpec.Splits.copyOf(Arrays.copyOf(mergedIds, size), Arrays.copyOf(leftLengths, size));
    }

    /** Length of the left one of the two parts that make a token, or 0 when no merge makes it. */
    private int leftLength(int id) {
        int length = vocabulary.length(id);
        if (starts.length < length + 1) {
            starts = new int[2 * length];
            ranks = new int[2 * length];
            bytes = new byte[2 * length];
        }
        vocabulary.copyTo(id, bytes, 0);
        int parts = length;
        for (int index = 0; index <= length; index++) {
            starts[index] = index;
        }
        for (int index = 0; index + 1 < parts; index++) {
            ranks[index] = rank(index);
        }
        while (parts > 2) {
            int best = smallest(parts - 1);
            if (ranks[best] == Integer.MAX_VALUE) {
                return 0;
            }
            System.arraycopy(starts, best + 2, starts, best + 1, parts - best - 1);
            System.arraycopy(ranks, best + 1, ranks, best, parts - 1 - best);
            parts--;
            if (best + 1 < parts) {
                ranks[best] = rank(best);
            }
            if (best > 0) {
                ranks[best - 1] = rank(best - 1);
            }
        }
        return starts[1];
    }

    private int smallest(int count) {
        int best = 0;
        for (int index = 1; index < count; index++) {
            if (ranks[index] < ranks[best]) {
                best = index;
            }
        }
        return best;
    }

    /** Rank of what the part at {@code index} and the next one make together. */
    private int rank(int index) {
        int id = vocabulary.id(bytes, starts[index], starts[index + 2]);
        return id < 0 ? Integer.MAX_VALUE : id;
    }
}
