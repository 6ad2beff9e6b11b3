package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.TokenTable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The merges that {@code transformers} finds in the pieces of a SentencePiece model: every cut of a piece into two pieces.
 * The piece with the better score comes first, then the longer left part, then the longer right part, then the smaller ids.
 */
final class PieceMerges {
    private static final int MOST = 1 << 22;

    private final TokenTable table;
    private final double[] scores;
    private final List<Merge> merges = new ArrayList<>();

    private record Merge(int left, int right, int merged, double score, int leftLength, int rightLength) {
        private static final Comparator<Merge> STRONGEST_FIRST = Comparator.comparingDouble(Merge::score)
                .thenComparingInt(Merge::leftLength)
                .thenComparingInt(Merge::rightLength)
                .reversed()
                .thenComparingInt(Merge::merged)
                .thenComparingInt(Merge::left)
                .thenComparingInt(Merge::right);
    }

    private PieceMerges(TokenTable table, double[] scores) {
        this.table = table;
        this.scores = scores;
    }

    /**
     * The merges of pieces.
     *
     * @param place where the pieces are, for messages
     */
    static MergeSpec of(TokenTable table, double[] scores, Place place) {
        long work = 0;
        for (int id = 0; id < table.idLimit(); id++) {
            long length = table.length(id);
            work += length * length;
        }
        if (work > Limits.MAX_RANK_WORK) {
            throw new LoadException(LoadException.Kind.LIMIT, place, "pieces are too long to find their merges");
        }
        PieceMerges found = new PieceMerges(table, scores);
        for (int id = 0; id < table.idLimit(); id++) {
            found.cut(id);
            if (found.merges.size() > MOST) {
                throw new LoadException(
                        LoadException.Kind.LIMIT, place, "more than " + MOST + " merges; that is the limit");
            }
        }
        return found.listed();
    }

    private void cut(int id) {
        byte[] piece = table.bytes(id);
        int characters = characters(piece, 0, piece.length);
        for (int at = 1; at < piece.length; at++) {
            if (isInside(piece[at])) {
                continue;
            }
            int left = table.id(piece, 0, at);
            int right = left < 0 ? left : table.id(piece, at, piece.length);
            if (right >= 0) {
                int leftLength = characters(piece, 0, at);
                // adding zero makes the two zeros the same
                merges.add(new Merge(left, right, id, scores[id] + 0.0, leftLength, characters - leftLength));
            }
        }
    }

    private static int characters(byte[] piece, int from, int to) {
        int count = 0;
        for (int at = from; at < to; at++) {
            count += isInside(piece[at]) ? 0 : 1;
        }
        return count;
    }

    private static boolean isInside(byte unit) {
        return (unit & 0xC0) == 0x80;
    }

    private MergeSpec listed() {
        merges.sort(Merge.STRONGEST_FIRST);
        int[] left = merges.stream().mapToInt(Merge::left).toArray();
        int[] right = merges.stream().mapToInt(Merge::right).toArray();
        int[] merged = merges.stream().mapToInt(Merge::merged).toArray();
        return MergeSpec.Listed.copyOf(left, right, merged, left.length);
    }
}
