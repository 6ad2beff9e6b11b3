package dev.tokenwright.text;

import java.util.Arrays;

/**
 * Which code points match each other in a pattern under {@code (?i)}: simple case folding, Unicode 16. Oniguruma and
 * Rust's regular expressions agree on it. Oniguruma also lets some characters match two or three others, such as U+00DF
 * and "ss"; that is no matter of sets and not part of this class.
 */
public final class CaseFolding {
    private CaseFolding() {}

    /** The table, made when first needed. */
    private static final class Table {
        private static final CodePointMapping MATCHES = CodePointMapping.load("Case folding");
        private static final CodePointSet CASED = MATCHES.codePoints();
    }

    /** The set with every code point that matches one of it. */
    public static CodePointSet closure(CodePointSet set) {
        CodePointMapping matches = Table.MATCHES;
        int[] cased = set.intersect(Table.CASED).ranges();
        int[] added = new int[16];
        int size = 0;
        for (int range = 0; range < cased.length; range += 2) {
            for (int codePoint = cased[range]; codePoint <= cased[range + 1]; codePoint++) {
                int start = matches.start(codePoint);
                int length = matches.length(start);
                if (size + length > added.length) {
                    added = Arrays.copyOf(added, 2 * (size + length));
                }
                for (int index = 0; index < length; index++) {
                    added[size++] = matches.part(start, index);
                }
            }
        }
        return set.union(CodePointSet.of(Arrays.copyOf(added, size)));
    }
}
