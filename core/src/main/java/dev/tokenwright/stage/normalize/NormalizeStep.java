package dev.tokenwright.stage.normalize;

import dev.tokenwright.text.AlignedText;

/** One rewriting of a text. Immutable. */
interface NormalizeStep {
    /** Whether the step certainly leaves {@code utf8[from..to)} as it is. */
    default boolean keeps(byte[] utf8, int from, int to) {
        return from == to;
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
