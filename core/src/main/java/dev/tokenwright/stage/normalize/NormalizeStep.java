package dev.tokenwright.stage.normalize;

import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;

/** One rewriting of a text. Immutable. */
interface NormalizeStep {
    /** Whether the step certainly leaves {@code utf8[from..to)} as it is. */
    default boolean keeps(byte[] utf8, int from, int to) {
        return from == to;
    }

    /**
     * Code points that stand alone: what stands before one and what stands behind it are rewritten each by itself, and
     * between them stands the code point as it was, or between two blanks. May be too small.
     */
    default CodePointSet alone() {
        return CodePointSet.EMPTY;
    }

    /** Code points around which the step puts blanks. */
    default CodePointSet spacedOut() {
        return CodePointSet.EMPTY;
    }

    /**
     * Code points that start a part: what stands before one, and the text from it on, are rewritten each by itself. May be
     * too small.
     */
    default CodePointSet starts() {
        return alone();
    }

    /** As {@link #starts}, where one of {@link #endsAsItIs} stands before. */
    default CodePointSet startsBehindOther() {
        return starts();
    }

    /** Code points, none of them a blank, that stay at the end of a text that ends with them. May be too small. */
    default CodePointSet endsAsItIs() {
        return alone();
    }

    /**
     * Writes the new text.
     *
     * @param source the old text, whole
     * @param target receives the new text with origins carried over; empty at the start
     * @param anchor position in the original text of what is inserted before everything
     */
    void apply(AlignedText source, AlignedText target, int anchor);
}
