package dev.tokenwright.stage.model;

import dev.tokenwright.text.Ints;
import java.util.Arrays;

/** Rows of ids that are found by their places, up to a fixed room. Belongs to one caller. */
final class ListedIds {
    /*
     * A row is its number of ids, shifted, with a bit that says whether ids are one char each or two, and then the ids: most
     * vocabularies have none that needs two.
     */
    private static final int WIDE = 1;
    /** Longest row. */
    private static final int MOST_IDS = 1 << 14;

    private final int most;
    private char[] rows = new char[256];
    private int size;

    /**
     * No rows.
     *
     * @param most chars that there is room for at most
     */
    ListedIds(int most) {
        this.most = most;
    }

    /** Chars that the rows take. */
    int size() {
        return size;
    }

    /** Chars that a row takes. */
    static int sizeOf(int[] ids, int first, int count) {
        return 1 + (isWide(ids, first, count) ? 2 * count : count);
    }

    private static boolean isWide(int[] ids, int first, int count) {
        int all = 0;
        for (int index = first; index < first + count; index++) {
            all |= ids[index];
        }
        return all >>> Character.SIZE != 0;
    }

    /** Whether a row fits besides those that there are, and {@code free} chars. */
    boolean fits(int[] ids, int first, int count, int free) {
        return count < MOST_IDS && size + sizeOf(ids, first, count) <= most - free;
    }

    /** Adds a row that fits and gives its place. */
    int add(int[] ids, int first, int count) {
        int needed = size + sizeOf(ids, first, count);
        if (needed > rows.length) {
            rows = Arrays.copyOf(rows, Math.min(most, Math.max(needed, 2 * rows.length)));
        }
        int place = size;
        boolean wide = isWide(ids, first, count);
        rows[size++] = (char) (count << 1 | (wide ? WIDE : 0));
        for (int index = first; index < first + count; index++) {
            rows[size++] = (char) ids[index];
            if (wide) {
                rows[size++] = (char) (ids[index] >>> Character.SIZE);
            }
        }
        return place;
    }

    /** Adds the ids of a row, and gives the chars that it takes. */
    int read(int place, Ints ids) {
        int count = rows[place] >>> 1;
        boolean wide = (rows[place] & WIDE) != 0;
        int[] out = ids.array(count);
        int from = ids.size();
        int at = place + 1;
        for (int index = 0; index < count; index++) {
            out[from + index] = rows[at++];
            if (wide) {
                out[from + index] |= rows[at++] << Character.SIZE;
            }
        }
        ids.setSize(from + count);
        return at - place;
    }

    void clear() {
        size = 0;
    }
}
