package dev.tokenwright.stage.split;

import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.Utf8;

/** Cuts raw text into windows that are tokenized each by itself. Immutable. */
public final class WindowCutter {
    /** The control characters that Python's {@code str.isspace} counts as white space beside Unicode's own. */
    private static final int FIRST_SEPARATOR = 0x1C;

    private static final int LAST_SEPARATOR = 0x1F;

    private final SplitSpec.Windows spec;
    private final CodePointSet blank = UnicodeSets.whiteSpace();

    WindowCutter(SplitSpec.Windows spec) {
        this.spec = spec;
    }

    /** Adds the windows of {@code utf8[from..to)} in order. An empty text has none. */
    public void cut(byte[] utf8, int from, int to, Spans windows) {
        int start = from;
        int codePoints = 0;
        int run = 0;
        boolean inBlank = false;
        for (int at = from; at < to; ) {
            int codePoint = Utf8.codePointAt(utf8, at);
            boolean isBlank = isBlank(codePoint);
            boolean full = codePoints == spec.maxCodePoints();
            if (full || run == spec.maxRunCodePoints() && isBlank == inBlank) {
                windows.add(start, at, SplitState.PLAIN);
                start = at;
                run = 0;
                codePoints = full ? 0 : codePoints;
            }
            run = isBlank == inBlank ? run + 1 : 1;
            inBlank = isBlank;
            codePoints++;
            at += Utf8.length(codePoint);
        }
        if (start < to) {
            windows.add(start, to, SplitState.PLAIN);
        }
    }

    private boolean isBlank(int codePoint) {
        return blank.contains(codePoint) || codePoint >= FIRST_SEPARATOR && codePoint <= LAST_SEPARATOR;
    }
}
