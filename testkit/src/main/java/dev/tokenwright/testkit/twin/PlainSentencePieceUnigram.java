package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.Pieces;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SentencePiece's Unigram exactly as defined: for every place in the text, the best sum of scores of pieces that end
 * there, in single precision, over all pieces that start at each place, the shorter ones first.
 */
public final class PlainSentencePieceUnigram {
    private static final float RESCALE = 100_000;

    private final Map<String, Integer> ids = new HashMap<>();
    private final Pieces pieces;
    private float unknownScore = Float.MAX_VALUE;

    /** The Unigram of some pieces. */
    public PlainSentencePieceUnigram(Pieces pieces) {
        this.pieces = pieces;
        for (int id = 0; id < pieces.size(); id++) {
            Pieces.Kind kind = pieces.kind(id);
            if (kind == Pieces.Kind.NORMAL) {
                unknownScore = Math.min(unknownScore, pieces.score(id));
            }
            if (kind == Pieces.Kind.NORMAL || kind == Pieces.Kind.USER_DEFINED) {
                ids.put(pieces.tokens().text(id), id);
            }
        }
        unknownScore -= 10;
    }

    private float score(int id, String piece) {
        int bytes = piece.getBytes(StandardCharsets.UTF_8).length;
        return pieces.kind(id) == Pieces.Kind.USER_DEFINED ? (float) (0.1 * (bytes - 1)) : pieces.score(id);
    }

    /** Cuts a text. */
    public List<PlainSegment> encode(String text) {
        int size = text.length();
        float[] best = new float[size + 1];
        int[] from = new int[size + 1];
        int[] id = new int[size + 1];
        Arrays.fill(from, -1);
        for (int start = 0; start < size; start += Character.charCount(text.codePointAt(start))) {
            if (Math.abs(best[start]) > RESCALE) {
                float offset = best[start];
                for (int end = start; end <= size; end++) {
                    best[end] -= end == start || from[end] >= 0 ? offset : 0;
                }
            }
            int next = start + Character.charCount(text.codePointAt(start));
            boolean single = false;
            for (int end = start + 1; end <= size; end++) {
                String piece = text.substring(start, end);
                if (ids.containsKey(piece)) {
                    improve(best, from, id, start, end, ids.get(piece), score(ids.get(piece), piece));
                    single |= end == next;
                }
            }
            if (!single) {
                improve(best, from, id, start, next, PlainSegment.UNKNOWN, unknownScore);
            }
        }
        List<PlainSegment> path = new ArrayList<>();
        for (int end = size; end > 0; end = from[end]) {
            path.add(new PlainSegment(text.substring(from[end], end), id[end]));
        }
        Collections.reverse(path);
        return path;
    }

    private static void improve(float[] best, int[] from, int[] id, int start, int end, int piece, float score) {
        float sum = score + best[start];
        if (from[end] < 0 || sum > best[end]) {
            best[end] = sum;
            from[end] = start;
            id[end] = piece;
        }
    }
}
