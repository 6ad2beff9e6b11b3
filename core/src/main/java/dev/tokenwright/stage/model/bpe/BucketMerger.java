package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.stage.model.RankBuckets;
import dev.tokenwright.stage.model.SymbolBuffer;

/** Merges the symbols of a long piece, rank by rank. */
final class BucketMerger {
    /*
     * A merge nearly always makes pairs of higher ranks than its own: a token was learnt before what is made of it. So the
     * places of a rank can be taken all at once, in order, instead of one by one from a heap; a pair of a lower rank, or of
     * the same, sends those that are left back. A vocabulary that does so all the time is left to the heap.
     *
     * What is known of a symbol lies together, so that a merge touches few lines of the processor's cache:
     *
     *   CELL * place + 0  its id
     *                + 1  the place of the symbol behind it, or END
     *                + 2  that of the one before it, or END
     *                + 3  the rank of the pair of it and the one behind it, or NONE; of a symbol that is gone, too
     *
     * The plain twin is PlainBpe in the test kit, by way of BpeTwinTest; the benchmark is EncodeBenchmark.
     */
    private static final int CELL = 4;
    private static final int NEXT = 1;
    private static final int PREVIOUS = 2;
    private static final int RANK = 3;
    private static final int END = -1;
    private static final int NONE = -1;

    private BucketMerger() {}

    /** Merges symbols in place and returns how many are left, or -1, and the symbols as they were, when it is too much work. */
    static int merge(SymbolBuffer symbols, PairTable table) {
        int size = symbols.size();
        int[] cells = symbols.cells(CELL);
        RankBuckets buckets = symbols.buckets;
        buckets.start(table.highestRank());
        link(symbols, cells, buckets, table);
        int sentBack = 0;
        for (int rank = buckets.lowest(); rank >= 0; rank = buckets.lowest()) {
            int count = buckets.take(rank);
            int[] places = buckets.taken();
            int left = NONE;
            int right = NONE;
            int id = NONE;
            int done = 0;
            boolean lower = false;
            while (done < count && !lower) {
                int cell = CELL * places[done++];
                if (cells[cell + RANK] == rank) {
                    int behind = cells[CELL * cells[cell + NEXT]];
                    // The pairs of a rank are nearly always the same.
                    if (left != cells[cell] || right != behind) {
                        left = cells[cell];
                        right = behind;
                        id = table.merged(left, right);
                    }
                    lower = merge(cell, id, cells, buckets, table) <= rank;
                }
            }
            sentBack += count - done;
            if (sentBack > 2 * size) {
                return -1;
            }
            for (; done < count; done++) {
                buckets.add(rank, places[done]);
            }
        }
        return compact(symbols, cells);
    }

    private static void link(SymbolBuffer symbols, int[] cells, RankBuckets buckets, PairTable table) {
        int size = symbols.size();
        int[] ids = symbols.ids;
        for (int place = 0; place < size; place++) {
            int cell = CELL * place;
            boolean last = place + 1 == size;
            cells[cell] = ids[place];
            cells[cell + NEXT] = last ? END : place + 1;
            cells[cell + PREVIOUS] = place - 1;
            cells[cell + RANK] = NONE;
            if (!last) {
                rank(cell, ids[place + 1], cells, buckets, table);
            }
        }
    }

    /** Makes a symbol and the one behind it one, and returns the lower rank of the pairs that it is in then. */
    private static int merge(int cell, int id, int[] cells, RankBuckets buckets, PairTable table) {
        int behind = CELL * cells[cell + NEXT];
        int next = cells[behind + NEXT];
        int previous = cells[cell + PREVIOUS];
        cells[cell] = id;
        cells[cell + NEXT] = next;
        cells[cell + RANK] = NONE;
        cells[behind + RANK] = NONE;
        int lowest = Integer.MAX_VALUE;
        if (next != END) {
            cells[CELL * next + PREVIOUS] = cell / CELL;
            lowest = rank(cell, cells[CELL * next], cells, buckets, table);
        }
        return previous == END ? lowest : Math.min(lowest, rank(CELL * previous, id, cells, buckets, table));
    }

    /** Notes the rank of a symbol and the one behind it, and returns it, or something that is higher than all ranks. */
    private static int rank(int cell, int behind, int[] cells, RankBuckets buckets, PairTable table) {
        long pair = table.get(cells[cell], behind);
        if (pair == PairTable.NO_MERGE) {
            cells[cell + RANK] = NONE;
            return Integer.MAX_VALUE;
        }
        int rank = PairTable.rank(pair);
        cells[cell + RANK] = rank;
        buckets.add(rank, cell / CELL);
        return rank;
    }

    private static int compact(SymbolBuffer symbols, int[] cells) {
        int kept = 0;
        for (int place = 0; place != END; ) {
            int next = cells[CELL * place + NEXT];
            int end = next == END ? symbols.size() : next;
            int length = 0;
            for (int symbol = place; symbol < end; symbol++) {
                length += symbols.lengths[symbol];
            }
            symbols.ids[kept] = cells[CELL * place];
            symbols.lengths[kept] = length;
            kept++;
            place = next;
        }
        return kept;
    }
}
