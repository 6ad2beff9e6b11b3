package dev.tokenwright.stage.frame;

import java.util.List;
import java.util.Optional;

/** One step of a frame. Immutable. */
interface FrameStep {
    /** How many tokens the step adds to a single text or to a pair. */
    int addedTokens(boolean pair);

    /** What the step puts around a single text's ids; empty when it does anything else to them. */
    Optional<FixedFrame> fixedFrame();

    /** Whether the step changes offsets of tokens. */
    default boolean movesOffsets() {
        return false;
    }

    /** Works on the rows of the texts, which it may change, and gives the rows that follow from them. */
    List<TokenRow> process(List<TokenRow> rows, boolean addSpecialTokens);
}
