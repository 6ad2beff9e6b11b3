package dev.tokenwright.stage.split;

import dev.tokenwright.text.Spans;
import dev.tokenwright.text.cut.CutCursor;
import dev.tokenwright.text.cut.CutTransducer;

/** Cuts pieces where a transducer says. The plain twin is {@link DelimiterStep}. */
final class CutStep implements SplitStep {
    private static final int CHUNK = 256;

    private final CutTransducer transducer;

    CutStep(CutTransducer transducer) {
        this.transducer = transducer;
    }

    @Override
    public void apply(SplitState state) {
        Spans old = state.pieces();
        Spans result = state.beginPieces();
        byte[] bytes = state.text().bytes();
        CutCursor cursor = state.cursor(CHUNK);
        for (int index = 0; index < old.size(); index++) {
            if (old.mark(index) != SplitState.PLAIN) {
                result.add(old.start(index), old.end(index), old.mark(index));
                continue;
            }
            cursor.start(transducer, bytes, old.start(index), old.end(index));
            for (int count = cursor.next(); count > 0; count = cursor.next()) {
                for (int piece = 0; piece < count; piece++) {
                    result.add(cursor.cuts()[piece], cursor.cuts()[piece + 1], SplitState.PLAIN);
                }
            }
        }
        state.finishPieces();
    }
}
