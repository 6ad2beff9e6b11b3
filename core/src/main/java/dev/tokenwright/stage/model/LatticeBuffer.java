package dev.tokenwright.stage.model;

import java.util.Arrays;

/** Best paths that end at each position of a stretch of text, scores in single precision. Reusable; belongs to one caller. */
public final class LatticeBuffer {
    /** Stands for a position where no path ends. */
    public static final int NONE = -1;

    /** Score of the best path that ends at each position. */
    public float[] scores = new float[256];

    /** Where the last token of that path starts, or {@link #NONE}. Between two uses all are that. */
    public int[] starts = filled(256);

    /** The last token of that path. */
    public int[] ids = new int[256];

    /** Positions of a path, last first. */
    public int[] path = new int[256];

    private static int[] filled(int length) {
        int[] starts = new int[length];
        Arrays.fill(starts, NONE);
        return starts;
    }

    /** Makes room for positions below {@code count}. */
    public void reserve(int count) {
        int old = starts.length;
        if (count > old) {
            int capacity = (int) Math.min(Integer.MAX_VALUE - 8, Math.max(count, old * 2L));
            scores = Arrays.copyOf(scores, capacity);
            starts = Arrays.copyOf(starts, capacity);
            Arrays.fill(starts, old, capacity, NONE);
            ids = Arrays.copyOf(ids, capacity);
            path = new int[capacity];
        }
    }

    void trim(int limit) {
        if (starts.length > limit) {
            scores = new float[256];
            starts = filled(256);
            ids = new int[256];
            path = new int[256];
        }
    }
}
