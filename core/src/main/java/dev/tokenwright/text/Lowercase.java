package dev.tokenwright.text;

import java.util.HashMap;
import java.util.Map;

/** Letter case without context: Rust's {@code char::to_lowercase}. */
public final class Lowercase {
    /** Most code points that one becomes. */
    public static final int MAX_LENGTH = 3;

    private static final Map<Integer, int[]> LOWER = new HashMap<>();

    static {
        UnicodeData.mapping("Lowercase", LOWER::put);
    }

    private Lowercase() {}

    /** Writes what a code point becomes to the start of {@code target} and returns how many code points that is. */
    public static int map(int codePoint, int[] target) {
        if (codePoint < 0x80) {
            target[0] = codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 'a' - 'A' : codePoint;
            return 1;
        }
        int[] lower = LOWER.get(codePoint);
        if (lower == null) {
            target[0] = codePoint;
            return 1;
        }
        System.arraycopy(lower, 0, target, 0, lower.length);
        return lower.length;
    }
}
