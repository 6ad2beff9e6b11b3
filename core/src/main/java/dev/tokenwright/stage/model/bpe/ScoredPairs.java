package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.text.Utf8;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * All pairs of neighbours that together are a token: two tokens, or code points that are none and get ids of their own
 * beyond the vocabulary. The better the token's score, the lower the pair's rank; equal scores are equal ranks.
 */
final class ScoredPairs {
    private static final int NONE = -1;

    private final TokenTable vocabulary;
    private final int[] ranks;
    private final Map<Integer, Integer> characters = new HashMap<>();
    private final PairTable pairs;
    private byte[] token = new byte[256];

    private ScoredPairs(TokenTable vocabulary, ModelSpec.Scores scores) {
        this.vocabulary = vocabulary;
        this.ranks = ranks(vocabulary, scores);
        int count = 0;
        for (int id = 0; id < vocabulary.idLimit(); id++) {
            count += eachSplit(id, (left, right) -> {});
        }
        pairs = new PairTable(count);
        for (int merged = 0; merged < vocabulary.idLimit(); merged++) {
            int id = merged;
            eachSplit(id, (left, right) -> pairs.put(left, right, ranks[id], id));
        }
    }

    static ScoredPairs of(TokenTable vocabulary, ModelSpec.Scores scores) {
        return new ScoredPairs(vocabulary, scores);
    }

    PairTable pairs() {
        return pairs;
    }

    /** Ids of code points that are no tokens but parts of some. */
    Map<Integer, Integer> characters() {
        return characters;
    }

    private static int[] ranks(TokenTable vocabulary, ModelSpec.Scores scores) {
        double[] distinct = new double[vocabulary.idLimit()];
        for (int id = 0; id < distinct.length; id++) {
            distinct[id] = ascending(scores.of(id));
        }
        double[] sorted = Arrays.stream(distinct).sorted().distinct().toArray();
        return Arrays.stream(distinct)
                .mapToInt(value -> Arrays.binarySearch(sorted, value))
                .toArray();
    }

    /** A score so that better ones come first, with one zero. */
    private static double ascending(double score) {
        return 0.0 - score;
    }

    /** Receives the two parts of a token. */
    private interface SplitSink {
        void accept(int left, int right);
    }

    /** Goes through the places where a token can be split in two parts, and counts them. */
    private int eachSplit(int id, SplitSink sink) {
        if (!vocabulary.contains(id)) {
            return 0;
        }
        int length = vocabulary.length(id);
        if (length > token.length) {
            token = new byte[2 * length];
        }
        vocabulary.copyTo(id, token, 0);
        int count = 0;
        for (int at = characterEnd(0, length); at < length; at = characterEnd(at, length)) {
            int left = part(0, at);
            int right = left == NONE ? NONE : part(at, length);
            if (right != NONE) {
                sink.accept(left, right);
                count++;
            }
        }
        return count;
    }

    private int characterEnd(int at, int length) {
        return Math.min(length, at + Utf8.lengthByLead(token[at]));
    }

    private int part(int from, int to) {
        int id = vocabulary.id(token, from, to);
        boolean character = characterEnd(from, to) == to && Utf8.firstMalformed(token, from, to) < 0;
        if (id != NONE || !character) {
            return id;
        }
        return characters.computeIfAbsent(
                Utf8.codePointAt(token, from), unused -> vocabulary.idLimit() + characters.size());
    }
}
