package dev.tokenwright.stage.model.bpe;

/** Which pairs of tokens merge, how early, and to what: a flat hash table. Immutable once filled. */
final class PairTable {
    /*
     * Open addressing with linear probing, at most half full. A key is (left id << 32 | right id) + 1, so that 0 means
     * empty; a value is rank << 32 | merged id, so that smaller values merge first.
     */
    static final long NO_MERGE = Long.MAX_VALUE;

    private final long[] keys;
    private final long[] values;
    private final int mask;
    private int size;

    PairTable(int expectedSize) {
        int capacity = Integer.highestOneBit(Math.max(16, expectedSize) * 2 - 1) * 2;
        keys = new long[capacity];
        values = new long[capacity];
        mask = capacity - 1;
    }

    /** Adds a merge; a pair that is there already gets the new rank. */
    void put(int left, int right, int rank, int merged) {
        long key = key(left, right);
        int slot = slot(key);
        while (keys[slot] != 0 && keys[slot] != key) {
            slot = slot + 1 & mask;
        }
        size += keys[slot] == 0 ? 1 : 0;
        keys[slot] = key;
        values[slot] = (long) rank << Integer.SIZE | merged;
    }

    /** The value of a pair, or {@link #NO_MERGE}. */
    long get(int left, int right) {
        long key = key(left, right);
        for (int slot = slot(key); ; slot = slot + 1 & mask) {
            long found = keys[slot];
            if (found == key) {
                return values[slot];
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

    static int rank(long value) {
        return (int) (value >>> Integer.SIZE);
    }

    static int merged(long value) {
        return (int) value;
    }

    private static long key(int left, int right) {
        return ((long) left << Integer.SIZE | right) + 1;
    }

    private int slot(long key) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32 ^ mixed >>> 47) & mask;
    }
}
