package dev.tokenwright;

import java.util.Arrays;

/** A growable list of token ids that can be filled again and again. Belongs to one caller. */
public final class TokenBuffer {
    private int[] ids;
    private int size;

    /** An empty buffer. */
    public TokenBuffer() {
        this(256);
    }

    /** An empty buffer with room for {@code capacity} ids. */
    public TokenBuffer(int capacity) {
        ids = new int[capacity];
    }

    /** Number of ids. */
    public int size() {
        return size;
    }

    /** The id at {@code tokenIndex}. */
    public int get(int tokenIndex) {
        if (tokenIndex >= size) {
            throw new IndexOutOfBoundsException(tokenIndex + " of " + size);
        }
        return ids[tokenIndex];
    }

    /** Forgets all ids and keeps the room. */
    public void clear() {
        size = 0;
    }

    /** Adds one id. */
    public void add(int id) {
        if (size == ids.length) {
            grow(size + 1);
        }
        ids[size++] = id;
    }

    /** Adds {@code count} ids of {@code source} from {@code from} on. */
    public void addAll(int[] source, int from, int count) {
        if (size + count > ids.length) {
            grow(size + count);
        }
        System.arraycopy(source, from, ids, size, count);
        size += count;
    }

    /** Forgets all ids from {@code newSize} on. */
    public void truncate(int newSize) {
        size = Math.min(size, newSize);
    }

    /** A copy of the ids. */
    public int[] toArray() {
        return Arrays.copyOf(ids, size);
    }

    private void grow(int needed) {
        ids = Arrays.copyOf(ids, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8, ids.length * 3L / 2 + 16)));
    }
}
