package dev.tokenwright.stage.model;

import dev.tokenwright.text.Ints;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The ids of pieces that have been encoded before, in front of a model. Gives what the model gives. Bounded in memory;
 * belongs to one thread.
 */
public final class PieceCache {
    /*
     * A piece of up to 7 bytes is one long, one of up to 15 bytes two longs: the bytes in order, the first one lowest, and
     * the length in the top byte, so a key is the piece and never 0. Short keys lie in slots of two longs (key, ids), the
     * others in slots of four (key, key, ids, unused). Both tables are probed one slot after the other, at most WINDOW of
     * them. A table grows until it has its largest size; then a new piece takes the slot of another in its window.
     * Longer pieces are in LongPieces.
     *
     * Ids are packed into one long when they are at most three and small: 20 bits each from the lowest up, their number and
     * PACKED in the top bits. Else the top bits are 0 and the long points into a list.
     *
     * The place of a key is a product with a random odd number, so that no text can be made whose pieces collide [1].
     * The benchmark is EncodeBenchmark.
     *
     * [1] M. Dietzfelbinger et al.: A reliable randomized algorithm for the closest-pair problem, J. Algorithms 25, 1997
     */
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LENGTH_SHIFT = 56;
    private static final int SHORT = 7;
    private static final int MIDDLE = 15;

    private static final int ID_BITS = 20;
    private static final long ID_MASK = (1L << ID_BITS) - 1;
    private static final int COUNT_SHIFT = 60;
    private static final int MOST_PACKED = 3;
    /** Beside the number of ids, so that the top bits are not 0. */
    private static final long PACKED = 4;

    private static final int FIRST_SLOTS = 1 << 11;
    private static final int MOST_SHORT_SLOTS = 1 << 18;
    private static final int MOST_MIDDLE_SLOTS = 1 << 18;
    /** A piece lies at most so many slots behind its place. */
    private static final int WINDOW = 8;
    /** In place of an index into the list: the ids are those of the run. */
    private static final int IN_RUN = -1;
    /** Most ids in the list of results that are not packed. */
    private static final int MOST_LISTED = 1 << 20;

    private final PieceEncoder model;
    private final @Nullable PieceCuts cuts;
    private final boolean controlAllowed;
    private final long multiplier = ThreadLocalRandom.current().nextLong() | 1;
    private final TokenRun run = new TokenRun();
    private final LongPieces longPieces = new LongPieces();

    private long[] shortSlots = new long[2 * FIRST_SLOTS];
    private int shortShift = Long.SIZE - Integer.numberOfTrailingZeros(FIRST_SLOTS);
    private int shortCount;
    private long[] middleSlots = new long[4 * FIRST_SLOTS];
    private int middleShift = shortShift;
    private int middleCount;
    private int victim;
    private final Ints listed = new Ints(256);

    /**
     * An empty cache.
     *
     * @param controlAllowed what the model is told for every piece
     */
    public PieceCache(PieceEncoder model, boolean controlAllowed) {
        this.model = model;
        this.cuts = model.safeCuts().orElse(null);
        this.controlAllowed = controlAllowed;
    }

    /**
     * Adds the ids of pieces that lie side by side.
     *
     * @param cuts piece {@code i} is {@code text[cuts[i]..cuts[i + 1])}, none of them empty
     */
    public void encode(byte[] text, int[] cuts, int pieces, Ints ids) {
        int[] out = ids.array(MOST_PACKED * pieces + MOST_PACKED);
        int n = ids.size();
        int limit = text.length - Long.BYTES * 2;
        for (int piece = 0; piece < pieces; piece++) {
            int start = cuts[piece];
            int length = cuts[piece + 1] - start;
            long packed = length > MIDDLE
                    ? find(text, start, length)
                    : start <= limit
                            ? find(text, start, length, (long) LONG.get(text, start))
                            : findAtEnd(text, start, length);
            if (packed >>> COUNT_SHIFT != 0) {
                out[n] = (int) (packed & ID_MASK);
                out[n + 1] = (int) (packed >>> ID_BITS & ID_MASK);
                out[n + 2] = (int) (packed >>> 2 * ID_BITS & ID_MASK);
                n += (int) (packed >>> COUNT_SHIFT) & MOST_PACKED;
            } else {
                ids.setSize(n);
                addListed((int) packed, ids);
                n = ids.size();
                out = ids.array(MOST_PACKED * (pieces - piece) + MOST_PACKED);
            }
        }
        ids.setSize(n);
    }

