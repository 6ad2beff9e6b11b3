package dev.tokenwright.stage.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** The part of a {@link PieceCache} for pieces of more than 15 bytes. Bounded in memory; belongs to one thread. */
final class LongPieces {
    /*
     * Bytes of all pieces lie in one array. A slot is three longs: a hash of the piece, its place in that array and its
     * length, and its value. At most half full, probed one slot after the other. A piece above LONGEST must not be
     * given: what is seen once should not push out what is seen often.
     */
    static final long ABSENT = -1;

    /** Longest piece that is kept, in bytes. */
    static final int LONGEST = 256;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_SLOTS = 1 << 17;
    private static final int MOST_BYTES = 1 << 22;

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;
    private long[] slots = new long[4 << 8];
    private int count;
    private byte[] bytes = new byte[1 << 12];
    private int byteCount;
    private long lastHash;

    /** The value of a piece, or {@link #ABSENT}. */
    long find(byte[] text, int start, int length) {
        long hash = hash(text, start, length);
        lastHash = hash;
        int mask = slots.length - 1;
        for (int slot = slot(hash); slots[slot + 1] != 0; slot = slot + 4 & mask) {
            if (slots[slot] == hash) {
                int at = (int) (slots[slot + 1] >>> Integer.SIZE);
                if ((int) slots[slot + 1] == length
                        && Arrays.equals(bytes, at, at + length, text, start, start + length)) {
                    return slots[slot + 2];
                }
            }
        }
        return ABSENT;
    }

    /** Adds the piece that {@link #find} was asked for last. */
    void add(byte[] text, int start, int length, long value) {
        long hash = lastHash;
        if (8 * count >= slots.length) {
            grow();
        }
        if (byteCount + length > bytes.length) {
            if (bytes.length == MOST_BYTES) {
                clear();
            } else {
                bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, 4 * bytes.length));
            }
        }
        System.arraycopy(text, start, bytes, byteCount, length);
        put(hash, (long) byteCount << Integer.SIZE | length, value);
        byteCount += length;
    }

    void clear() {
        Arrays.fill(slots, 0);
        count = 0;
        byteCount = 0;
    }

    private void put(long hash, long place, long value) {
        int mask = slots.length - 1;
        int slot = slot(hash);
        while (slots[slot + 1] != 0) {
            slot = slot + 4 & mask;
        }
        slots[slot] = hash;
        slots[slot + 1] = place;
        slots[slot + 2] = value;
        count++;
    }

    private void grow() {
        long[] old = slots;
        if (old.length == 4 * MOST_SLOTS) {
            clear();
            return;
        }
        slots = new long[2 * old.length];
        count = 0;
        for (int slot = 0; slot < old.length; slot += 4) {
            if (old[slot + 1] != 0) {
                put(old[slot], old[slot + 1], old[slot + 2]);
            }
        }
    }

    private int slot(long hash) {
        return (int) (hash >>> 40) * 4 & slots.length - 1;
    }

    /** A hash of at least 16 bytes: whole words, and the last 8 bytes whether or not they overlap the word before. */
    private long hash(byte[] text, int start, int length) {
        long hash = seed ^ length;
        int last = start + length - Long.BYTES;
        for (int at = start; at < last; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(text, at));
        }
        return mix(hash ^ (long) LONG.get(text, last));
    }

    private long mix(long value) {
        long mixed = (value ^ value >>> 32) * multiplier;
        return mixed ^ mixed >>> 29;
    }
}
