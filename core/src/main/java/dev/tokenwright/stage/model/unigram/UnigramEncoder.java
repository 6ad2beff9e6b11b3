package dev.tokenwright.stage.model.unigram;

import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PathBuffer;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.TokenTrie;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.function.IntPredicate;

/**
 * Unigram: of all rows of tokens that make up a piece the one with the largest sum of scores [1], exactly as Hugging Face
 * {@code tokenizers} finds it. Immutable.
 */
public final class UnigramEncoder implements PieceEncoder {
    /*
     * Viterbi's algorithm over byte positions. From left to right, each position that starts a code point offers its best
     * score plus that of every token that starts there to the position where the token ends. An offer wins when it is the
     * first one or strictly larger, so of equal paths the one whose last token starts first stays. A code point that is
     * no token by itself offers the unknown token, whose score lies UNKNOWN_PENALTY below the smallest. Scores are added
     * from left to right as 64-bit floating point numbers: the order decides how ties come out.
     *
     * Neighbouring unknown tokens become one, whose text may then be a token, or bytes, or stay unknown.
     *
     * Cost: one walk down the trie per code point, so O(length of the piece) for a given vocabulary.
     * The plain twin is PlainUnigram in the test kit.
     *
     * [1] T. Kudo: Subword regularization, arXiv:1804.10959, section 3.2
     */
    private static final double UNKNOWN_PENALTY = 10;
    private static final int NONE = -1;

    private final TokenTable vocabulary;
    private final TokenTrie trie;
    private final ModelSpec.Scores scores;
    /** {@link #NONE} when the model has no unknown token. */
    private final int unknownId;

    private final double unknownScore;
    /** Ids of the byte tokens by byte, {@link #NONE} where there is none; empty without byte fallback. */
    private final int[] byteTokens;

    private final IntPredicate isControl;

    private UnigramEncoder(ModelSpec.Unigram spec, TokenTrie trie, int[] byteTokens, IntPredicate isControl) {
        this.vocabulary = spec.vocabulary();
        this.trie = trie;
        this.scores = spec.scores();
        this.unknownId = spec.unknownId().orElse(NONE);
        this.unknownScore = smallest(spec.scores()) - UNKNOWN_PENALTY;
        this.byteTokens = byteTokens;
        this.isControl = isControl;
    }

    /**
     * Builds the encoder that a specification describes.
     *
     * @param isControl tells by id which tokens are control tokens
     */
    public static UnigramEncoder of(ModelSpec.Unigram spec, IntPredicate isControl) {
        int[] byteTokens = new int[spec.byteFallback() ? 256 : 0];
        for (int value = 0; value < byteTokens.length; value++) {
            byteTokens[value] = spec.vocabulary().id(String.format("<0x%02X>", value));
        }
        return new UnigramEncoder(spec, TokenTrie.of(spec.vocabulary()), byteTokens, isControl);
    }

    private static double smallest(ModelSpec.Scores scores) {
        double smallest = Double.POSITIVE_INFINITY;
        for (int id = 0; id < scores.size(); id++) {
            smallest = Math.min(smallest, scores.of(id));
        }
        return smallest;
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        PathBuffer paths = run.paths();
        int length = to - from;
        paths.clear(length);
        for (int start = 0; start < length; ) {
            int size = Utf8.lengthByLead(text[from + start]);
            if (!offerTokens(text, from, start, to, size, controlAllowed, paths)) {
                offerUnknown(text, from, start, size, paths);
            }
            start += size;
        }
        for (int end = length; end > 0; end = paths.starts[end]) {
            paths.ends[paths.starts[end]] = end;
        }
        addBest(text, from, length, controlAllowed, run);
    }

    /** Offers all tokens that start at a position; returns whether one of them is the code point there. */
    private boolean offerTokens(
            byte[] text, int from, int start, int to, int size, boolean controlAllowed, PathBuffer paths) {
        double score = paths.scores[start];
        boolean hasSingle = false;
        int state = TokenTrie.ROOT;
        for (int at = from + start; at < to; ) {
            state = trie.step(state, text[at++]);
            if (state == TokenTrie.NONE) {
                break;
            }
            if (trie.isToken(state)) {
                int id = trie.id(state);
                if (controlAllowed || !isControl.test(id)) {
                    int end = at - from;
                    hasSingle |= end - start == size;
                    double sum = score + scores.of(id);
                    if (paths.starts[end] == PathBuffer.NONE || sum > paths.scores[end]) {
                        paths.scores[end] = sum;
                        paths.starts[end] = start;
                        paths.ids[end] = id;
                    }
                }
            }
        }
        return hasSingle;
    }

    private void offerUnknown(byte[] text, int from, int start, int size, PathBuffer paths) {
        int end = start + size;
        double sum = paths.scores[start] + unknownScore;
        if (paths.starts[end] != PathBuffer.NONE && !(sum > paths.scores[end])) {
            return;
        }
        if (unknownId == NONE) {
            throw new UnencodableTextException("\"" + new String(text, from + start, size, StandardCharsets.UTF_8)
                    + "\" is not in the vocabulary, and the model has no unknown token. Mend the tokenizer file: add"
                    + " the token or unk_id");
        }
        paths.scores[end] = sum;
        paths.starts[end] = start;
        paths.ids[end] = unknownId;
    }

    private void addBest(byte[] text, int from, int length, boolean controlAllowed, TokenRun run) {
        int[] ends = run.paths().ends;
        int[] ids = run.paths().ids;
        for (int start = 0; start < length; ) {
            int end = ends[start];
            int id = ids[end];
            if (id == unknownId) {
                while (end < length && ids[ends[end]] == unknownId) {
                    end = ends[end];
                }
                addUnknown(text, from + start, from + end, controlAllowed, run);
            } else {
                run.add(id, end - start);
            }
            start = end;
        }
    }

    /** Adds {@code text[from..to)}, which unknown tokens cover: as the token it is after all, as bytes, or as unknown. */
    private void addUnknown(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        int id = vocabulary.id(text, from, to);
        if (id != NONE && (controlAllowed || !isControl.test(id))) {
            run.add(id, to - from);
        } else if (hasAllBytes(text, from, to)) {
            for (int at = from; at < to - 1; at++) {
                run.addSharing(byteTokens[text[at] & 0xFF], to - from);
            }
            run.add(byteTokens[text[to - 1] & 0xFF], to - from);
        } else {
            run.add(unknownId, to - from);
        }
    }

    private boolean hasAllBytes(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (byteTokens.length == 0 || byteTokens[text[at] & 0xFF] == NONE) {
                return false;
            }
        }
        return true;
    }
}
