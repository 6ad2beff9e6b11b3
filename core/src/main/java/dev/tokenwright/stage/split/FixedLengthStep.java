package dev.tokenwright.stage.split;

import dev.tokenwright.text.Spans;
import dev.tokenwright.text.Utf8;

/** Cuts after every so many code points. */
final class FixedLengthStep implements SplitStep {
    private final int length;

    FixedLengthStep(int length) {
        this.length = length;
    }

    @Override
    public void apply(SplitState state) {
        Spans old = state.pieces();
        Spans result = state.beginPieces();
        byte[] bytes = state.text().bytes();
        for (int index = 0; index < old.size(); index++) {
            if (old.mark(index) != SplitState.PLAIN) {
                result.add(old.start(index), old.end(index), old.mark(index));
                continue;
            }
            int end = old.end(index);
            for (int start = old.start(index); start < end; ) {
                int stop = start;
                for (int count = 0; count < length && stop < end; count++) {
                    stop += Utf8.lengthByLead(bytes[stop]);
                }
                result.add(start, stop, SplitState.PLAIN);
                start = stop;
            }
        }
        state.finishPieces();
    }
}
