package dev.tokenwright.stage.split;

/** One cutting or rewriting of pieces. Immutable. */
interface SplitStep {
    /** Works on all pieces that are no added tokens. */
    void apply(SplitState state);
}
