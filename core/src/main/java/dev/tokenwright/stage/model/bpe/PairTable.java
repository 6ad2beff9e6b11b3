package dev.tokenwright.stage.model.bpe;

import java.util.Arrays;

/** Which pairs of tokens merge, how early, and to what: a flat hash table. Immutable once filled. */
final class PairTable {
    /*
     * Open addressing with linear probing, at most half full; a slot is two longs, key and value. A key is
     * (left id << 32 | right id) + 1, so that 0 means empty; a value is rank << 32 | merged id, so that smaller values
     * merge first.
     *
     * Pairs of the first ids, which are the bytes in most vocabularies of bytes, lie in a square besides: every piece starts
     * with such pairs.
     *
     * Most neighbours do not merge. A bitmap with one bit for each pair, under the same hash, answers for nearly all of
     * them; it is small enough to stay near the processor where the table is not.
     */
    static final long NO_MERGE = Long.MAX_VALUE;

    private static final int FILTER_BITS_A_PAIR = 16;
    private static final int MOST_FILTER_BITS = 1 << 22;

    private static final int FIRST_BITS = 8;
    private static final int FIRST = 1 << FIRST_BITS;

    private final long[] slots;
    private final int mask;
    private final long[] first = new long[FIRST * FIRST];
    private final long[] filter;
    private final int filterMask;
    private int size;
    private int highestRank;

    PairTable(int expectedSize) {
        int capacity = Integer.highestOneBit(Math.max(16, expectedSize) * 2 - 1) * 2;
        slots = new long[2 * capacity];
        mask = slots.length - 1;
        int bits = Math.min(MOST_FILTER_BITS, capacity / 2 * FILTER_BITS_A_PAIR);
        filter = new long[bits / Long.SIZE];
        filterMask = bits - 1;
        Arrays.fill(first, NO_MERGE);
    }

    /** Adds a merge; a pair that is there already gets the new rank. */
    void put(int left, int right, int rank, int merged) {
        long key = key(left, right);
        long mixed = mix(key);
        int slot = slot(mixed);
        while (slots[slot] != 0 && slots[slot] != key) {
            slot = slot + 2 & mask;
        }
        size += slots[slot] == 0 ? 1 : 0;
        slots[slot] = key;
        slots[slot + 1] = (long) rank << Integer.SIZE | merged;
        int bit = bit(mixed);
        filter[bit >>> 6] |= 1L << bit;
        if (left < FIRST && right < FIRST) {
            first[left << FIRST_BITS | right] = slots[slot + 1];
        }
        highestRank = Math.max(highestRank, rank);
    }

    /** The value of a pair, or {@link #NO_MERGE}. */
    long get(int left, int right) {
        if ((left | right) < FIRST) {
            return first[left << FIRST_BITS | right];
        }
        long key = key(left, right);
        long mixed = mix(key);
        int bit = bit(mixed);
        if ((filter[bit >>> 6] & 1L << bit) == 0) {
            return NO_MERGE;
        }
        for (int slot = slot(mixed); ; slot = slot + 2 & mask) {
            long found = slots[slot];
            if (found == key) {
                return slots[slot + 1];
            }
            if (found == 0) {
                return NO_MERGE;
            }
        }
    }

    /** Number of pairs. */
    int size() {
        return size;
    }

    /** The highest rank of a pair. */
    int highestRank() {
        return highestRank;
    }

    static int rank(long value) {
        return (int) (value >>> Integer.SIZE);
    }

    static int merged(long value) {
        return (int) value;
    }

    /** What a pair merges to that is known to merge. */
    int merged(int left, int right) {
        return merged(get(left, right));
    }

    private static long key(int left, int right) {
        return ((long) left << Integer.SIZE | right) + 1;
    }

    private static long mix(long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return mixed ^ mixed >>> 32;
    }

    private int slot(long mixed) {
        return (int) (mixed >>> 16) * 2 & mask;
    }

    private int bit(long mixed) {
        return (int) mixed & filterMask;
    }
}
