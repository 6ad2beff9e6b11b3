package dev.tokenwright.text;

import java.util.Arrays;

/** What some code points become: one or more code points each. Immutable. */
final class CodePointMapping {
    /** What a code point has for a start when it becomes nothing else. */
    static final int NONE = 0;

    /** By code point: index in {@link #pool} of the number of its code points, which follow; 0 for none. */
    private final CodePointTable starts;

    private final int[] pool;

    private CodePointMapping(CodePointTable starts, int[] pool) {
        this.starts = starts;
        this.pool = pool;
    }

    /** Reads an entry of the generated tables. */
    static CodePointMapping load(String name) {
        UnicodeData.Cursor cursor = UnicodeData.open(name);
        CodePointTable.Builder starts = new CodePointTable.Builder();
        int entries = cursor.number();
        int[] pool = new int[1 + 3 * entries];
        int size = 1;
        int codePoint = 0;
        for (int left = entries; left > 0; left--) {
            codePoint += cursor.number();
            int length = cursor.number();
            if (size + length >= pool.length) {
                pool = Arrays.copyOf(pool, 2 * (size + length));
            }
            starts.set(codePoint, codePoint, size);
            pool[size++] = length;
            for (int end = size + length; size < end; size++) {
                pool[size] = cursor.number();
            }
        }
        return new CodePointMapping(starts.build(), Arrays.copyOf(pool, size));
    }

    /** The code points that become something else. */
    CodePointSet codePoints() {
        return starts.numbered();
    }

    /** Where a code point's result starts, or {@link #NONE}. */
    int start(int codePoint) {
        return starts.get(codePoint);
    }

    /** Number of code points of the result at {@code start}. */
    int length(int start) {
        return pool[start];
    }

    /** One code point of the result at {@code start}. */
    int part(int start, int index) {
        return pool[start + 1 + index];
    }
}
