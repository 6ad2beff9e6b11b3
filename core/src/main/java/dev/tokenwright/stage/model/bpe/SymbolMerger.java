package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.stage.model.RankHeap;
import dev.tokenwright.stage.model.SymbolBuffer;

/** Applies merges to the symbols of a piece: always the pair with the lowest rank, the leftmost of equals [1]. */
final class SymbolMerger {
    /*
     * Pieces of up to SHORT symbols: the ranks of all pairs lie in an array, which is scanned for the smallest; the symbols
     * that are left are bits of one number; O(n^2) with a small constant. Longer pieces: BucketMerger; and where that is too
     * much work, a binary heap of (rank, position) over a doubly linked list; an entry is stale when the pair at its
     * position no longer has its rank, and is then dropped; O(n log n).
     *
     * The plain twin is PlainBpe in the test kit, the benchmark EncodeBenchmark.
     *
     * [1] R. Sennrich, B. Haddow, A. Birch: Neural machine translation of rare words with subword units,
     *     arXiv:1508.07909, section 3.2
     */
    private static final int SHORT = 48;
    private static final int PLACE_BITS = 6;
    private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;
    private static final int NONE = Integer.MAX_VALUE;
    private static final int DEAD = -2;
    private static final int END = -1;

    private SymbolMerger() {}

    /** Merges the symbols in place and returns how many are left, at the start of the buffer. */
    static int merge(SymbolBuffer symbols, PairTable pairs) {
        boolean small = symbols.size() <= SHORT && pairs.highestRank() < NONE >>> PLACE_BITS;
        if (small) {
            return mergeShort(symbols, pairs);
        }
        int left = BucketMerger.merge(symbols, pairs);
        return left >= 0 ? left : mergeLong(symbols, pairs);
    }

    private static int mergeShort(SymbolBuffer symbols, PairTable table) {
        int[] ids = symbols.ids;
        int[] lengths = symbols.lengths;
        int[] ranks = symbols.ranks;
        int[] merged = symbols.merged;
        int size = symbols.size();
        for (int index = 0; index + 1 < size; index++) {
            rank(symbols, index, table.get(ids[index], ids[index + 1]));
        }
        long alive = (1L << size) - 1;
        int last = size - 1;
        for (int best = best(ranks, last); best != NONE; best = best(ranks, last)) {
            int at = best & PLACE_MASK;
            int right = Long.numberOfTrailingZeros(alive & -2L << at);
            ids[at] = merged[at];
            lengths[at] += lengths[right];
            alive &= ~(1L << right);
            ranks[right] = NONE;
            long behind = alive & -2L << at;
            if (behind == 0) {
                last = at;
            } else {
                rank(symbols, at, table.get(ids[at], ids[Long.numberOfTrailingZeros(behind)]));
            }
            long before = alive & (1L << at) - 1;
            if (before != 0) {
                int left = Long.SIZE - 1 - Long.numberOfLeadingZeros(before);
                rank(symbols, left, table.get(ids[left], ids[at]));
            }
        }
        int kept = 0;
        for (long rest = alive; rest != 0; rest &= rest - 1) {
            int index = Long.numberOfTrailingZeros(rest);
            ids[kept] = ids[index];
            lengths[kept] = lengths[index];
            kept++;
        }
        return kept;
    }

    private static void rank(SymbolBuffer symbols, int at, long pair) {
        symbols.ranks[at] = pair == PairTable.NO_MERGE ? NONE : PairTable.rank(pair) << PLACE_BITS | at;
        symbols.merged[at] = PairTable.merged(pair);
    }

    /** The lowest of the ranks before {@code to}, with its place. */
    private static int best(int[] ranks, int to) {
        int best = NONE;
        for (int index = 0; index < to; index++) {
            best = Math.min(best, ranks[index]);
        }
        return best;
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
