package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.TokenTable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Byte pair encoding exactly as defined: merge the best-ranked neighbour, leftmost first, until none is left. It is the
 * oracle of {@code SymbolMerger} (short and long pieces), of {@code PairTable}, and, by way of {@link #byRank}, of
 * {@code RankedMerges}, which must find the same merges without ever joining bytes.
 */
public final class PlainBpe {
    private final Merges merges;

    private PlainBpe(Merges merges) {
        this.merges = merges;
    }

    /** Two neighbours, by id. */
    record Pair(int left, int right) {}

    /** How early two neighbours merge, and to what. */
    record Merge(int rank, int merged) {}

    /** Tells whether two neighbours merge. */
    interface Merges {
        Optional<Merge> of(Pair pair);
    }

    /** Merges as a list; of a pair that is listed twice the last counts. */
    public static PlainBpe listed(MergeSpec.Listed list) {
        Map<Pair, Merge> merges = new HashMap<>();
        for (int rank = 0; rank < list.size(); rank++) {
            merges.put(new Pair(list.leftId(rank), list.rightId(rank)), new Merge(rank, list.mergedId(rank)));
        }
        return new PlainBpe(pair -> Optional.ofNullable(merges.get(pair)));
    }

    /** Two neighbours merge when their joined bytes are a token, whose id is the rank: tiktoken's definition. */
    public static PlainBpe byRank(TokenTable vocabulary) {
        return new PlainBpe(pair -> {
            byte[] left = vocabulary.bytes(pair.left());
            byte[] right = vocabulary.bytes(pair.right());
            byte[] joined = new byte[left.length + right.length];
            System.arraycopy(left, 0, joined, 0, left.length);
            System.arraycopy(right, 0, joined, left.length, right.length);
            int id = vocabulary.id(joined, 0, joined.length);
            return id < 0 ? Optional.empty() : Optional.of(new Merge(id, id));
        });
    }

    /** The symbols that are left when nothing merges any more. */
    public List<Integer> encode(List<Integer> symbols) {
        List<Integer> current = new ArrayList<>(symbols);
        for (int best = best(current); best >= 0; best = best(current)) {
            int merged = merge(current, best).orElseThrow().merged();
            current.remove(best + 1);
            current.set(best, merged);
        }
        return current;
    }

    /** Index of the left one of the two neighbours that merge first, or -1 when none do. */
    private int best(List<Integer> symbols) {
        int best = -1;
        int bestRank = Integer.MAX_VALUE;
        for (int index = 0; index + 1 < symbols.size(); index++) {
            Optional<Merge> merge = merge(symbols, index);
            if (merge.isPresent() && merge.get().rank() < bestRank) {
                best = index;
                bestRank = merge.get().rank();
            }
        }
        return best;
    }

    private Optional<Merge> merge(List<Integer> symbols, int index) {
        return merges.of(new Pair(symbols.get(index), symbols.get(index + 1)));
    }
}
