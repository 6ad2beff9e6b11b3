package dev.tokenwright.stage.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/** The part of a {@link PieceCache} for pieces of more than 15 bytes. Bounded in memory; belongs to one thread. */
final class LongPieces {
    /*
     * Bytes of all pieces lie in one array. A slot is four longs: a hash of the piece, its place in that array and its
     * length, and two longs of value. At most three quarters full, probed one slot after the other. A full table takes no
     * more pieces, so what it has stays of use in a text that has too many; when it has refused as many as it has, the
     * text is another one and it is emptied. A piece above LONGEST must not be given.
     */
    /** Longest piece that is kept, in bytes. */
    static final int LONGEST = 256;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Stands for no slot. */
    static final int ABSENT = -1;

    private static final int WIDTH = 4;
    private static final int MOST_SLOTS = 1 << 17;
    private static final int MOST_BYTES = 3 << 20;

    private final long seed = ThreadLocalRandom.current().nextLong();
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;
    private long[] slots = new long[WIDTH << 8];
    private int count;
    private byte[] bytes = new byte[3 << 10];
    private int byteCount;
    private int refused;

    /**
     * The slot of a piece, or -1.
     *
     * @param kind a number whose top bit tells apart pieces of the same bytes
     */
    int find(byte[] text, int start, int length, long kind) {
        long hash = hash(text, start, length) ^ kind;
        int size = length | (int) (kind >>> Integer.SIZE);
        int mask = slots.length - 1;
        for (int slot = slot(hash); slots[slot + 1] != 0; slot = slot + WIDTH & mask) {
            if (slots[slot] == hash) {
                int at = (int) (slots[slot + 1] >>> Integer.SIZE);
                if ((int) slots[slot + 1] == size
                        && Arrays.equals(bytes, at, at + length, text, start, start + length)) {
                    return slot;
                }
            }
        }
        return ABSENT;
    }

    long head(int slot) {
        return slots[slot + 2];
    }

    long tail(int slot) {
        return slots[slot + 3];
    }

    /** Adds a piece that is not there. */
    void add(byte[] text, int start, int length, long kind, long head, long tail) {
        if (!hasRoom(length)) {
            refused++;
            if (refused <= count) {
                return;
            }
            clear();
        }
        System.arraycopy(text, start, bytes, byteCount, length);
        put(
                hash(text, start, length) ^ kind,
                (long) byteCount << Integer.SIZE | (length | kind >>> Integer.SIZE),
                head,
                tail);
        byteCount += length;
    }

    /** Whether there is room for one more piece of this length, or could be made. */
    private boolean hasRoom(int length) {
        if (4 * count >= 3 * (slots.length / WIDTH)) {
            if (slots.length == WIDTH * MOST_SLOTS) {
                return false;
            }
            grow();
        }
        if (byteCount + length > bytes.length) {
            if (bytes.length == MOST_BYTES) {
                return false;
            }
            bytes = Arrays.copyOf(bytes, Math.min(MOST_BYTES, 4 * bytes.length));
        }
        return true;
    }

    /** Whether at least half of the room that there may be is left. */
    boolean isHalfEmpty() {
        return count < MOST_SLOTS * 3 / 8 && byteCount < MOST_BYTES / 2;
    }

    void clear() {
        Arrays.fill(slots, 0);
        count = 0;
        byteCount = 0;
        refused = 0;
    }

    private void put(long hash, long place, long head, long tail) {
        int mask = slots.length - 1;
        int slot = slot(hash);
        while (slots[slot + 1] != 0) {
            slot = slot + WIDTH & mask;
        }
        slots[slot] = hash;
        slots[slot + 1] = place;
        slots[slot + 2] = head;
        slots[slot + 3] = tail;
        count++;
    }

    private void grow() {
        long[] old = slots;
        slots = new long[2 * old.length];
        count = 0;
        for (int slot = 0; slot < old.length; slot += WIDTH) {
            if (old[slot + 1] != 0) {
                put(old[slot], old[slot + 1], old[slot + 2], old[slot + 3]);
            }
        }
    }

    private int slot(long hash) {
        return (int) (hash >>> 40) * WIDTH & slots.length - 1;
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
