package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.spec.Pieces;
import dev.tokenwright.stage.model.LatticeBuffer;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.WordCache;
import dev.tokenwright.text.ByteTrie;
import java.util.Arrays;

/** The segmentation with the best sum of scores, added up in single precision from the start of the text. Immutable. */
final class UnigramSegmenter implements SentencePieceEncoder.Segmenter {
    /*
     * Viterbi's algorithm over byte positions: from each code point on, a walk down the trie meets all pieces that start
     * there, and each may improve the best path that ends where it ends; of equals the first stays. A code point without a
     * piece of its own is an unknown piece. User-defined pieces have a score that grows with their length.
     *
     * A position that no piece reaches over ends a window: all paths go through it, so its pieces are given out and the
     * buffer starts anew, with the sum carried on. Sums are not started anew: how they are rounded depends on their size,
     * and SentencePiece decides by the rounded ones. Short words of which that is known to make no difference are kept, see
     * CertainWords; their scores are added up all the same. SentencePiece takes a sum beyond RESCALE back to 0, and so does this.
     *
     * Cost: the length of the text times that of the longest piece at most. The plain twin is PlainSentencePieceUnigram
     * in the test kit.
     */
    private static final float RESCALE = 100_000;
    private static final float UNKNOWN_PENALTY = 10;
    private static final int UNKNOWN = -1;

    private final ByteTrie trie;
    private final float[] scores;
    private final float unknownScore;
    private final int longestPiece;
    private final PieceOutput output;
    private final int[] lengths;
    private final CertainWords words;

    UnigramSegmenter(Pieces pieces, ByteTrie trie, PieceOutput output) {
        this.trie = trie;
        this.output = output;
        this.scores = new float[pieces.size()];
        this.lengths = new int[pieces.size()];
        float lowest = Float.MAX_VALUE;
        int longest = 0;
        for (int id = 0; id < scores.length; id++) {
            int length = pieces.tokens().length(id);
            longest = Math.max(longest, length);
            lengths[id] = length;
            scores[id] = pieces.score(id);
            if (pieces.kind(id) == Pieces.Kind.NORMAL) {
                lowest = Math.min(lowest, pieces.score(id));
            } else if (pieces.kind(id) == Pieces.Kind.USER_DEFINED) {
                scores[id] = (float) (0.1 * (length - 1));
            }
        }
        this.unknownScore = lowest - UNKNOWN_PENALTY;
        this.longestPiece = longest;
        this.words = new CertainWords(pieces, trie, scores, unknownScore, RESCALE);
    }

    @Override
    public void segment(byte[] text, int from, int to, TokenRun run) {
        LatticeBuffer lattice = run.lattice();
        int window = from;
        int reached = from;
        lattice.scores[0] = 0;
        for (int at = from; at < to; ) {
            if (at == reached && at > window) {
                finishWindow(text, window, at, run);
                window = at;
            }
            if (at == window) {
                at = addWords(text, at, to, run);
                window = at;
                reached = at;
                if (at == to) {
                    return;
                }
            }
            lattice.reserve(at - window + longestPiece + Integer.BYTES + 1);
            if (Math.abs(lattice.scores[at - window]) > RESCALE) {
                rescale(lattice, at - window, reached - window);
            }
            int codePointEnd = at + Symbols.codePoint(text, at, to);
            reached = Math.max(Math.max(reached, codePointEnd), extend(text, window, at, codePointEnd, to, lattice));
            at = codePointEnd;
        }
        if (to > window) {
            finishWindow(text, window, to, run);
        }
    }

    /** Adds words that are certain, and returns where the first other one starts; no path is open there. */
    private int addWords(byte[] text, int from, int to, TokenRun run) {
        LatticeBuffer lattice = run.lattice();
        WordCache known = run.words();
        float sum = lattice.scores[0];
        int at = from;
        for (int end = words.end(text, at, to); end > at; end = words.end(text, at, to)) {
            if (!known.find(text, at, end)) {
                words.learn(text, at, end, run);
            }
            if (!(Math.abs(sum) <= known.limit())) {
                break;
            }
            for (int index = 0; index < known.count(); index++) {
                int id = known.id(index);
                sum = scores[id] + sum;
                output.addKnown(id, lengths[id], run);
            }
            at = end;
        }
        lattice.scores[0] = sum;
        return at;
    }

    /** Improves paths with the pieces that start at {@code at}; returns the end of the longest. */
    private int extend(byte[] text, int window, int at, int codePointEnd, int to, LatticeBuffer lattice) {
        float[] pathScores = lattice.scores;
        int[] starts = lattice.starts;
        int[] ids = lattice.ids;
        float before = pathScores[at - window];
        boolean single = false;
        int farthest = at;
        int node = ByteTrie.ROOT;
        for (int position = at; position < to; ) {
            node = trie.step(node, text[position]);
            if (node == ByteTrie.NONE) {
                break;
            }
            position++;
            int id = trie.value(node);
            if (id != ByteTrie.NONE) {
                float score = scores[id] + before;
                int end = position - window;
                if (starts[end] == LatticeBuffer.NONE || score > pathScores[end]) {
                    pathScores[end] = score;
                    starts[end] = at;
                    ids[end] = id;
                }
                farthest = position;
                single |= position == codePointEnd;
            }
        }
        if (!single) {
            float score = unknownScore + before;
            int end = codePointEnd - window;
            if (starts[end] == LatticeBuffer.NONE || score > pathScores[end]) {
                pathScores[end] = score;
                starts[end] = at;
                ids[end] = UNKNOWN;
            }
        }
        return farthest;
    }

    private static void rescale(LatticeBuffer lattice, int at, int reached) {
        float offset = lattice.scores[at];
        for (int position = at; position <= reached; position++) {
            if (position == at || lattice.starts[position] != LatticeBuffer.NONE) {
                lattice.scores[position] -= offset;
            }
        }
    }

    /** Gives out the pieces of the best path from {@code window} to {@code end} and makes that end the new start. */
    private void finishWindow(byte[] text, int window, int end, TokenRun run) {
        LatticeBuffer lattice = run.lattice();
        int count = 0;
        for (int position = end; position > window; position = lattice.starts[position - window]) {
            lattice.path[count++] = position;
        }
        int start = window;
        for (int index = count - 1; index >= 0; index--) {
            int position = lattice.path[index];
            int id = lattice.ids[position - window];
            if (id == UNKNOWN) {
                output.addUnknown(text, start, position, run);
            } else {
                output.addKnown(id, position - start, run);
            }
            start = position;
        }
        lattice.scores[0] = lattice.scores[end - window];
        Arrays.fill(lattice.starts, 0, end - window + 1, LatticeBuffer.NONE);
    }
}
