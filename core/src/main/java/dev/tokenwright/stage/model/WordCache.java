package dev.tokenwright.stage.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * What some short words were encoded to, of a fixed size: a new word takes the place of an old one. Belongs to one caller,
 * who uses it for one model only.
 */
public final class WordCache {
    /*
     * A word of up to LONGEST bytes is two numbers: its first eight bytes, and the others with the length in the top byte.
     * The second number is never 0, which marks a free slot.
     */

    /** Most bytes of a word that is kept. */
    public static final int LONGEST = 15;

    /** Most tokens of a word that is kept. */
    public static final int MOST_TOKENS = 4;

    private static final int SLOT_BITS = 16;
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private long[] keys = new long[0];
    private int[] ids = new int[0];
    private byte[] counts = new byte[0];
    private float[] limits = new float[0];
    private long low;
    private long high;
    private int slot;

    /** A cache without words. */
    public WordCache() {}

    /** Looks for {@code text[from..to)}, which becomes the current word; whether it is there. */
    public boolean find(byte[] text, int from, int to) {
        if (keys.length == 0) {
            keys = new long[2 << SLOT_BITS];
            ids = new int[MOST_TOKENS << SLOT_BITS];
            counts = new byte[1 << SLOT_BITS];
            limits = new float[1 << SLOT_BITS];
        }
        readKey(text, from, to - from);
        long hash = (low ^ Long.rotateLeft(high * MULTIPLIER, 32)) * MULTIPLIER;
        slot = (int) (hash >>> Long.SIZE - SLOT_BITS);
        return keys[2 * slot] == low && keys[2 * slot + 1] == high;
    }

    private void readKey(byte[] text, int from, int length) {
        long tag = (long) length << 56;
        if (from + 16 <= text.length) {
            low = (long) LONG.get(text, from);
            if (length < Long.BYTES) {
                low &= (1L << 8 * length) - 1;
                high = tag;
            } else {
                high = (long) LONG.get(text, from + Long.BYTES) & (1L << 8 * (length - Long.BYTES)) - 1 | tag;
            }
            return;
        }
        low = 0;
        high = tag;
        for (int index = 0; index < length; index++) {
            long value = text[from + index] & 0xFFL;
            if (index < Long.BYTES) {
                low |= value << 8 * index;
            } else {
                high |= value << 8 * (index - Long.BYTES);
            }
        }
    }

    /** Number of tokens of the current word, which was found. */
    public int count() {
        return counts[slot];
    }

    /** A token of the current word, which was found. */
    public int id(int index) {
        return ids[MOST_TOKENS * slot + index];
    }

    /** Up to where the current word, which was found, was said to count. */
    public float limit() {
        return limits[slot];
    }

    /** As {@link #put(TokenRun, int)}, with a limit up to which this counts. */
    public void put(TokenRun run, int from, float limit) {
        put(run, from);
        limits[slot] = limit;
    }

    /** Keeps the current word, which was not found, with the tokens of {@code run} from an index on. */
    public void put(TokenRun run, int from) {
        int count = run.size() - from;
        for (int index = 0; index < count; index++) {
            ids[MOST_TOKENS * slot + index] = run.id(from + index);
        }
        counts[slot] = (byte) count;
        keys[2 * slot] = low;
        keys[2 * slot + 1] = high;
    }
}
