package dev.tokenwright.spec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The tokens of a vocabulary: ids from 0 up, possibly with holes, each a run of bytes, and the way back from bytes to id.
 * Immutable.
 */
public final class TokenTable {
    /*
     * Bytes of all tokens lie in one array; a token is an offset and a length into it. The index is an open-addressing
     * table of ids with linear probing, at most half full. Its hash is seeded per table, so that no file can be made
     * whose tokens all collide.
     */
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long MULTIPLIER = 0x9E37_79B9_7F4A_7C15L;
    private static final int ABSENT = -1;

    private final byte[] bytes;
    private final int[] offsets;
    /** Length of each token in bytes, {@link #ABSENT} for a hole. */
    private final int[] lengths;

    private final int[] slots;
    private final int slotMask;
    private final long seed;
    private final int size;

    private TokenTable(byte[] bytes, int[] offsets, int[] lengths, int[] slots, long seed, int size) {
        this.bytes = bytes;
        this.offsets = offsets;
        this.lengths = lengths;
        this.slots = slots;
        this.slotMask = slots.length - 1;
        this.seed = seed;
        this.size = size;
    }

    /** Number of tokens, holes not counted. */
    public int size() {
        return size;
    }

    /** One more than the largest id. */
    public int idLimit() {
        return lengths.length;
    }

    /** Whether a token has this id. */
    public boolean contains(int id) {
        return id >= 0 && id < lengths.length && lengths[id] != ABSENT;
    }

    /** Length of a token in bytes; -1 for a hole. */
    public int length(int id) {
        return lengths[id];
    }

    /** One byte of a token. */
    public byte byteAt(int id, int index) {
        return bytes[offsets[id] + index];
    }

    /** Copies the bytes of a token to {@code target} and returns their number. */
    public int copyTo(int id, byte[] target, int at) {
        System.arraycopy(bytes, offsets[id], target, at, lengths[id]);
        return lengths[id];
    }

    /** The bytes of a token, a copy. */
    public byte[] bytes(int id) {
        return Arrays.copyOfRange(bytes, offsets[id], offsets[id] + lengths[id]);
    }

    /** The token read as UTF-8. */
    public String text(int id) {
        return new String(bytes, offsets[id], lengths[id], StandardCharsets.UTF_8);
    }

    /** The id of a token given as UTF-8 text, or -1. */
    public int id(String token) {
        byte[] key = token.getBytes(StandardCharsets.UTF_8);
        return id(key, 0, key.length);
    }

    /** The id of the token whose bytes are {@code key[from..to)}, or -1. */
    public int id(byte[] key, int from, int to) {
        int slot = (int) hash(key, from, to, seed) & slotMask;
        for (int entry = slots[slot]; entry != 0; entry = slots[slot]) {
            int id = entry - 1;
            if (lengths[id] == to - from
                    && Arrays.equals(bytes, offsets[id], offsets[id] + lengths[id], key, from, to)) {
                return id;
            }
            slot = (slot + 1) & slotMask;
        }
        return ABSENT;
    }

