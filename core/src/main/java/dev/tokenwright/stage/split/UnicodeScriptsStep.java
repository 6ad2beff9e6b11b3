package dev.tokenwright.stage.split;

import dev.tokenwright.text.ScriptGroups;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.Utf8;

/** Cuts where the script changes. What stands before the first script of a piece is dropped, as the reference does. */
final class UnicodeScriptsStep implements SplitStep {
    @Override
    public void apply(SplitState state) {
        Spans old = state.pieces();
        Spans result = state.beginPieces();
        for (int index = 0; index < old.size(); index++) {
            if (old.mark(index) == SplitState.PLAIN) {
                cut(state.text().bytes(), old.start(index), old.end(index), result);
            } else {
                result.add(old.start(index), old.end(index), old.mark(index));
            }
        }
        state.finishPieces();
    }

    private static void cut(byte[] bytes, int from, int to, Spans result) {
        int last = ScriptGroups.NONE;
        int start = -1;
        for (int at = from; at < to; ) {
            int codePoint = Utf8.codePointAt(bytes, at);
            int group = ScriptGroups.of(codePoint);
            if (group != ScriptGroups.ANY && group != last) {
                if (start >= 0) {
                    result.add(start, at, SplitState.PLAIN);
                }
                start = at;
                last = group;
            }
            at += Utf8.length(codePoint);
        }
        if (start >= 0) {
            result.add(start, to, SplitState.PLAIN);
        }
    }
}
