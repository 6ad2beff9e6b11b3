package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.stage.model.RankHeap;
import dev.tokenwright.stage.model.SymbolBuffer;

/** Applies merges to the symbols of a piece: always the pair with the lowest rank, the leftmost of equals [1]. */
final class SymbolMerger {
    /*
     * Pieces of up to SHORT symbols: the values of all pairs lie in an array, which is scanned for the smallest; O(n^2)
     * with a small constant. Longer pieces: a binary heap of (rank, position) over a doubly linked list; an entry is stale
     * when the pair at its position no longer has its rank, and is then dropped; O(n log n).
     *
     * The plain twin is PlainBpe in the test kit, the benchmark PieceMergeBenchmark.
     *
     * [1] R. Sennrich, B. Haddow, A. Birch: Neural machine translation of rare words with subword units,
     *     arXiv:1508.07909, section 3.2
     */
    private static final int SHORT = 48;
    private static final int DEAD = -2;
    private static final int END = -1;

    private SymbolMerger() {}

    /** Merges the symbols in place and returns how many are left, at the start of the buffer. */
    static int merge(SymbolBuffer symbols, PairTable pairs) {
        return symbols.size() <= SHORT ? mergeShort(symbols, pairs) : mergeLong(symbols, pairs);
    }

    private static int mergeShort(SymbolBuffer symbols, PairTable table) {
        int[] ids = symbols.ids;
        int[] lengths = symbols.lengths;
        long[] pairs = symbols.pairs;
        int size = symbols.size();
        for (int index = 0; index + 1 < size; index++) {
            pairs[index] = table.get(ids[index], ids[index + 1]);
        }
        while (size > 1) {
            int best = 0;
            long bestPair = pairs[0];
            for (int index = 1; index < size - 1; index++) {
                if (PairTable.rank(pairs[index]) < PairTable.rank(bestPair)) {
                    bestPair = pairs[index];
                    best = index;
                }
            }
            if (bestPair == PairTable.NO_MERGE) {
                break;
            }
            ids[best] = PairTable.merged(bestPair);
            lengths[best] += lengths[best + 1];
            int tail = size - best - 2;
            System.arraycopy(ids, best + 2, ids, best + 1, tail);
            System.arraycopy(lengths, best + 2, lengths, best + 1, tail);
            System.arraycopy(pairs, best + 2, pairs, best + 1, Math.max(0, tail - 1));
            size--;
            if (best > 0) {
                pairs[best - 1] = table.get(ids[best - 1], ids[best]);
            }
            if (best + 1 < size) {
                pairs[best] = table.get(ids[best], ids[best + 1]);
            }
        }
        return size;
    }

    private static int mergeLong(SymbolBuffer symbols, PairTable table) {
        symbols.reserveLinks();
        int size = symbols.size();
        int[] ids = symbols.ids;
        int[] lengths = symbols.lengths;
        int[] next = symbols.next;
        int[] previous = symbols.previous;
        long[] pairs = symbols.pairs;
        RankHeap heap = symbols.heap;
        for (int index = 0; index < size; index++) {
            next[index] = index + 1 < size ? index + 1 : END;
            previous[index] = index - 1;
            pairs[index] = index + 1 < size ? table.get(ids[index], ids[index + 1]) : PairTable.NO_MERGE;
            heap.append(pairs[index], index);
        }
        heap.order();
        while (!heap.isEmpty()) {
            long entry = heap.pop();
            int at = RankHeap.position(entry);
            if (next[at] == DEAD || next[at] == END || PairTable.rank(pairs[at]) != RankHeap.rank(entry)) {
                continue;
            }
            int right = next[at];
            ids[at] = PairTable.merged(pairs[at]);
            lengths[at] += lengths[right];
            next[at] = next[right];
            next[right] = DEAD;
            pairs[at] = PairTable.NO_MERGE;
            if (next[at] != END) {
                previous[next[at]] = at;
                pairs[at] = table.get(ids[at], ids[next[at]]);
                heap.push(pairs[at], at);
            }
            int left = previous[at];
            if (left != END) {
                pairs[left] = table.get(ids[left], ids[at]);
                heap.push(pairs[left], left);
            }
        }
        return compact(symbols, size);
    }

    private static int compact(SymbolBuffer symbols, int size) {
        int kept = 0;
        for (int index = 0; index < size; index++) {
            if (symbols.next[index] != DEAD) {
                symbols.ids[kept] = symbols.ids[index];
                symbols.lengths[kept] = symbols.lengths[index];
                kept++;
            }
        }
        return kept;
    }
}