    /** Adds the ids of one piece. */
    public void encode(byte[] text, int from, int to, Ints ids) {
        if (from == to) {
            run.clear();
            model.encode(text, from, to, controlAllowed, run);
            ids.addAll(run.ids(), 0, run.size());
            return;
        }
        if (cuts == null || to - from <= MIDDLE) {
            encodePart(text, from, to, ids);
            return;
        }
        for (int at = from; at < to; ) {
            int end = cuts.next(text, at, to);
            encodePart(text, at, end, ids);
            at = end;
        }
    }

    private void encodePart(byte[] text, int from, int to, Ints ids) {
        int length = to - from;
        long packed = length > MIDDLE
                ? find(text, from, length)
                : from <= text.length - 2 * Long.BYTES
                        ? find(text, from, length, (long) LONG.get(text, from))
                        : findAtEnd(text, from, length);
        if (packed >>> COUNT_SHIFT == 0) {
            addListed((int) packed, ids);
            return;
        }
        int count = (int) (packed >>> COUNT_SHIFT) & MOST_PACKED;
        for (int index = 0; index < count; index++) {
            ids.add((int) (packed >>> index * ID_BITS & ID_MASK));
        }
    }

    private void addListed(int at, Ints ids) {
        if (at == IN_RUN) {
            ids.addAll(run.ids(), 0, run.size());
            run.trim(1 << 12);
        } else {
            ids.addAll(listed.array(), at + 1, listed.get(at));
        }
    }

    private long find(byte[] text, int start, int length, long first) {
        if (length <= SHORT) {
            long key = first & -1L >>> Long.SIZE - length * Byte.SIZE | (long) length << LENGTH_SHIFT;
            return findShort(text, start, length, key);
        }
        return findMiddle(text, start, length, first, (long) LONG.get(text, start + Long.BYTES));
    }

    private long findShort(byte[] text, int start, int length, long key) {
        long[] slots = shortSlots;
        int mask = slots.length - 1;
        int slot = (int) (key * multiplier >>> shortShift) * 2;
        for (int probe = 0; probe < WINDOW; probe++) {
            long found = slots[slot];
            if (found == key) {
                return slots[slot + 1];
            }
            if (found == 0) {
                break;
            }
            slot = slot + 2 & mask;
        }
        return addShort(text, start, length, key);
    }

    private long findMiddle(byte[] text, int start, int length, long first, long second) {
        long rest = (length == Long.BYTES ? 0 : second & -1L >>> 2 * Long.SIZE - length * Byte.SIZE)
                | (long) length << LENGTH_SHIFT;
        long[] slots = middleSlots;
        int mask = slots.length - 1;
        int slot = middleSlot(first, rest);
        for (int probe = 0; probe < WINDOW; probe++) {
            if (slots[slot] == first && slots[slot + 1] == rest) {
                return slots[slot + 2];
            }
            if (slots[slot + 1] == 0) {
                break;
            }
            slot = slot + 4 & mask;
        }
        return addMiddle(text, start, length, first, rest);
    }

    private int middleSlot(long first, long rest) {
        long mixed = (first * multiplier ^ rest) * multiplier;
        return (int) (mixed >>> middleShift) * 4;
    }

    /** The same for a piece so near the end of the array that 16 bytes cannot be read. */
    private long findAtEnd(byte[] text, int start, int length) {
        long first = 0;
        long second = 0;
        for (int index = 0; index < length; index++) {
            long value = text[start + index] & 0xFFL;
            if (index < Long.BYTES) {
                first |= value << index * Byte.SIZE;
            } else {
                second |= value << (index - Long.BYTES) * Byte.SIZE;
            }
        }
        return length <= SHORT
                ? findShort(text, start, length, first | (long) length << LENGTH_SHIFT)
                : findMiddle(text, start, length, first, second);
    }

