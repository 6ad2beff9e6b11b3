package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.LlamaSets;
import dev.tokenwright.text.UnicodeSets;
import java.util.Map;

/** Reads a bracketed class. */
final class ClassParser {
    private static final int MAX_DEPTH = 20;
    private static final CodePointSet GRAPHIC = CodePointSet.ofRanges('!', '~');
    private static final CodePointSet ALPHABETIC = CodePointSet.ofRanges('A', 'Z', 'a', 'z');
    private static final CodePointSet DIGIT = CodePointSet.ofRanges('0', '9');

    /** The bracket names of Rust's engine, which are ASCII. */
    private static final Map<String, CodePointSet> ASCII_NAMES = Map.ofEntries(
            Map.entry("alnum", ALPHABETIC.union(DIGIT)),
            Map.entry("alpha", ALPHABETIC),
            Map.entry("ascii", CodePointSet.ofRanges(0, 0x7F)),
            Map.entry("blank", CodePointSet.of('\t', ' ')),
            Map.entry("cntrl", CodePointSet.ofRanges(0, 0x1F, 0x7F, 0x7F)),
            Map.entry("digit", DIGIT),
            Map.entry("graph", GRAPHIC),
            Map.entry("lower", CodePointSet.ofRanges('a', 'z')),
            Map.entry("print", CodePointSet.ofRanges(' ', '~')),
            Map.entry("punct", GRAPHIC.minus(ALPHABETIC).minus(DIGIT)),
            Map.entry("space", CodePointSet.ofRanges('\t', '\r', ' ', ' ')),
            Map.entry("upper", CodePointSet.ofRanges('A', 'Z')),
            Map.entry("word", ALPHABETIC.union(DIGIT).union(CodePointSet.of('_'))),
            Map.entry("xdigit", CodePointSet.ofRanges('0', '9', 'A', 'F', 'a', 'f')));

    private final PatternCursor in;
    private final RegexDialect dialect;
    private final boolean ignoreCase;
    private final EscapeParser escapes;
    private int depth;

    ClassParser(PatternCursor in, RegexDialect dialect, boolean ignoreCase) {
        this.in = in;
        this.dialect = dialect;
        this.ignoreCase = ignoreCase;
        this.escapes = new EscapeParser(in, dialect, EscapeParser.Place.CLASS);
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
                if (in.looksAt("&") || in.looksAt("-")) {
                    throw in.problem("Unescaped & or - after &&");
                }
                result = result.intersect(current);
                current = CodePointSet.EMPTY;
            } else {
                current = current.union(member());
            }
            first = false;
        }
        if (first) {
            throw new RegexSyntaxException("Class that starts with ]; escape it", start);
        }
        depth--;
        CodePointSet all = result.intersect(current);
        // Oniguruma folds the outermost class as a whole, before it negates it; Rust folds each member.
        if (ignoreCase && depth == 0 && dialect == RegexDialect.ONIGURUMA) {
            all = CaseFolding.close(all, start);
        }
        return negated ? all.complement() : all;
    }

    private CodePointSet member() {
        int start = in.index();
        if (in.looksAt("--") || dialect == RegexDialect.FANCY && in.looksAt("~~")) {
            throw in.problem("Unescaped -- or ~~ in a class");
        }
        if (in.take("[:")) {
            return withoutRange(posix(start));
        }
        if (in.take('[')) {
            return withoutRange(parse(start));
        }
        int next = in.next();
        if (next == '\\' && escapes.atNamedSet()) {
            CodePointSet set = escapes.set(start);
            return withoutRange(ignoreCase && dialect == RegexDialect.FANCY ? CaseFolding.closeNamed(set, start) : set);
        }
        int low = next == '\\' ? escaped(start) : next;
        if (in.peek() != '-' || in.looksAt("-]") || next == '-') {
            return folded(CodePointSet.of(low), start);
        }
        in.next();
        return folded(CodePointSet.ofRanges(low, rangeEnd(low, start)), start);
    }

    private int rangeEnd(int low, int start) {
        if (in.looksAt("-") || in.looksAt("[") || in.looksAt("&&")) {
            throw in.problem("Unescaped " + Character.toString(in.peek()) + " as the end of a range");
        }
        int next = in.next();
        if (next == '\\' && escapes.atNamedSet()) {
            throw in.problem("Range with a class as its end");
        }
        int high = next == '\\' ? escaped(start) : next;
        if (high < low) {
            throw new RegexSyntaxException("Range in the wrong order", start);
        }
        return high;
    }

    private CodePointSet folded(CodePointSet set, int start) {
        if (dialect == RegexDialect.LLAMA_CPP) {
            return set.minus(LlamaSets.wideSpace());
        }
        return ignoreCase && dialect == RegexDialect.FANCY ? CaseFolding.close(set, start) : set;
    }

    /** A hyphen after a set is refused unless it is the last character of the class. */
    private CodePointSet withoutRange(CodePointSet set) {
        if (in.looksAt("-") && !in.looksAt("-]")) {
            throw in.problem("Unescaped - after a set");
        }
        return set;
    }

    private int escaped(int start) {
        if (in.take('b')) {
            return '\b';
        }
        return escapes.set(start).ranges()[0];
    }

    private CodePointSet posix(int start) {
        String name = in.until(":]", start);
        boolean inverse = name.startsWith("^");
        String plain = inverse ? name.substring(1) : name;
        CodePointSet set = dialect == RegexDialect.FANCY
                ? ASCII_NAMES.get(plain)
                : ASCII_NAMES.containsKey(plain)
                        ? UnicodeSets.posixBracket(plain).orElseGet(() -> ASCII_NAMES.get(plain))
                        : null;
        if (set == null) {
            throw new RegexSyntaxException("Class [:" + name + ":], which is not known,", start);
        }
        CodePointSet closed = folded(set, start);
        return inverse ? closed.complement() : closed;
    }
}
