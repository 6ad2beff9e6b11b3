package dev.tokenwright.stage.normalize;

import dev.tokenwright.text.AlignedText;

/** One rewriting of a text. Immutable. */
interface NormalizeStep {
    /** Whether the step certainly leaves this text as it is. */
    default boolean keeps(AlignedText text) {
        return text.length() == 0;
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
