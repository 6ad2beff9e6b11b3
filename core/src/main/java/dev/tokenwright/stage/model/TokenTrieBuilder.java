package dev.tokenwright.stage.model;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.TokenTable;
import java.util.Arrays;

/** Lays the tokens of a vocabulary out as a {@link TokenTrie}. Belongs to one call. */
final class TokenTrieBuilder {
    /*
     * A node is a range of `order` whose tokens agree in their first `depth` bytes. It is taken from a stack, its tokens
     * are sorted by their next byte, its children get cells and go onto the stack. Every byte of every token is looked at
     * a constant number of times, so the cost is the size of the vocabulary.
     *
     * Free cells form a list. An only child takes its first cell. Several children need cells whose distances suit their
     * bytes: up to TRIES candidates from where the last search ended are looked at, then a new block is added.
     */
    private static final int BLOCK = 256;
    private static final int TRIES = 64;
    private static final int SMALL = 24;
    private static final int FREE = -1;
    private static final int ROOT_PARENT = -2;
    private static final int END = -1;

    /** Most cells: far more than any real vocabulary needs. */
    private static final int MAX_CELLS = 1 << 25;

    private final TokenTable tokens;
    private final int[] order;
    private final int[] sorted;
    private final int[] counts = new int[BLOCK];

    private int cellCount;
    private int[] cells = new int[0];
    private int[] ids = new int[0];
    /** The list of free cells. */
    private int[] next = new int[0];

    private int[] previous = new int[0];
    private int head = END;
    private int tail = END;
    private int cursor = END;

    /** Nodes to be laid out, four numbers each: cell, start and end in {@link #order}, depth. */
    private int[] stack = new int[256];

    private int stackSize;

    /** The next bytes of the node that is laid out, ascending, and where each one's tokens end. */
    private final int[] labels = new int[BLOCK];

    private final int[] ends = new int[BLOCK];

    TokenTrieBuilder(TokenTable tokens) {
        this.tokens = tokens;
        this.order = new int[tokens.size()];
        int count = 0;
        for (int id = 0; id < tokens.idLimit(); id++) {
            if (tokens.contains(id)) {
                order[count++] = id;
            }
        }
        this.sorted = new int[count];
    }

    TokenTrie build() {
        addBlock();
        take(TokenTrie.ROOT, ROOT_PARENT);
        push(TokenTrie.ROOT, 0, sorted.length, 0);
        while (stackSize > 0) {
            stackSize -= 4;
            layOut(stack[stackSize], stack[stackSize + 1], stack[stackSize + 2], stack[stackSize + 3]);
        }
        return new TokenTrie(Arrays.copyOf(cells, 2 * cellCount), Arrays.copyOf(ids, cellCount));
    }

    private void layOut(int cell, int from, int to, int depth) {
        int start = takeEnding(cell, from, to, depth);
        if (start == to) {
            return;
        }
        sort(start, to, depth);
        int count = 0;
        for (int index = start; index < to; index++) {
            int label = label(order[index], depth);
            if (count == 0 || labels[count - 1] != label) {
                labels[count++] = label;
            }
            ends[count - 1] = index + 1;
        }
        int base = base(count);
        cells[2 * cell] |= base;
        for (int child = 0; child < count; child++) {
            take(base ^ labels[child], cell);
            push(base ^ labels[child], child == 0 ? start : ends[child - 1], ends[child], depth + 1);
        }
    }

    /** Gives the cell the token that ends at it, if one does, and returns where the longer ones start. */
    private int takeEnding(int cell, int from, int to, int depth) {
        int start = from;
        for (int index = from; index < to; index++) {
            int id = order[index];
            if (tokens.length(id) == depth) {
                order[index] = order[start];
                order[start++] = id;
            }
        }
        if (start > from) {
            cells[2 * cell] |= TokenTrie.TOKEN_BIT;
            byte[] bytes = tokens.bytes(order[from]);
            ids[cell] = tokens.id(bytes, 0, bytes.length);
        }
        return start;
    }

