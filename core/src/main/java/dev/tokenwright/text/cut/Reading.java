package dev.tokenwright.text.cut;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How far the reading of a text has come: a piece that is being matched, and what would be read differently if its match
 * ended at the last place where it may. Distances are bytes back from the place of reading. Immutable.
 *
 * @param lexer which lexer matches the piece
 * @param state its state; {@link #IDLE} between pieces where no match begins
 * @param accept where the match may end: a distance, {@link #NONE} before there is such a place, or {@link #CUT} when the
 *     cut there has been given already
 * @param pending cuts that follow the one at {@code accept} if the match ends there
 * @param rest the reading of what lies behind the last of these cuts, or behind the first character before there is such
 *     a place; null when nothing does
 * @param open distance of the piece's start when it has not been cut because unmatched characters lie before it, or
 *     {@link #NONE}
 */
record Reading(int lexer, int state, int accept, List<Integer> pending, @Nullable Reading rest, int open) {
    static final int IDLE = -1;
    static final int NONE = -1;
    static final int CUT = -2;

    Reading {
        pending = List.copyOf(pending);
    }

    static Reading idle(int lexer) {
        return new Reading(lexer, IDLE, NONE, List.of(), null, NONE);
    }

    /** The same, {@code bytes} further on. */
    Reading moved(int bytes) {
        return new Reading(
                lexer,
                state,
                accept >= 0 ? accept + bytes : accept,
                moved(pending, bytes),
                rest == null ? null : rest.moved(bytes),
                open >= 0 ? open + bytes : open);
    }

    static List<Integer> moved(List<Integer> cuts, int bytes) {
        return cuts.stream().map(cut -> cut + bytes).toList();
    }

    /** The same piece, with unmatched characters right before it. */
    Reading opened(int start) {
        return state == IDLE ? this : new Reading(lexer, state, accept, pending, rest, start);
    }

    /** The same with the cut at {@code accept} given. */
    Reading cut() {
        return new Reading(lexer, state, CUT, pending, rest, open);
    }

    /** The largest distance that is kept, and the number of readings inside each other. */
    int farthest() {
        int farthest = Math.max(accept, open);
        for (int cut : pending) {
            farthest = Math.max(farthest, cut);
        }
        return rest == null ? farthest : Math.max(farthest, rest.farthest());
    }

    int depth() {
        return rest == null ? 1 : 1 + rest.depth();
    }

    static List<Integer> joined(List<Integer> first, List<Integer> second) {
        List<Integer> all = new ArrayList<>(first);
        all.addAll(second);
        return all;
    }
}
