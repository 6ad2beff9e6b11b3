package dev.tokenwright.stage.model;

import java.util.Optional;

/** Places where a piece may be cut without changing its ids. Immutable. */
public interface PieceCuts {
    /** Places that {@link #fill} may write beyond those asked for. */
    int MORE = 72;

    /**
     * The first such place behind {@code from}, or {@code to}.
     *
     * @param from where the piece or a part of it starts, less than {@code to}
     */
    int next(byte[] text, int from, int to);

    /**
     * Writes {@code from} and such places behind it, the last of them {@code to} unless there are enough before; there must be
     * room for {@link #MORE} more than asked for.
     *
     * @param from where the piece or a part of it starts, less than {@code to}
     * @param most a number behind {@code from} that is enough
     * @return the number of places behind {@code from}, at least 1
     */
    default int fill(byte[] text, int from, int to, int[] places, int most) {
        int count = 0;
        places[0] = from;
        while (places[count] < to && count < most) {
            places[count + 1] = next(text, places[count], to);
            count++;
        }
        return count;
    }

    /** The same places in text that has blanks where the piece has {@code mark}, if they can be told there. */
    default Optional<PieceCuts> withBlanksFor(int mark) {
        return Optional.empty();
    }
}
