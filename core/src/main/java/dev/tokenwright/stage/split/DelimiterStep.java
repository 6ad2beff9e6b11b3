package dev.tokenwright.stage.split;

import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.TextPattern;

/** Cuts pieces at the matches of a pattern. */
final class DelimiterStep implements SplitStep {
    private static final int DELIMITER = 1;
    private static final int BETWEEN = 0;

    private final TextPattern pattern;
    private final SplitBehavior behavior;
    private final boolean invert;

    DelimiterStep(TextPattern pattern, SplitBehavior behavior, boolean invert) {
        this.pattern = pattern;
        this.behavior = behavior;
        this.invert = invert;
    }

    @Override
    public void apply(SplitState state) {
        Spans old = state.pieces();
        Spans result = state.beginPieces();
        byte[] bytes = state.text().bytes();
        for (int index = 0; index < old.size(); index++) {
            if (old.mark(index) == SplitState.PLAIN) {
                cut(stretches(state, bytes, old.start(index), old.end(index)), result);
            } else {
                result.add(old.start(index), old.end(index), old.mark(index));
            }
        }
        state.finishPieces();
    }

    /** The piece as a row of delimiters and what lies between them. */
    private Spans stretches(SplitState state, byte[] bytes, int from, int to) {
        Spans matches = state.matches();
        matches.clear();
        pattern.findAll(bytes, from, to, matches);
        Spans stretches = state.stretches();
        stretches.clear();
        int match = invert ? BETWEEN : DELIMITER;
        int gap = invert ? DELIMITER : BETWEEN;
        int done = from;
        for (int index = 0; index < matches.size(); index++) {
            if (done != matches.start(index)) {
                stretches.add(done, matches.start(index), gap);
            }
            stretches.add(matches.start(index), matches.end(index), match);
            done = matches.end(index);
        }
        if (done != to) {
            stretches.add(done, to, gap);
        }
        return stretches;
    }

    private void cut(Spans stretches, Spans result) {
        switch (behavior) {
            case REMOVED -> {
                for (int index = 0; index < stretches.size(); index++) {
                    if (stretches.mark(index) == BETWEEN) {
                        add(result, stretches.start(index), stretches.end(index));
                    }
                }
            }
            case ISOLATED -> {
                for (int index = 0; index < stretches.size(); index++) {
                    add(result, stretches.start(index), stretches.end(index));
                }
            }
            case CONTIGUOUS -> join(stretches, result, true, false);
            case MERGED_WITH_PREVIOUS -> join(stretches, result, false, false);
            case MERGED_WITH_NEXT -> join(stretches, result, false, true);
            default -> throw new AssertionError(behavior);
        }
    }

    /**
     * Adds stretches, joining neighbours: those of one kind when {@code sameKind}, else each delimiter and the stretch
     * before it, or after it when {@code backwards}.
     */
    private static void join(Spans stretches, Spans result, boolean sameKind, boolean backwards) {
        int count = stretches.size();
        for (int first = 0; first < count; ) {
            int last = first;
            while (last + 1 < count && joins(stretches, last, sameKind, backwards)) {
                last++;
            }
            add(result, stretches.start(first), stretches.end(last));
            first = last + 1;
        }
    }

    /** Whether the stretch after {@code index} belongs to the same piece. */
    private static boolean joins(Spans stretches, int index, boolean sameKind, boolean backwards) {
        boolean here = stretches.mark(index) == DELIMITER;
        boolean next = stretches.mark(index + 1) == DELIMITER;
        if (sameKind) {
            return here == next;
        }
        return backwards ? here && !next : !here && next;
    }

    private static void add(Spans result, int start, int end) {
        if (start < end) {
            result.add(start, end, SplitState.PLAIN);
        }
    }
}
