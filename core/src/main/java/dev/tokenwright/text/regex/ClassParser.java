package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeSets;

/** Reads a bracketed class. */
final class ClassParser {
    private static final int MAX_DEPTH = 20;

    private final PatternCursor in;
    private final RegexDialect dialect;
    private final boolean ignoreCase;
    private int depth;

    ClassParser(PatternCursor in, RegexDialect dialect, boolean ignoreCase) {
        this.in = in;
        this.dialect = dialect;
        this.ignoreCase = ignoreCase;
    }

    /** The class; its opening bracket has been taken. */
    CodePointSet parse(int start) {
        if (++depth > MAX_DEPTH) {
            throw in.problem("Classes nested deeper than " + MAX_DEPTH);
        }
        boolean negated = in.take('^');
        CodePointSet result = CodePointSet.ALL;
        CodePointSet current = CodePointSet.EMPTY;
        boolean first = true;
        while (!in.take(']')) {
            if (in.atEnd()) {
                throw new RegexSyntaxException("Class without ]", start);
            }
            if (in.take("&&")) {
                result = result.intersect(current);
                current = CodePointSet.EMPTY;
                continue;
            }
            current = current.union(member(first));
            first = false;
        }
        if (first) {
            throw new RegexSyntaxException("Class that starts with ]; escape it", start);
        }
        depth--;
        CodePointSet all = result.intersect(current);
        if (ignoreCase) {
            all = CaseFolding.close(all, start);
        }
        return negated ? all.complement() : all;
    }

    private CodePointSet member(boolean first) {
        int start = in.index();
        if (dialect == RegexDialect.FANCY && (in.looksAt("--") || in.looksAt("~~"))) {
            throw in.problem("Difference of classes is not supported");
        }
        if (in.take("[:")) {
            return posix(start);
        }
        if (in.take('[')) {
            return parse(start);
        }
        int next = in.next();
        CodePointSet low = next == '\\' ? escaped(start) : CodePointSet.of(next);
        boolean range = in.peek() == '-' && !in.looksAt("-]") && !(next == '-' && first && next != '\\');
        if (!range || in.looksAt("-[")) {
            return low;
        }
        in.next();
        int highStart = in.index();
        int highNext = in.next();
        CodePointSet high = highNext == '\\' ? escaped(highStart) : CodePointSet.of(highNext);
        return CodePointSet.ofRanges(single(low, start), bounded(single(low, start), single(high, highStart), start));
    }

    private CodePointSet escaped(int start) {
        if (in.take('b')) {
            return CodePointSet.of('\b');
        }
        return new EscapeParser(in, dialect).set(start);
    }

    private static int bounded(int low, int high, int start) {
        if (high < low) {
            throw new RegexSyntaxException("Range in the wrong order", start);
        }
        return high;
    }

    private static int single(CodePointSet set, int start) {
        int[] ranges = set.ranges();
        if (ranges.length != 2 || ranges[0] != ranges[1]) {
            throw new RegexSyntaxException("Range with a class as its end", start);
        }
        return ranges[0];
    }

    private CodePointSet posix(int start) {
        String name = in.until(":]", start);
        boolean inverse = name.startsWith("^");
        String plain = inverse ? name.substring(1) : name;
        if (dialect == RegexDialect.FANCY || !plain.matches("[a-z]+")) {
            throw new RegexSyntaxException("Class [:" + name + ":] is not supported", start);
        }
        CodePointSet set = UnicodeSets.property(plain)
                .orElseThrow(() -> new RegexSyntaxException("Class [:" + name + ":] is not known", start));
        return inverse ? set.complement() : set;
    }
}
