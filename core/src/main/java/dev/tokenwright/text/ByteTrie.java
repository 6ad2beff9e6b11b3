package dev.tokenwright.text;

import java.util.Optional;

/**
 * A set of byte strings, each with a number, that is walked byte by byte. Immutable.
 *
 * <p>A walk starts at {@link #ROOT}; {@link #step} goes on by one byte; {@link #value} is the number of the string that
 * has been walked.
 */
public final class ByteTrie {
    /*
     * A double array [1] in the form that the Darts-clone library keeps in files: the children of a node lie at
     * (position ^ offset ^ byte), each with its byte as label. A node's own number lies at (position ^ offset), which is
     * the child for byte 0; its label has bit 31 set, so that no byte leads there. Therefore no string may contain a zero
     * byte. A walk costs one read of the array a byte.
     *
     *     31          30..10          9           8         7..0
     *     0        offset >> (0|8)    shifted    has value   label
     *     1                 number
     *
     * [1] J. Aoe: An efficient digital search algorithm by using a double-array structure, 1989
     */

    /** Where walks start. */
    public static final int ROOT = 0;

    /** Stands for no child and for no number. */
    public static final int NONE = -1;

    private static final int BLOCK = 256;
    private static final int NUMBER = 1 << 31;
    private static final int LABEL = NUMBER | 0xFF;
    private static final int HAS_VALUE = 1 << 8;

    private final int[] units;

    ByteTrie(int[] units) {
        this.units = units;
    }

    /**
     * A trie out of the units of a file, which become its own; nothing when a walk could leave them or a number is not
     * below a limit.
     */
    public static Optional<ByteTrie> ofUnits(int[] units, int valueLimit) {
        boolean sound = units.length > 0
                && (units[0] & LABEL) == 0
                && (units[0] & HAS_VALUE) == 0
                && offset(units[0]) != 0
                && (offset(units[0]) | BLOCK - 1) < units.length;
        for (int position = 1; position < units.length && sound; position++) {
            sound = isSound(units, position, valueLimit);
        }
        return sound ? Optional.of(new ByteTrie(units)) : Optional.empty();
    }

    private static boolean isSound(int[] units, int position, int valueLimit) {
        int unit = units[position];
        if (unit < 0) {
            return (unit & ~NUMBER) < valueLimit;
        }
        int children = position ^ offset(unit);
        return (children | BLOCK - 1) < units.length && ((unit & HAS_VALUE) == 0 || units[children] < 0);
    }

    /** The node that follows after one byte, or {@link #NONE}. */
    public int step(int node, byte next) {
        int position = node ^ offset(units[node]) ^ next & 0xFF;
        return (units[position] & LABEL) == (next & 0xFF) ? position : NONE;
    }

    /** The number of the string that leads to a node, or {@link #NONE}. */
    public int value(int node) {
        int unit = units[node];
        return (unit & HAS_VALUE) == 0 ? NONE : units[node ^ offset(unit)] & ~NUMBER;
    }

    /** The number of {@code key[from..to)}, or {@link #NONE}. */
    public int get(byte[] key, int from, int to) {
        int node = ROOT;
        for (int at = from; at < to; at++) {
            node = step(node, key[at]);
            if (node == NONE) {
                return NONE;
            }
        }
        return value(node);
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }
}
