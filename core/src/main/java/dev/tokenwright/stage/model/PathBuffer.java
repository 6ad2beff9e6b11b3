package dev.tokenwright.stage.model;

import java.util.Arrays;

/** Best paths through a piece, by byte position in it: parallel arrays that a model works on. Reusable; belongs to one caller. */
public final class PathBuffer {
    /** Stands for a position that no path has reached. */
    public static final int NONE = -1;

    /** Score of the best path that ends at each position. */
    public double[] scores = new double[64];

    /** Where the last token of that path starts, or {@link #NONE}. */
    public int[] starts = new int[64];

    /** The last token of that path. */
    public int[] ids = new int[64];

    /** Where the token that starts at each position of the best path of all ends. */
    public int[] ends = new int[64];

    /** Makes room for the positions 0 to {@code length} and forgets all paths. */
    public void clear(int length) {
        if (length >= starts.length) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(length + 1L, starts.length * 2L));
            scores = new double[capacity];
            starts = new int[capacity];
            ids = new int[capacity];
            ends = new int[capacity];
        }
        Arrays.fill(starts, 0, length + 1, NONE);
        scores[0] = 0;
    }

    void trim(int limit) {
        if (starts.length > limit) {
            scores = new double[64];
            starts = new int[64];
            ids = new int[64];
            ends = new int[64];
        }
    }
}
