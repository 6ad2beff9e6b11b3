package dev.tokenwright.text;

import java.util.Arrays;

/** A growable list of ints whose array can be written to directly. Reusable; belongs to one caller. */
public final class Ints {
    private int[] values;
    private int size;

    /** An empty list with room for {@code capacity} values. */
    public Ints(int capacity) {
        values = new int[capacity];
    }

    /** Number of values. */
    public int size() {
        return size;
    }

    /** The values, of which the first {@link #size()} count. Valid until the list grows. */
    public int[] array() {
        return values;
    }

    /** The value at an index below {@link #size()}. */
    public int get(int index) {
        return values[index];
    }

    /** Adds a value. */
    public void add(int value) {
        array(1)[size++] = value;
    }

    /** Adds {@code count} values of {@code source} from {@code from} on. */
    public void addAll(int[] source, int from, int count) {
        System.arraycopy(source, from, array(count), size, count);
        size += count;
    }

    /** The array with room for {@code more} values behind the last; {@link #setSize} says how many were written. */
    public int[] array(int more) {
        if (values.length - size < more) {
            long wanted = Math.max((long) size + more, Math.min(Integer.MAX_VALUE - 8, values.length * 3L / 2 + 16));
            values = Arrays.copyOf(values, Math.toIntExact(wanted));
        }
        return values;
    }

    /** Sets the number of values, which have been written to {@link #array(int)} or are forgotten. */
    public void setSize(int newSize) {
        size = newSize;
    }

    /** Forgets all values and keeps the room. */
    public void clear() {
        size = 0;
    }

    /** Gives back the room when it is for more than {@code limit} values. The values are lost. */
    public void trim(int limit) {
        size = 0;
        if (values.length > limit) {
            values = new int[64];
        }
    }

    /** A copy of the values. */
    public int[] toArray() {
        return Arrays.copyOf(values, size);
    }
}
