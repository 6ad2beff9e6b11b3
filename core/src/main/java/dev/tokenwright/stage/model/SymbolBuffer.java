package dev.tokenwright.stage.model;

import java.util.Arrays;

/** Symbols that a model merges: parallel arrays that its own package works on. Reusable; belongs to one caller. */
public final class SymbolBuffer {
    /** Ids of the symbols. */
    public int[] ids = new int[64];

    /** How many bytes of the piece each symbol takes. */
    public int[] lengths = new int[64];

    /** Ranks of the pairs that start at each symbol, for the merging of short pieces. */
    public long[] pairs = new long[64];

    /** Links and heap of the merging of long pieces. */
    public int[] next = new int[0];

    /** See {@link #next}. */
    public int[] previous = new int[0];

    /** See {@link #next}. */
    public long[] heap = new long[0];

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

    /** Makes room for the links and the heap of all symbols. */
    public void reserveLinks() {
        if (next.length < size) {
            next = new int[size];
            previous = new int[size];
        }
        if (heap.length < 2 * size) {
            heap = new long[2 * size];
        }
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
            heap = new long[0];
        }
    }
}
