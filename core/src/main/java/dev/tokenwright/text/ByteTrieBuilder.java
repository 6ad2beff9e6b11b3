package dev.tokenwright.text;

import java.util.Arrays;
import java.util.Optional;

/** Builds a {@link ByteTrie}. Belongs to one caller. */
public final class ByteTrieBuilder {
    /*
     * Nodes are laid out depth first. A node stands for a range of strings that share their first bytes; the range is
     * sorted by the next byte, which gives the labels of its children, and a place is found where all of them are free.
     * Free units of the last OPEN blocks form a ring; older blocks are left as they are, which keeps the search short. A
     * string is looked at once a byte, so building is linear in all bytes.
     */
    private static final int BLOCK = 256;
    private static final int OPEN = 16;
    /** How many places are tried for one node before a new block is added. */
    private static final int TRIES = 128;
    /** Most units: far more than any real set of strings needs. */
    private static final int MAX_UNITS = 1 << 25;

    private static final int FREE = 1 << 31;
    private static final int HAS_VALUE = 1 << 8;
    /** Offsets with both low and high bits cannot be written. */
    private static final int LOW = 0xFF;

    private static final int HIGH = 0xFF << 21;

    private byte[] bytes = new byte[256];
    private int byteCount;
    private int[] starts = new int[16];
    private int[] values = new int[16];
    private int size;

    private int[] units = new int[0];
    private int unitCount;
    /** The ring of free units: next and previous, by position. */
    private int[] next = new int[0];

    private int[] previous = new int[0];
    /** Some unit in the ring, or -1 when all are taken. */
    private int free = -1;
    /** Whether a position is already where some node's children start. */
    private boolean[] usedBase = new boolean[0];

    private int[] order = new int[0];
    private int[] sorted = new int[0];
    private final int[] labels = new int[BLOCK];
    private int labelCount;
    private final int[] counts = new int[BLOCK];
    private final int[] places = new int[BLOCK];

    private int[] stack = new int[64];
    private int stackSize;

    /** A builder without strings. */
    public ByteTrieBuilder() {}

