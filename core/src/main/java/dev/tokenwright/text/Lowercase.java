package dev.tokenwright.text;

/** Letter case without context, Unicode 16: Rust's {@code char::to_lowercase}. */
public final class Lowercase {
    /** Most code points that one becomes. */
    public static final int MAX_LENGTH = 3;

    private Lowercase() {}

    /** The table, made when a code point beyond ASCII is first asked for. */
    private static final class Table {
        private static final CodePointMapping LOWER = CodePointMapping.load("Lowercase");
        private static final CodePointSet UNCHANGED =
                LOWER.codePoints().union(CodePointSet.ofRanges('A', 'Z')).complement();
    }

    /** The code points that become nothing else. */
    public static CodePointSet unchanged() {
        return Table.UNCHANGED;
    }

    /**
     * Writes what a code point becomes to the start of {@code target} and returns how many code points that is.
     *
     * @param target room for {@link #MAX_LENGTH} code points
     */
    public static int map(int codePoint, int[] target) {
        if (codePoint < 0x80) {
            target[0] = codePoint >= 'A' && codePoint <= 'Z' ? codePoint + 'a' - 'A' : codePoint;
            return 1;
        }
        CodePointMapping lower = Table.LOWER;
        int start = lower.start(codePoint);
        if (start == CodePointMapping.NONE) {
            target[0] = codePoint;
            return 1;
        }
        int length = lower.length(start);
        for (int index = 0; index < length; index++) {
            target[index] = lower.part(start, index);
        }
        return length;
    }
}