    private long addShort(byte[] text, int start, int length, long key) {
        long packed = encodePiece(text, start, length);
        if (3 * shortSlots.length < 8 * shortCount && shortSlots.length < 2 * MOST_SHORT_SLOTS) {
            growShort();
        }
        putShort(key, packed);
        return packed;
    }

    private void putShort(long key, long packed) {
        int mask = shortSlots.length - 1;
        int home = (int) (key * multiplier >>> shortShift) * 2;
        int slot = home;
        for (int probe = 0; shortSlots[slot] != 0 && probe < WINDOW; probe++) {
            slot = slot + 2 & mask;
        }
        if (shortSlots[slot] != 0) {
            slot = home + 2 * victim() & mask;
        } else {
            shortCount++;
        }
        shortSlots[slot] = key;
        shortSlots[slot + 1] = packed;
    }

    /** Which slot of a full window is given to a new piece. */
    private int victim() {
        victim = victim * 5 + 1;
        return victim >>> 8 & WINDOW - 1;
    }

    private void growShort() {
        long[] old = shortSlots;
        shortSlots = new long[2 * old.length];
        shortShift--;
        shortCount = 0;
        for (int slot = 0; slot < old.length; slot += 2) {
            if (old[slot] != 0) {
                putShort(old[slot], old[slot + 1]);
            }
        }
    }

    private long addMiddle(byte[] text, int start, int length, long first, long rest) {
        long packed = encodePiece(text, start, length);
        if (3 * middleSlots.length < 16 * middleCount && middleSlots.length < 4 * MOST_MIDDLE_SLOTS) {
            growMiddle();
        }
        putMiddle(first, rest, packed);
        return packed;
    }

    private void putMiddle(long first, long rest, long packed) {
        int mask = middleSlots.length - 1;
        int home = middleSlot(first, rest);
        int slot = home;
        for (int probe = 0; middleSlots[slot + 1] != 0 && probe < WINDOW; probe++) {
            slot = slot + 4 & mask;
        }
        if (middleSlots[slot + 1] != 0) {
            slot = home + 4 * victim() & mask;
        } else {
            middleCount++;
        }
        middleSlots[slot] = first;
        middleSlots[slot + 1] = rest;
        middleSlots[slot + 2] = packed;
    }

    private void growMiddle() {
        long[] old = middleSlots;
        middleSlots = new long[2 * old.length];
        middleShift--;
        middleCount = 0;
        for (int slot = 0; slot < old.length; slot += 4) {
            if (old[slot + 1] != 0) {
                putMiddle(old[slot], old[slot + 1], old[slot + 2]);
            }
        }
    }

    private long find(byte[] text, int start, int length) {
        if (length > LongPieces.LONGEST) {
            run.clear();
            model.encode(text, start, start + length, controlAllowed, run);
            return IN_RUN & 0xFFFF_FFFFL;
        }
        long packed = longPieces.find(text, start, length);
        if (packed == LongPieces.ABSENT) {
            packed = encodePiece(text, start, length);
            longPieces.add(text, start, length, packed);
        }
        return packed;
    }

    /** The packed ids of a piece as the model gives them. */
    private long encodePiece(byte[] text, int start, int length) {
        run.clear();
        model.encode(text, start, start + length, controlAllowed, run);
        int count = run.size();
        if (count <= MOST_PACKED) {
            long packed = (PACKED | count) << COUNT_SHIFT;
            boolean fits = true;
            for (int index = 0; index < count; index++) {
                fits &= (run.id(index) & ~ID_MASK) == 0;
                packed |= (long) run.id(index) << index * ID_BITS;
            }
            if (fits) {
                return packed;
            }
        }
        return list();
    }

    /** Puts the ids of the run into the list. */
    private long list() {
        if (listed.size() + run.size() >= MOST_LISTED) {
            forget();
        }
        int at = listed.size();
        listed.add(run.size());
        listed.addAll(run.ids(), 0, run.size());
        run.trim(1 << 12);
        return at;
    }

    /** Empties everything, since entries may point into the list. */
    private void forget() {
        Arrays.fill(shortSlots, 0);
        Arrays.fill(middleSlots, 0);
        shortCount = 0;
        middleCount = 0;
        longPieces.clear();
        listed.trim(MOST_LISTED);
    }
}
