package dev.tokenwright.stage.model;

import java.util.Arrays;

/** Places of pairs that wait to be merged, by rank. Reusable; belongs to one caller. */
public final class RankBuckets {
    /*
     * The places of a rank lie in blocks of one line of the processor's cache, each of which knows the block before it. Which
     * ranks have any is a bit set with a second one over its words, so that the lowest is found in a few steps.
     */
    private static final int BLOCK = 16;
    private static final int PREVIOUS = 0;
    private static final int COUNT = 1;
    private static final int PLACES = 2;

    /** By rank: the number of the last block plus one; 0 for none. */
    private int[] blocks = new int[0];

    private long[] ranks = new long[0];
    /** Bits by word of {@link #ranks}. */
    private long[] words = new long[0];
    /** No bit of {@link #words} is set before this word. */
    private int first;

    private int[] pool = new int[0];
    private int poolSize;
    private int[] taken = new int[0];

    /** No places at all. */
    public RankBuckets() {}

    /** Forgets all places and makes room for ranks up to the highest. */
    public void start(int highestRank) {
        clear();
        poolSize = 0;
        if (blocks.length <= highestRank) {
            blocks = new int[highestRank + 1];
            ranks = new long[(highestRank >>> 6) + 1];
            words = new long[(highestRank >>> 12) + 1];
        }
        first = words.length;
    }

    /** Adds a place. */
    public void add(int rank, int place) {
        int block = (blocks[rank] - 1) * BLOCK;
        if (block < 0 || pool[block + COUNT] == BLOCK - PLACES) {
            block = newBlock(rank);
        }
        pool[block + PLACES + pool[block + COUNT]++] = place;
    }

    private int newBlock(int rank) {
        int block = poolSize;
        if (block + BLOCK > pool.length) {
            pool = Arrays.copyOf(pool, Math.max(64 * BLOCK, (int) Math.min(Integer.MAX_VALUE - 8, 2L * pool.length)));
        }
        poolSize += BLOCK;
        pool[block + PREVIOUS] = blocks[rank];
        pool[block + COUNT] = 0;
        blocks[rank] = block / BLOCK + 1;
        ranks[rank >>> 6] |= 1L << rank;
        words[rank >>> 12] |= 1L << (rank >>> 6);
        first = Math.min(first, rank >>> 12);
        return block;
    }

    /** The lowest rank that has places, or -1. */
    public int lowest() {
        while (first < words.length) {
            if (words[first] != 0) {
                int word = first << 6 | Long.numberOfTrailingZeros(words[first]);
                return word << 6 | Long.numberOfTrailingZeros(ranks[word]);
            }
            first++;
        }
        return -1;
    }

    /** Takes all places of a rank that has some, in ascending order, and returns how many: {@link #taken}. */
    public int take(int rank) {
        int count = 0;
        for (int number = blocks[rank]; number != 0; number = pool[(number - 1) * BLOCK + PREVIOUS]) {
            count += pool[(number - 1) * BLOCK + COUNT];
        }
        if (count > taken.length) {
            taken = new int[(int) Math.min(Integer.MAX_VALUE - 8, 2L * count)];
        }
        int at = count;
        for (int number = blocks[rank]; number != 0; number = pool[(number - 1) * BLOCK + PREVIOUS]) {
            int block = (number - 1) * BLOCK;
            at -= pool[block + COUNT];
            System.arraycopy(pool, block + PLACES, taken, at, pool[block + COUNT]);
        }
        remove(rank);
        sort(count);
        return count;
    }

    private void remove(int rank) {
        blocks[rank] = 0;
        ranks[rank >>> 6] &= ~(1L << rank);
        if (ranks[rank >>> 6] == 0) {
            words[rank >>> 12] &= ~(1L << (rank >>> 6));
        }
    }

    /** Most places come in order. */
    private void sort(int count) {
        int sorted = 1;
        while (sorted < count && taken[sorted - 1] <= taken[sorted]) {
            sorted++;
        }
        if (sorted < count) {
            Arrays.sort(taken, 0, count);
        }
    }

    /** The places taken last. Valid until more are taken. */
    public int[] taken() {
        return taken;
    }

    /** Forgets all places. */
    private void clear() {
        for (int rank = lowest(); rank >= 0; rank = lowest()) {
            remove(rank);
        }
    }

    void trim(int limit) {
        if (pool.length > limit) {
            pool = new int[0];
        }
        if (taken.length > limit) {
            taken = new int[0];
        }
    }
}
