package dev.tokenwright;

import dev.tokenwright.text.Ints;

/** A growable list of token ids that can be filled again and again. Belongs to one caller. */
public final class TokenBuffer {
    private final Ints ids;

    /** An empty buffer. */
    public TokenBuffer() {
        this(256);
    }

    /** An empty buffer with room for {@code capacity} ids. */
    public TokenBuffer(int capacity) {
        ids = new Ints(capacity);
    }

    /** Number of ids. */
    public int size() {
        return ids.size();
    }

    /** The id at {@code tokenIndex}. */
    public int get(int tokenIndex) {
        if (tokenIndex >= ids.size()) {
            throw new IndexOutOfBoundsException(tokenIndex + " of " + ids.size());
        }
        return ids.get(tokenIndex);
    }

    /** Forgets all ids and keeps the room. */
    public void clear() {
        ids.clear();
    }

    /** Adds one id. */
    public void add(int id) {
        ids.add(id);
    }

    /** Adds {@code count} ids of {@code source} from {@code from} on. */
    public void addAll(int[] source, int from, int count) {
        ids.addAll(source, from, count);
    }

    /** Forgets all ids from {@code newSize} on. */
    public void truncate(int newSize) {
        ids.setSize(Math.min(ids.size(), newSize));
    }

    /** A copy of the ids. */
    public int[] toArray() {
        return ids.toArray();
    }

    /** The list behind this buffer. */
    Ints ids() {
        return ids;
    }
}
