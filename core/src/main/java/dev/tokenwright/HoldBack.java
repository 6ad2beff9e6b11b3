package dev.tokenwright;

import java.util.List;

/**
 * How much text a stream may hold back after an id.
 *
 * @param codePoints the most code points that parts of the decoder with a bound hold back together
 * @param unbounded what is held back for as long as it lasts; empty when everything has a bound
 */
public record HoldBack(int codePoints, List<String> unbounded) {
    /** Copies the list. */
    public HoldBack {
        unbounded = List.copyOf(unbounded);
    }

    /** Whether no text is held back longer than {@link #codePoints} code points. */
    public boolean isBounded() {
        return unbounded.isEmpty();
    }
}
