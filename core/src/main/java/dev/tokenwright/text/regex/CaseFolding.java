package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import java.util.List;

/** Which code points match which under {@code (?i)}: simple case folding of ASCII. */
final class CaseFolding {
    /** Sequences of ASCII letters that case folding also makes of one character, such as U+00DF or U+FB06. */
    static final List<String> MULTIPLE = List.of("ss", "st", "ff", "fi", "fl");

    private static final int LONG_S = 0x17F;
    private static final int KELVIN = 0x212A;

    private CaseFolding() {}

    /** The set with all code points that match one of it. */
    static CodePointSet close(CodePointSet set, int start) {
        if (!set.minus(CodePointSet.ofRanges(0, 0x7F)).isEmpty()) {
            throw new RegexSyntaxException("Characters beyond ASCII under (?i) are not supported", start);
        }
        CodePointSet closed = set;
        for (int lower = 'a'; lower <= 'z'; lower++) {
            int upper = lower - 'a' + 'A';
            if (set.contains(lower) || set.contains(upper)) {
                closed = closed.union(CodePointSet.of(lower, upper));
            }
        }
        if (closed.contains('s')) {
            closed = closed.union(CodePointSet.of(LONG_S));
        }
        return closed.contains('k') ? closed.union(CodePointSet.of(KELVIN)) : closed;
    }
}
