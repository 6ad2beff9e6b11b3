package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.stage.model.RankHeap;
import dev.tokenwright.stage.model.SymbolBuffer;

/** Joins neighbouring symbols of a text, always those of the lowest rank, the leftmost of equals. Immutable. */
final class TextMerger {
    /*
     * A symbol is a start in the text (in the buffer's ids) and a length. Up to SHORT symbols: the pairs lie in an array,
     * which is scanned for the best; O(n^2) with a small constant. More: a binary heap of (rank, position) over a doubly
     * linked list; an entry whose pair has another rank by now is dropped; O(n log n).
     */
    private static final int SHORT = 32;
    private static final int DEAD = -2;
    private static final int END = -1;

    private final PairLookup pairs;

    TextMerger(PairLookup pairs) {
        this.pairs = pairs;
    }

    /** Tells whether two neighbouring symbols are joined. */
    @FunctionalInterface
    interface PairLookup {
        /** The rank of the two symbols that start at {@code start} in the top 32 bits, or {@link PieceRanks#NO_MERGE}. */
        long pair(byte[] text, int start, int leftLength, int rightLength);
    }

    /** Joins the symbols in place and returns how many are left, at the start of the buffer. */
    int merge(byte[] text, SymbolBuffer symbols) {
        return symbols.size() <= SHORT ? mergeShort(text, symbols) : mergeLong(text, symbols);
    }

    private long pair(byte[] text, int[] starts, int[] lengths, int left, int right) {
        return pairs.pair(text, starts[left], lengths[left], lengths[right]);
    }

    private int mergeShort(byte[] text, SymbolBuffer symbols) {
        int[] starts = symbols.ids;
        int[] lengths = symbols.lengths;
        long[] ranked = symbols.pairs;
        int size = symbols.size();
        for (int index = 0; index + 1 < size; index++) {
            ranked[index] = pair(text, starts, lengths, index, index + 1);
        }
        while (size > 1) {
            int best = 0;
            for (int index = 1; index < size - 1; index++) {
                if (PieceRanks.rank(ranked[index]) < PieceRanks.rank(ranked[best])) {
                    best = index;
                }
            }
            if (ranked[best] == PieceRanks.NO_MERGE) {
                break;
            }
            lengths[best] += lengths[best + 1];
            int tail = size - best - 2;
            System.arraycopy(starts, best + 2, starts, best + 1, tail);
            System.arraycopy(lengths, best + 2, lengths, best + 1, tail);
            System.arraycopy(ranked, best + 2, ranked, best + 1, Math.max(0, tail - 1));
            size--;
            if (best > 0) {
                ranked[best - 1] = pair(text, starts, lengths, best - 1, best);
            }
            if (best + 1 < size) {
                ranked[best] = pair(text, starts, lengths, best, best + 1);
            }
        }
        return size;
    }

    /** As {@link #merge}, with lookups in the order in which SentencePiece makes them. */
    int mergeLong(byte[] text, SymbolBuffer symbols) {
        symbols.reserveLinks();
        int size = symbols.size();
        int[] starts = symbols.ids;
        int[] lengths = symbols.lengths;
        int[] next = symbols.next;
        int[] previous = symbols.previous;
        long[] ranked = symbols.pairs;
        RankHeap heap = symbols.heap;
        for (int index = 0; index < size; index++) {
            next[index] = index + 1 < size ? index + 1 : END;
            previous[index] = index - 1;
            ranked[index] = index + 1 < size ? pair(text, starts, lengths, index, index + 1) : PieceRanks.NO_MERGE;
            heap.append(ranked[index], index);
        }
        heap.order();
        while (!heap.isEmpty()) {
            long entry = heap.pop();
            int at = RankHeap.position(entry);
            if (next[at] == DEAD || next[at] == END || PieceRanks.rank(ranked[at]) != RankHeap.rank(entry)) {
                continue;
            }
            int right = next[at];
            lengths[at] += lengths[right];
            next[at] = next[right];
            next[right] = DEAD;
            int left = previous[at];
            if (left != END) {
                ranked[left] = pair(text, starts, lengths, left, at);
                heap.push(ranked[left], left);
            }
            ranked[at] = PieceRanks.NO_MERGE;
            if (next[at] != END) {
                previous[next[at]] = at;
                ranked[at] = pair(text, starts, lengths, at, next[at]);
                heap.push(ranked[at], at);
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
