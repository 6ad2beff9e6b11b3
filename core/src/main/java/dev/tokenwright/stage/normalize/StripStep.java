package dev.tokenwright.stage.normalize;

import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.Utf8;

/** White space at the ends is removed. */
final class StripStep implements NormalizeStep {
    private final boolean left;
    private final boolean right;

    StripStep(boolean left, boolean right) {
        this.left = left;
        this.right = right;
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        CodePointSet blank = UnicodeSets.whiteSpace();
        byte[] bytes = source.bytes();
        int from = 0;
        int to = source.length();
        while (left && from < to && blank.contains(Utf8.codePointAt(bytes, from))) {
            from += Utf8.lengthByLead(bytes[from]);
        }
        while (right && to > from && blank.contains(Utf8.codePointBefore(bytes, to))) {
            to -= Utf8.length(Utf8.codePointBefore(bytes, to));
        }
        target.append(source, from, to);
    }
}
