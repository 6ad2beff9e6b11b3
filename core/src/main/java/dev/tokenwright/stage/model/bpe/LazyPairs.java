package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.RankedMerges;
import dev.tokenwright.spec.TokenTable;
import org.jspecify.annotations.Nullable;

/**
 * The pairs of a model, made when the first piece needs them: where whole pieces are looked up first, many texts need none.
 */
final class LazyPairs {
    private final TokenTable vocabulary;
    private final MergeSpec merges;
    private volatile @Nullable PairTable table;

    LazyPairs(ModelSpec.Bpe spec) {
        vocabulary = spec.vocabulary();
        merges = spec.merges();
    }

    PairTable get() {
        PairTable known = table;
        return known != null ? known : make();
    }

    private synchronized PairTable make() {
        PairTable known = table;
        if (known == null) {
            known = make(vocabulary, merges);
            table = known;
        }
        return known;
    }

    /** The one place where a kind of merges becomes pairs. */
    static PairTable make(TokenTable vocabulary, MergeSpec merges) {
        if (merges instanceof MergeSpec.Listed listed) {
            PairTable pairs = new PairTable(listed.size());
            for (int rank = 0; rank < listed.size(); rank++) {
                pairs.put(listed.leftId(rank), listed.rightId(rank), rank, listed.mergedId(rank));
            }
            return pairs;
        } else if (merges instanceof MergeSpec.Splits splits) {
            return ofSplits(vocabulary, splits);
        } else if (merges instanceof MergeSpec.ByRank) {
            return ofSplits(vocabulary, RankedMerges.of(vocabulary));
        } else if (merges instanceof MergeSpec.ByScore byScore) {
            return ScoredPairs.of(vocabulary, byScore.scores()).pairs();
        }
        throw new AssertionError(merges);
    }

    private static PairTable ofSplits(TokenTable vocabulary, MergeSpec.Splits splits) {
        PairTable pairs = new PairTable(splits.size());
        byte[] token = new byte[256];
        for (int rank = 0; rank < splits.size(); rank++) {
            int merged = splits.mergedId(rank);
            int length = vocabulary.length(merged);
            if (length > token.length) {
                token = new byte[2 * length];
            }
            vocabulary.copyTo(merged, token, 0);
            int left = vocabulary.id(token, 0, splits.leftLength(rank));
            int right = vocabulary.id(token, splits.leftLength(rank), length);
            if (left < 0 || right < 0) {
                throw new IllegalArgumentException("a part of merge " + rank + " is no token");
            }
            pairs.put(left, right, rank, merged);
        }
        return pairs;
    }
}
