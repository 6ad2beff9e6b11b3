package dev.tokenwright.stage.decode;

import java.util.List;

/**
 * How much text a stream may hold back.
 *
 * @param codePoints the most code points that the steps with a bound hold back together
 * @param unbounded what is held back for as long as it lasts
 */
public record HoldBack(int codePoints, List<String> unbounded) {
    /** Copies the list. */
    public HoldBack {
        unbounded = List.copyOf(unbounded);
    }
}
