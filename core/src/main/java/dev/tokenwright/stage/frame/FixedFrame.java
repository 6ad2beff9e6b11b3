package dev.tokenwright.stage.frame;

/**
 * Ids before and after the ids of a single text.
 *
 * @param before ids before the text; not to be changed
 * @param after ids after the text; not to be changed
 */
public record FixedFrame(int[] before, int[] after) {
    static final FixedFrame NOTHING = new FixedFrame(new int[0], new int[0]);

    FixedFrame inside(FixedFrame outer) {
        return new FixedFrame(concat(outer.before, before), concat(after, outer.after));
    }

    private static int[] concat(int[] left, int[] right) {
        int[] both = java.util.Arrays.copyOf(left, left.length + right.length);
        System.arraycopy(right, 0, both, left.length, right.length);
        return both;
    }
}
