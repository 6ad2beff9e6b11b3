package dev.tokenwright.text;

import java.util.Arrays;

/** A reusable list of half-open ranges, each with a number attached. Belongs to one caller. */
public final class Spans implements TextPattern.Sink {
    private int[] starts = new int[64];
    private int[] ends = new int[64];
    private int[] marks = new int[64];
    private int size;

    /** Number of ranges. */
    public int size() {
        return size;
    }

    /** Forgets all ranges. */
    public void clear() {
        size = 0;
    }

    /** Start of a range, inclusive. */
    public int start(int index) {
        return starts[index];
    }

    /** End of a range, exclusive. */
    public int end(int index) {
        return ends[index];
    }

    /** The number attached to a range. */
    public int mark(int index) {
        return marks[index];
    }

    /** Adds a range. */
    public void add(int start, int end, int mark) {
        if (size == starts.length) {
            int capacity = size * 2;
            starts = Arrays.copyOf(starts, capacity);
            ends = Arrays.copyOf(ends, capacity);
            marks = Arrays.copyOf(marks, capacity);
        }
        starts[size] = start;
        ends[size] = end;
        marks[size] = mark;
        size++;
    }

    /** Adds a match. */
    @Override
    public void accept(int start, int end) {
        add(start, end, 0);
    }

    /** Moves the end of the last range. */
    public void extendLast(int end) {
        ends[size - 1] = end;
    }

    /** Gives back memory when more than {@code limit} ranges have been held. The ranges are lost. */
    public void trim(int limit) {
        size = 0;
        if (starts.length > limit) {
            starts = new int[64];
            ends = new int[64];
            marks = new int[64];
        }
    }
}