    /**
     * Adds a string with a number that is not negative.
     *
     * @throws IllegalArgumentException when the string is empty or contains a zero byte
     */
    public void add(byte[] key, int from, int to, int value) {
        for (int at = from; at < to; at++) {
            if (key[at] == 0) {
                throw new IllegalArgumentException("a key must not contain a zero byte");
            }
        }
        if (from == to || value < 0) {
            throw new IllegalArgumentException("a key must not be empty and its number not negative");
        }
        if (size + 1 == starts.length) {
            starts = Arrays.copyOf(starts, size * 2 + 2);
            values = Arrays.copyOf(values, size * 2 + 2);
        }
        if (byteCount + to - from > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(byteCount + to - from, bytes.length * 2));
        }
        System.arraycopy(key, from, bytes, byteCount, to - from);
        values[size++] = value;
        byteCount += to - from;
        starts[size] = byteCount;
    }

    /** Number of strings. */
    public int size() {
        return size;
    }

    /**
     * The finished trie, or nothing when it would be too large. Of strings that were added twice the first counts. The
     * builder must not be used afterwards.
     */
    public Optional<ByteTrie> build() {
        order = new int[size];
        sorted = new int[size];
        for (int index = 0; index < size; index++) {
            order[index] = index;
        }
        addBlock();
        take(ByteTrie.ROOT);
        units[ByteTrie.ROOT] = 0;
        push(ByteTrie.ROOT, 0, size, 0);
        while (stackSize > 0) {
            if (unitCount > MAX_UNITS) {
                return Optional.empty();
            }
            stackSize -= 4;
            layOut(stack[stackSize], stack[stackSize + 1], stack[stackSize + 2], stack[stackSize + 3]);
        }
        return Optional.of(new ByteTrie(Arrays.copyOf(units, unitCount)));
    }

    private void push(int node, int from, int to, int depth) {
        if (stackSize == stack.length) {
            stack = Arrays.copyOf(stack, stackSize * 2);
        }
        stack[stackSize++] = node;
        stack[stackSize++] = from;
        stack[stackSize++] = to;
        stack[stackSize++] = depth;
    }

    /** Gives a node, which stands for the strings {@code order[from..to)}, its children. */
    private void layOut(int node, int from, int to, int depth) {
        sortByByte(from, to, depth);
        int base = findBase(node);
        usedBase[base] = true;
        int offset = node ^ base;
        units[node] |= (offset & HIGH) == 0 ? offset << 10 : offset << 2 | 1 << 9;
        int start = from;
        for (int index = 0; index < labelCount; index++) {
            int label = labels[index];
            int child = base ^ label;
            take(child);
            int end = start + counts[label];
            if (label == 0) {
                units[node] |= HAS_VALUE;
                units[child] = FREE | values[order[start]];
            } else {
                units[child] = label;
                push(child, start, end, depth + 1);
            }
            start = end;
        }
    }

    /** The byte of a string at a depth, 0 at its end. */
    private int byteAt(int key, int depth) {
        int at = starts[key] + depth;
        return at < starts[key + 1] ? bytes[at] & 0xFF : 0;
    }

    /** Sorts {@code order[from..to)} by the bytes at a depth; sets the labels, ascending, and how many strings have each. */
    private void sortByByte(int from, int to, int depth) {
        for (int index = 0; index < labelCount; index++) {
            counts[labels[index]] = 0;
        }
        labelCount = 0;
        for (int index = from; index < to; index++) {
            int label = byteAt(order[index], depth);
            if (counts[label]++ == 0) {
                labels[labelCount++] = label;
            }
        }
        Arrays.sort(labels, 0, labelCount);
        if (labelCount > 1) {
            int place = from;
            for (int index = 0; index < labelCount; index++) {
                places[labels[index]] = place;
                place += counts[labels[index]];
            }
            for (int index = from; index < to; index++) {
                sorted[places[byteAt(order[index], depth)]++] = order[index];
            }
            System.arraycopy(sorted, from, order, from, to - from);
        }
    }

    /** Where the children of a node can lie. */
    private int findBase(int node) {
        int position = free;
        for (int tries = 0; tries < TRIES && labelCount > 0 && free >= 0; tries++) {
            int base = position ^ labels[0];
            if (fits(node, base)) {
                free = position;
                return base;
            }
            position = next[position];
        }
        int base = unitCount | node & LOW;
        addBlock();
        free = unitCount - BLOCK;
        return base;
    }

    private boolean fits(int node, int base) {
        int offset = node ^ base;
        if (usedBase[base] || offset == 0 || (offset & LOW) != 0 && (offset & HIGH) != 0) {
            return false;
        }
        for (int index = 1; index < labelCount; index++) {
            if (next[base ^ labels[index]] < 0) {
                return false;
            }
        }
        return true;
    }

    /** Adds a block of free units and closes the oldest open one. */
    private void addBlock() {
        int start = unitCount;
        unitCount += BLOCK;
        if (unitCount > units.length) {
            int capacity = Math.max(unitCount, units.length * 2);
            units = Arrays.copyOf(units, capacity);
            next = Arrays.copyOf(next, capacity);
            previous = Arrays.copyOf(previous, capacity);
            usedBase = Arrays.copyOf(usedBase, capacity);
        }
        if (start >= OPEN * BLOCK) {
            int oldest = start - OPEN * BLOCK;
            for (int position = oldest; position < oldest + BLOCK; position++) {
                if (next[position] >= 0) {
                    take(position);
                }
            }
        }
        for (int position = start; position < unitCount; position++) {
            units[position] = FREE;
            next[position] = position + 1;
            previous[position] = position - 1;
        }
        if (free < 0) {
            free = start;
            next[unitCount - 1] = start;
            previous[start] = unitCount - 1;
        } else {
            int last = previous[free];
            next[last] = start;
            previous[start] = last;
            next[unitCount - 1] = free;
            previous[free] = unitCount - 1;
        }
    }

    /** Takes a unit out of the ring. */
    private void take(int position) {
        int after = next[position];
        int before = previous[position];
        next[before] = after;
        previous[after] = before;
        next[position] = -1;
        if (position == free) {
            free = after == position ? -1 : after;
        }
    }
}
