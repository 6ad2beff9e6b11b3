package dev.tokenwright.stage.split;

import dev.tokenwright.text.Spans;
import dev.tokenwright.text.TextPattern;

/** Cuts runs of digits into groups counted from the right; what stands before a run stays with its first group. */
final class DigitGroupsStep implements SplitStep {
    private final TextPattern digit;
    private final int length;

    DigitGroupsStep(TextPattern digit, int length) {
        this.digit = digit;
        this.length = length;
    }

    @Override
    public void apply(SplitState state) {
        Spans old = state.pieces();
        Spans result = state.beginPieces();
        for (int index = 0; index < old.size(); index++) {
            if (old.mark(index) == SplitState.PLAIN) {
                cut(state, old.start(index), old.end(index), result);
            } else {
                result.add(old.start(index), old.end(index), old.mark(index));
            }
        }
        state.finishPieces();
    }

    private void cut(SplitState state, int from, int to, Spans result) {
        Spans digits = state.matches();
        digits.clear();
        digit.findAll(state.text().bytes(), from, to, (start, end) -> digits.add(start, end, 0));
        int pieceStart = from;
        for (int first = 0; first < digits.size(); ) {
            int last = first;
            while (last + 1 < digits.size() && digits.start(last + 1) == digits.end(last)) {
                last++;
            }
            for (int index = first; index <= last; index++) {
                if ((last - index) % length == 0) {
                    result.add(pieceStart, digits.end(index), SplitState.PLAIN);
                    pieceStart = digits.end(index);
                }
            }
            first = last + 1;
        }
        if (pieceStart < to) {
            result.add(pieceStart, to, SplitState.PLAIN);
        }
    }
}
