package dev.tokenwright.stage.model;

import java.util.concurrent.ThreadLocalRandom;

/**
 * A flat hash table whose keys are pieces themselves, one long or two, and whose values are as many longs. Grows to a fixed
 * size; then a new key takes the slot of another. Belongs to one thread.
 */
final class PieceTable {
    /*
     * A slot is `width` longs, keys first. A key is never 0 in its last long, which tells free slots. A key lies at most
     * WINDOW slots behind its place, so a look-up looks at no more.
     *
     * The place of a key is its product with a random odd number, so that no text can be made whose pieces collide [1].
     *
     * [1] M. Dietzfelbinger et al.: A reliable randomized algorithm for the closest-pair problem, J. Algorithms 25, 1997
     */
    static final int WINDOW = 8;

    private static final int ABSENT = -1;
    private static final int FIRST_SLOTS = 1 << 11;

    final long multiplier = ThreadLocalRandom.current().nextLong() | 1;
    private final int width;
    private final int mostSlots;
    /** The slots; replaced by a larger array when the table grows. */
    long[] slots;
    /** How far a product is shifted right to give the number of a slot. */
    int shift = Long.SIZE - Integer.numberOfTrailingZeros(FIRST_SLOTS);

    private int count;
    private int victim;

    /**
     * An empty table.
     *
     * @param width longs of a slot: 2 for keys of one long, 4 for keys of two
     */
    PieceTable(int width, int mostSlots) {
        this.width = width;
        this.mostSlots = mostSlots;
        slots = new long[width * FIRST_SLOTS];
    }

    /** The slot of a key of one long, or -1. */
    int find(long key) {
        int slot = (int) (key * multiplier >>> shift) * 2;
        return slots[slot] == key ? slot : findBehind(key, slot);
    }

    /** The slot of a key of two longs, or -1. */
    int find(long first, long last) {
        int slot = place(first, last);
        return slots[slot + 1] == last && slots[slot] == first ? slot : findBehind(first, last, slot);
    }

    private int findBehind(long key, int home) {
        long[] table = slots;
        int mask = table.length - 1;
        int slot = home;
        for (int distance = 0; distance < WINDOW && table[slot] != 0; distance++) {
            if (table[slot] == key) {
                return broughtHome(slot, home);
            }
            slot = slot + 2 & mask;
        }
        return ABSENT;
    }

    private int findBehind(long first, long last, int home) {
        long[] table = slots;
        int mask = table.length - 1;
        int slot = home;
        for (int distance = 0; distance < WINDOW && table[slot + 1] != 0; distance++) {
            if (table[slot + 1] == last && table[slot] == first) {
                return broughtHome(slot, home);
            }
            slot = slot + 4 & mask;
        }
        return ABSENT;
    }

    /** Changes places with the key at home if that one may lie here, and gives where the key is now. */
    private int broughtHome(int slot, int home) {
        long[] table = slots;
        int others = width == 2 ? (int) (table[home] * multiplier >>> shift) * 2 : place(table[home], table[home + 1]);
        if (((slot - others & table.length - 1) >= WINDOW * width)) {
            return slot;
        }
        for (int index = 0; index < width; index++) {
            long moved = table[home + index];
            table[home + index] = table[slot + index];
            table[slot + index] = moved;
        }
        return home;
    }

    private int place(long first, long last) {
        return (int) ((first * multiplier ^ last) * multiplier >>> shift) * 4;
    }

    /** Adds a key of one long that is not there. */
    void add(long key, long value) {
        growIfFull();
        int slot = free((int) (key * multiplier >>> shift) * 2);
        slots[slot] = key;
        slots[slot + 1] = value;
    }

    /** Adds a key of two longs that is not there. */
    void add(long first, long last, long value, long moreValue) {
        growIfFull();
        int slot = free(place(first, last));
        slots[slot] = first;
        slots[slot + 1] = last;
        slots[slot + 2] = value;
        slots[slot + 3] = moreValue;
    }

    /** A free slot in the window that starts at {@code home}, or one of its slots that another key loses. */
    private int free(int home) {
        int mask = slots.length - 1;
        int last = width / 2 - 1;
        int slot = home;
        for (int probe = 0; probe < WINDOW; probe++) {
            if (slots[slot + last] == 0) {
                count++;
                return slot;
            }
            slot = slot + width & mask;
        }
        victim = victim * 5 + 1;
        return home + width * (victim >>> 8 & WINDOW - 1) & mask;
    }

    private void growIfFull() {
        if (4 * count <= 3 * (slots.length / width) || slots.length == width * mostSlots) {
            return;
        }
        long[] old = slots;
        slots = new long[2 * old.length];
        shift--;
        count = 0;
        int last = width / 2 - 1;
        for (int slot = 0; slot < old.length; slot += width) {
            if (old[slot + last] != 0) {
                int home = width == 2 ? (int) (old[slot] * multiplier >>> shift) * 2 : place(old[slot], old[slot + 1]);
                System.arraycopy(old, slot, slots, free(home), width);
            }
        }
    }

    void clear() {
        java.util.Arrays.fill(slots, 0);
        count = 0;
    }
}
