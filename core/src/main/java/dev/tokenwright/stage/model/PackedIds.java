package dev.tokenwright.stage.model;

/**
 * Up to six small ids in two longs: three of 20 bits in the head, from the lowest up, with their number in its top bits, and
 * three more in the tail. A head with the number 0 that is not 0 itself tells a place where the ids are kept.
 */
final class PackedIds {
    /** Most ids of a head and a tail, and of a head alone. */
    static final int MOST = 6;

    static final int MOST_IN_HEAD = 3;

    private static final int ID_BITS = 20;
    private static final int ID_MASK = (1 << ID_BITS) - 1;
    private static final int COUNT_SHIFT = 61;
    private static final long ELSEWHERE = 1L << COUNT_SHIFT - 1;

    private PackedIds() {}

    /** Whether all of {@code ids[first..first + count)} are small, and they are at least one and at most {@code most}. */
    static boolean fit(int[] ids, int first, int count, int most) {
        boolean fit = count > 0 && count <= most;
        for (int index = 0; fit && index < count; index++) {
            fit = ids[first + index] <= ID_MASK;
        }
        return fit;
    }

    /** The first three of {@code ids[first..first + count)} and their number. */
    static long head(int[] ids, int first, int count) {
        return three(ids, first, Math.min(count, MOST_IN_HEAD)) | (long) count << COUNT_SHIFT;
    }

    /** These ids from the fourth on. */
    static long tail(int[] ids, int first, int count) {
        return three(ids, first + MOST_IN_HEAD, count - MOST_IN_HEAD);
    }

    private static long three(int[] ids, int first, int count) {
        long packed = 0;
        for (int index = 0; index < count; index++) {
            packed |= (long) ids[first + index] << index * ID_BITS;
        }
        return packed;
    }

    /** The head for ids that are kept at a place. */
    static long elsewhere(int place) {
        return ELSEWHERE | place;
    }

    /** The place that a head tells which has no ids itself. */
    static int place(long head) {
        return (int) head;
    }

    static int count(long head) {
        return (int) (head >>> COUNT_SHIFT);
    }

    /** Writes three numbers from {@code at} on, of which as many are ids as there are ids left. */
    static void write(long three, int[] target, int at) {
        target[at] = (int) three & ID_MASK;
        target[at + 1] = (int) (three >>> ID_BITS) & ID_MASK;
        target[at + 2] = (int) (three >>> 2 * ID_BITS) & ID_MASK;
    }
}