    private int label(int id, int depth) {
        return tokens.byteAt(id, depth) & 0xFF;
    }

    /** Sorts a range of tokens by one byte. */
    private void sort(int from, int to, int depth) {
        if (to - from <= SMALL) {
            insertionSort(from, to, depth);
            return;
        }
        Arrays.fill(counts, 0);
        for (int index = from; index < to; index++) {
            counts[label(order[index], depth)]++;
        }
        int start = from;
        for (int label = 0; label < BLOCK; label++) {
            int count = counts[label];
            counts[label] = start;
            start += count;
        }
        for (int index = from; index < to; index++) {
            sorted[counts[label(order[index], depth)]++] = order[index];
        }
        System.arraycopy(sorted, from, order, from, to - from);
    }

    private void insertionSort(int from, int to, int depth) {
        for (int index = from + 1; index < to; index++) {
            int id = order[index];
            int label = label(id, depth);
            int at = index;
            for (; at > from && label(order[at - 1], depth) > label; at--) {
                order[at] = order[at - 1];
            }
            order[at] = id;
        }
    }

    /** A base that puts every child of the current node on a free cell. */
    private int base(int count) {
        if (count == 1) {
            if (head == END) {
                addBlock();
            }
            return head ^ labels[0];
        }
        int cell = cursor == END ? head : cursor;
        for (int tries = 0; tries < TRIES && cell != END; tries++) {
            int base = cell ^ labels[0];
            if (fits(base, count)) {
                return base;
            }
            cell = next[cell];
        }
        return addBlock();
    }

    private boolean fits(int base, int count) {
        for (int child = 1; child < count; child++) {
            if (cells[2 * (base ^ labels[child]) + 1] != FREE) {
                return false;
            }
        }
        return true;
    }

    /** Takes a cell off the free list. */
    private void take(int cell, int parent) {
        cells[2 * cell + 1] = parent;
        if (previous[cell] == END) {
            head = next[cell];
        } else {
            next[previous[cell]] = next[cell];
        }
        if (next[cell] == END) {
            tail = previous[cell];
        } else {
            previous[next[cell]] = previous[cell];
        }
        if (cursor == cell) {
            cursor = next[cell];
        }
    }

    /** Adds a block of free cells, where the next search will start, and returns its first cell. */
    private int addBlock() {
        int first = cellCount;
        reserve(first + BLOCK);
        cellCount += BLOCK;
        for (int cell = first; cell < first + BLOCK; cell++) {
            cells[2 * cell + 1] = FREE;
            previous[cell] = cell == first ? tail : cell - 1;
            next[cell] = cell == first + BLOCK - 1 ? END : cell + 1;
        }
        if (tail == END) {
            head = first;
        } else {
            next[tail] = first;
        }
        tail = first + BLOCK - 1;
        cursor = first;
        return first;
    }

    private void reserve(int count) {
        if (count > MAX_CELLS) {
            throw new LoadException(
                    LoadException.Kind.LIMIT,
                    Place.of("the vocabulary"),
                    "its tokens need more than " + MAX_CELLS + " cells of a trie; they are too many or too long");
        }
        if (count > ids.length) {
            int capacity = Math.max(count, ids.length + ids.length / 2);
            cells = Arrays.copyOf(cells, 2 * capacity);
            ids = Arrays.copyOf(ids, capacity);
            next = Arrays.copyOf(next, capacity);
            previous = Arrays.copyOf(previous, capacity);
        }
    }

    private void push(int cell, int from, int to, int depth) {
        if (stackSize == stack.length) {
            stack = Arrays.copyOf(stack, stackSize * 2);
        }
        stack[stackSize] = cell;
        stack[stackSize + 1] = from;
        stack[stackSize + 2] = to;
        stack[stackSize + 3] = depth;
        stackSize += 4;
    }
}
