package dev.tokenwright.stage.decode;

/**
 * One step from tokens to text that is given its texts bit by bit: what a {@link DecodeStep} gives for whole lists. Each
 * text arrives in parts, which are whole code points, and then ends; the last text of all ends before the step is
 * finished. What a step knows it passes on to the next at once, and never takes it back. Belongs to one stream.
 */
interface StreamedStep {
    /** What a hold-back without bound is. */
    int UNBOUNDED = Integer.MAX_VALUE;

    /** More of the text that is being given. */
    void part(String part);

    /** The text that is being given has ended. */
    void end();

    /** No text follows. */
    void finish();

    /** The same step in the same state, before another one. */
    StreamedStep copy(StreamedStep next);

    /** Whether the step has passed something on that decoding everything at once would have written otherwise. */
    default boolean diverged() {
        return false;
    }
}