    private static long hash(byte[] key, int from, int to, long seed) {
        long hash = seed ^ (to - from) * MULTIPLIER;
        int at = from;
        for (; at + Long.BYTES <= to; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONG.get(key, at));
        }
        long tail = 0;
        for (; at < to; at++) {
            tail = tail << Byte.SIZE | (key[at] & 0xFF);
        }
        return mix(hash ^ tail);
    }

    private static long mix(long value) {
        long mixed = (value ^ value >>> 32) * MULTIPLIER;
        return mixed ^ mixed >>> 29;
    }

    /** Collects tokens in any order of ids. Belongs to one caller. */
    public static final class Builder {
        private byte[] bytes;
        private int byteCount;
        private int[] offsets;
        private int[] lengths;
        private int idLimit;
        private int[] slots;
        private int size;
        private final long seed = ThreadLocalRandom.current().nextLong();

        /**
         * Starts empty.
         *
         * @param expectedTokens how many tokens are likely to come
         * @param expectedBytes how many bytes they are likely to have together
         */
        public Builder(int expectedTokens, int expectedBytes) {
            bytes = new byte[Math.max(16, expectedBytes)];
            offsets = new int[Math.max(16, expectedTokens)];
            lengths = new int[offsets.length];
            Arrays.fill(lengths, ABSENT);
            slots = new int[Integer.highestOneBit(offsets.length) * 4];
        }

        /** Whether a token already has this id. */
        public boolean contains(int id) {
            return id < idLimit && lengths[id] != ABSENT;
        }

        /** Number of tokens so far. */
        public int size() {
            return size;
        }

        /**
         * Adds a token whose id is free.
         *
         * @return false, and nothing is added, when the same bytes are there already
         * @throws IllegalArgumentException when the id is negative or taken
         */
        public boolean add(int id, byte[] token, int from, int to) {
            if (id < 0 || contains(id)) {
                throw new IllegalArgumentException("id is negative or taken: " + id);
            }
            if (2 * (size + 1) > slots.length) {
                growSlots();
            }
            int slot = slot(token, from, to);
            if (slots[slot] != 0) {
                return false;
            }
            put(id, token, from, to, slot);
            return true;
        }

        /**
         * Adds a token whose id is free. When the same bytes are there already, both ids keep them, and from bytes to id
         * the way leads to the new one.
         */
        public void addShadowing(int id, byte[] token, int from, int to) {
            if (!add(id, token, from, to)) {
                put(id, token, from, to, slot(token, from, to));
            }
        }

        private void put(int id, byte[] token, int from, int to, int slot) {
            reserve(id, to - from);
            System.arraycopy(token, from, bytes, byteCount, to - from);
            offsets[id] = byteCount;
            lengths[id] = to - from;
            byteCount += to - from;
            idLimit = Math.max(idLimit, id + 1);
            slots[slot] = id + 1;
            size++;
        }

        /** Adds a token given as text, as {@link #add(int, byte[], int, int)} does. */
        public boolean add(int id, String token) {
            byte[] utf8 = token.getBytes(StandardCharsets.UTF_8);
            return add(id, utf8, 0, utf8.length);
        }

        /** The id of a token added so far, or -1. */
        public int id(byte[] key, int from, int to) {
            return slots[slot(key, from, to)] - 1;
        }

        /** The finished table. The builder must not be used afterwards. */
        public TokenTable build() {
            return new TokenTable(
                    Arrays.copyOf(bytes, byteCount),
                    Arrays.copyOf(offsets, idLimit),
                    Arrays.copyOf(lengths, idLimit),
                    slots,
                    seed,
                    size);
        }

        private boolean holds(int id, byte[] key, int from, int to) {
            return lengths[id] == to - from
                    && Arrays.equals(bytes, offsets[id], offsets[id] + lengths[id], key, from, to);
        }

        /** The slot that holds the key, or the free one where it belongs. */
        private int slot(byte[] key, int from, int to) {
            int mask = slots.length - 1;
            int slot = (int) hash(key, from, to, seed) & mask;
            while (slots[slot] != 0 && !holds(slots[slot] - 1, key, from, to)) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        private void growSlots() {
            int[] old = slots;
            slots = new int[old.length * 2];
            int mask = slots.length - 1;
            for (int entry : old) {
                if (entry != 0) {
                    int id = entry - 1;
                    int slot = (int) hash(bytes, offsets[id], offsets[id] + lengths[id], seed) & mask;
                    while (slots[slot] != 0) {
                        slot = (slot + 1) & mask;
                    }
                    slots[slot] = entry;
                }
            }
        }

        private void reserve(int id, int length) {
            if (id >= offsets.length) {
                int old = lengths.length;
                int capacity = Math.max(id + 1, old + (old >> 1));
                offsets = Arrays.copyOf(offsets, capacity);
                lengths = Arrays.copyOf(lengths, capacity);
                Arrays.fill(lengths, old, capacity, ABSENT);
            }
            int needed = Math.addExact(byteCount, length);
            if (needed > bytes.length) {
                bytes = Arrays.copyOf(
                        bytes, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8, bytes.length * 3L / 2)));
            }
        }
    }
}
