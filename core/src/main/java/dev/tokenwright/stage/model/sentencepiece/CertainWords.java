package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.spec.Pieces;
import dev.tokenwright.stage.model.PathBuffer;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.WordCache;
import dev.tokenwright.text.ByteTrie;
import java.util.Arrays;

/** Words whose best segmentation is the same however large the sum of scores before them is, up to a limit. Immutable. */
final class CertainWords {
    /*
     * A word is what lies between two U+2581 over which no piece reaches: every path goes through its ends. Sums are
     * rounded to single precision, and how depends on their size, so a word's pieces do. But each of at most n additions
     * is off by at most half a unit in the last place of the largest number M that can come up. So where, at each place
     * of the exact best path, the best way there is better than every other by more than n units, the rounded sums decide
     * in the same way: a position's rounded sum is off by at most n/2 units whatever was decided before it, since the
     * larger of two numbers is off by no more than they are. docs/algorithms/unigram-words.md has this at length.
     */
    private static final int PRECISION = 23;
    private static final double SLACK = 1e-6;

    private final ByteTrie trie;
    private final float[] scores;
    private final double largest;
    private final float rescale;
    /** Whether some piece has U+2581 after this byte; then a word may go on. */
    private final boolean[] goesOnBefore = new boolean[256];

    CertainWords(Pieces pieces, ByteTrie trie, float[] scores, float unknownScore, float rescale) {
        this.trie = trie;
        this.scores = scores;
        this.rescale = rescale;
        double largestScore = Math.abs(unknownScore);
        for (int id = 0; id < scores.length; id++) {
            largestScore = Math.max(largestScore, Math.abs(scores[id]));
            byte[] piece = pieces.tokens().bytes(id);
            for (int at = 1; at < piece.length; at++) {
                if (Symbols.isMeta(piece, at, piece.length)) {
                    goesOnBefore[piece[at - 1] & 0xFF] = true;
                }
            }
        }
        this.largest = largestScore;
    }

    /** Where the word ends that starts at {@code at}; {@code at} itself where none does, or a long one. */
    int end(byte[] text, int at, int to) {
        if (!Symbols.isMeta(text, at, to)) {
            return at;
        }
        int last = Math.min(to, at + WordCache.LONGEST + 1);
        for (int end = at + Symbols.META.length; end < last; end++) {
            if (text[end] == Symbols.META[0] && !goesOnBefore[text[end - 1] & 0xFF] && Symbols.isMeta(text, end, to)) {
                return end;
            }
        }
        return last == to && to - at <= WordCache.LONGEST ? to : at;
    }

    /** Makes {@code text[from..to)}, which was not found in the cache, known there. */
    void learn(byte[] text, int from, int to, TokenRun run) {
        PathBuffer paths = run.paths();
        int length = to - from;
        paths.clear(length);
        double[] margins = new double[length + 1];
        Arrays.fill(margins, Double.POSITIVE_INFINITY);
        for (int at = 0; at < length; ) {
            int next = at + Symbols.codePoint(text, from + at, to);
            if (paths.starts[at] == PathBuffer.NONE && at > 0 || !offer(text, from, at, next, to, paths, margins)) {
                run.words().put(run, run.size(), -1);
                return;
            }
            at = next;
        }
        double margin = Double.POSITIVE_INFINITY;
        int count = 0;
        for (int end = length; end > 0; end = paths.starts[end]) {
            margin = Math.min(margin, margins[end]);
            paths.ends[count++] = paths.ids[end];
        }
        int before = run.size();
        for (int index = count - 1; index >= 0; index--) {
            run.add(paths.ends[index], 0);
        }
        boolean fits = count <= WordCache.MOST_TOKENS;
        run.words().put(run, fits ? before : run.size(), fits ? limit(margin, length) : -1);
        run.truncate(before);
    }

    /** Offers the pieces that start at {@code at}; whether the code point there is one, so that nothing is unknown. */
    private boolean offer(byte[] text, int from, int at, int next, int to, PathBuffer paths, double[] margins) {
        boolean single = false;
        int node = ByteTrie.ROOT;
        for (int position = from + at; position < to; ) {
            node = trie.step(node, text[position]);
            if (node == ByteTrie.NONE) {
                break;
            }
            position++;
            int id = trie.value(node);
            if (id == ByteTrie.NONE) {
                continue;
            }
            int end = position - from;
            double sum = paths.scores[at] + scores[id];
            single |= end == next;
            if (paths.starts[end] == PathBuffer.NONE) {
                set(paths, end, at, id, sum);
            } else if (sum > paths.scores[end]) {
                margins[end] = sum - paths.scores[end];
                set(paths, end, at, id, sum);
            } else {
                margins[end] = Math.min(margins[end], paths.scores[end] - sum);
            }
        }
        return single;
    }

    private static void set(PathBuffer paths, int end, int start, int id, double sum) {
        paths.scores[end] = sum;
        paths.starts[end] = start;
        paths.ids[end] = id;
    }

    /** How large the sum before a word may be. */
    private float limit(double margin, int length) {
        double unit = (margin - SLACK) / length;
        if (!(unit > 0)) {
            return -1;
        }
        double most = Math.scalb(1.0, Math.min(Math.getExponent(unit), Byte.MAX_VALUE) + PRECISION);
        return (float) (Math.min(most, rescale) - largest * length - 1);
    }
}
