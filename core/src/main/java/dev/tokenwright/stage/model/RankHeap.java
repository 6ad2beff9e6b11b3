package dev.tokenwright.stage.model;

import java.util.Arrays;

/** A binary heap of pairs waiting to be merged: lowest rank first, then lowest position. Reusable; belongs to one caller. */
public final class RankHeap {
    /** Stands for a pair that does not merge. Other pairs have their rank in the top 32 bits. */
    public static final long NO_MERGE = Long.MAX_VALUE;

    private long[] entries = new long[0];
    private int size;

    /** An empty heap. */
    public RankHeap() {}

    /** Forgets all entries and makes room for {@code capacity}. */
    public void start(int capacity) {
        size = 0;
        if (entries.length < capacity) {
            entries = new long[capacity];
        }
    }

    /** Gives back the room when it is for more than {@code limit} entries. The entries are lost. */
    public void trim(int limit) {
        size = 0;
        if (entries.length > limit) {
            entries = new long[0];
        }
    }

    /** Whether there is no entry. */
    public boolean isEmpty() {
        return size == 0;
    }

    /** The rank of an entry. */
    public static int rank(long entry) {
        return (int) (entry >>> Integer.SIZE);
    }

    /** The position of an entry. */
    public static int position(long entry) {
        return (int) entry;
    }

    /** Adds a pair without ordering; {@link #order} must follow. Pairs that do not merge are left out. */
    public void append(long pair, int position) {
        if (pair != NO_MERGE) {
            reserve();
            entries[size++] = entry(pair, position);
        }
    }

    /** Brings all entries into order at once. */
    public void order() {
        for (int index = size / 2 - 1; index >= 0; index--) {
            sink(index);
        }
    }

    /** Adds a pair. Pairs that do not merge are left out. */
    public void push(long pair, int position) {
        if (pair == NO_MERGE) {
            return;
        }
        reserve();
        long entry = entry(pair, position);
        int index = size++;
        while (index > 0 && entries[index - 1 >> 1] > entry) {
            entries[index] = entries[index - 1 >> 1];
            index = index - 1 >> 1;
        }
        entries[index] = entry;
    }

    /** Takes the first entry out. */
    public long pop() {
        long first = entries[0];
        size--;
        if (size > 0) {
            entries[0] = entries[size];
            sink(0);
        }
        return first;
    }

    private void sink(int start) {
        long entry = entries[start];
        int index = start;
        while (2 * index + 1 < size) {
            int child = 2 * index + 1;
            if (child + 1 < size && entries[child + 1] < entries[child]) {
                child++;
            }
            if (entries[child] >= entry) {
                break;
            }
            entries[index] = entries[child];
            index = child;
        }
        entries[index] = entry;
    }

    private void reserve() {
        if (size == entries.length) {
            entries = Arrays.copyOf(entries, Math.max(64, size * 2));
        }
    }

    /** Rank above position: ranks and positions are not negative. */
    private static long entry(long pair, int position) {
        return pair & 0xFFFF_FFFF_0000_0000L | position;
    }
}
