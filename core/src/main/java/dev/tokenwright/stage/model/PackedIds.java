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

    /** Whether all ids of a run are small, and there is at least one and at most {@code most}. */
    static boolean fit(TokenRun run, int most) {
        boolean fit = run.size() > 0 && run.size() <= most;
        for (int index = 0; fit && index < run.size(); index++) {
            fit = run.id(index) <= ID_MASK;
        }
        return fit;
    }

    /** The first three ids of a run and the number of all. */
    static long head(TokenRun run) {
        return three(run, 0) | (long) run.size() << COUNT_SHIFT;
    }

    /** The ids of a run from the fourth on. */
    static long tail(TokenRun run) {
        return three(run, MOST_IN_HEAD);
    }

    private static long three(TokenRun run, int from) {
        long packed = 0;
        for (int index = from; index < Math.min(run.size(), from + MOST_IN_HEAD); index++) {
            packed |= (long) run.id(index) << (index - from) * ID_BITS;
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
