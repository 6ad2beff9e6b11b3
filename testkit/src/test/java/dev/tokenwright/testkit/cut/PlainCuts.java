package dev.tokenwright.testkit.cut;

import dev.tokenwright.text.TextPattern;
import java.util.ArrayList;
import java.util.List;

/** Pieces cut by patterns one after the other: every match is a piece, and so is what lies between matches. */
final class PlainCuts {
    private PlainCuts() {}

    /** Starts and ends of all pieces, in order. */
    static List<Integer> of(byte[] utf8, List<? extends TextPattern> patterns) {
        List<Integer> pieces = utf8.length == 0 ? List.of() : List.of(0, utf8.length);
        for (TextPattern pattern : patterns) {
            pieces = cut(utf8, pieces, pattern);
        }
        return pieces;
    }

    private static List<Integer> cut(byte[] utf8, List<Integer> pieces, TextPattern pattern) {
        List<Integer> smaller = new ArrayList<>();
        for (int index = 0; index < pieces.size(); index += 2) {
            int[] done = {pieces.get(index)};
            int end = pieces.get(index + 1);
            pattern.findAll(utf8, done[0], end, (start, stop) -> {
                add(smaller, done[0], start);
                add(smaller, start, stop);
                done[0] = stop;
            });
            add(smaller, done[0], end);
        }
        return smaller;
    }

    private static void add(List<Integer> pieces, int start, int end) {
        if (start < end) {
            pieces.add(start);
            pieces.add(end);
        }
    }
}
