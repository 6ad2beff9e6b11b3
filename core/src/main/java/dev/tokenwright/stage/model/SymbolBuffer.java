package dev.tokenwright.stage.model;

import java.util.Arrays;

/** Symbols that a model merges: parallel arrays that its own package works on. Reusable; belongs to one caller. */
public final class SymbolBuffer {
    /** Ids of the symbols. */
    public int[] ids = new int[64];

    /** How many bytes of the piece each symbol takes. */
    public int[] lengths = new int[64];

    /** The pairs that start at each symbol, for the merging of long pieces. */
    public long[] pairs = new long[64];

    /** Ranks and places of the pairs that start at each symbol, for the merging of short pieces. */
    public final int[] ranks = new int[64];

    /** What these pairs merge to. */
    public final int[] merged = new int[64];

    /** Links of the merging of long pieces. */
    public int[] next = new int[0];

    /** See {@link #next}. */
    public int[] previous = new int[0];

    /** Pairs that wait to be merged in long pieces. */
    public final RankHeap heap = new RankHeap();

    /** Pairs that wait to be merged in long pieces, for merging them rank by rank. */
    public final RankBuckets buckets = new RankBuckets();

    private int[] cells = new int[0];
    private byte[] key = new byte[0];
    private int size;

    /** Number of symbols. */
    public int size() {
        return size;
    }

    /** Forgets all symbols. */
    public void clear() {
        size = 0;
    }

    /** Adds a symbol. */
    public void add(int id, int length) {
        if (size == ids.length) {
            int capacity = size * 2;
            ids = Arrays.copyOf(ids, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
            pairs = new long[capacity];
        }
        ids[size] = id;
        lengths[size] = length;
        size++;
    }

    /** Room for {@code length} bytes that are looked up. */
    public byte[] key(int length) {
        if (key.length < length) {
            key = new byte[length];
        }
        return key;
    }

    /** Room for some numbers a symbol. */
    public int[] cells(int numbers) {
        int length = Math.multiplyExact(numbers, size);
        if (cells.length < length) {
            cells = new int[length];
        }
        return cells;
    }

    /** Makes room for the links and the heap of all symbols. */
    public void reserveLinks() {
        if (next.length < size) {
            next = new int[size];
            previous = new int[size];
        }
        heap.start(2 * size);
    }

    void trim(int limit) {
        size = 0;
        if (ids.length > limit) {
            ids = new int[64];
            lengths = new int[64];
            pairs = new long[64];
        }
        if (next.length > limit) {
            next = new int[0];
            previous = new int[0];
        }
        heap.trim(2 * limit);
        buckets.trim(4 * limit);
        if (cells.length > 4 * limit) {
            cells = new int[0];
        }
    }
}
