package dev.tokenwright.stage.split;

import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.Spans;

/** A step that writes each piece anew and cuts nothing. */
abstract sealed class RewritingStep implements SplitStep permits PrefixSpaceStep, MetaspaceStep, ByteLevelStep {
    @Override
    public final void apply(SplitState state) {
        Spans old = state.pieces();
        Spans result = state.beginPieces();
        AlignedText target = state.beginText();
        for (int index = 0; index < old.size(); index++) {
            int start = target.length();
            if (old.mark(index) == SplitState.PLAIN) {
                rewrite(state, old.start(index), old.end(index), target);
            } else {
                target.append(state.text(), old.start(index), old.end(index));
            }
            result.add(start, target.length(), old.mark(index));
        }
        state.finishText();
        state.finishPieces();
    }

    /** Writes the piece {@code [start, end)}, which is not empty, to the end of {@code target}. */
    abstract void rewrite(SplitState state, int start, int end, AlignedText target);

    /** Writes something before a piece; it takes the origin of the piece's first code point. */
    static void prepend(byte[] text, AlignedText source, int start, AlignedText target) {
        boolean tracked = source.tracked();
        target.appendBytes(
                text, 0, text.length, tracked ? source.originStart(start) : 0, tracked ? source.originEnd(start) : 0);
    }
}
