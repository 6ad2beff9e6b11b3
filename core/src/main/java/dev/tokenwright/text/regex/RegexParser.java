package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.regex.RegexNode.Anchor;
import dev.tokenwright.text.regex.RegexNode.Repeat;
import java.util.ArrayList;
import java.util.List;

/** Reads a regular expression. Whatever is not understood exactly as the dialect has it is refused. */
final class RegexParser {
    private static final int MAX_LENGTH = 1 << 16;
    private static final int MAX_DEPTH = 100;
    private static final int MAX_COUNT = 1000;
    private static final CodePointSet LINE_FEED = CodePointSet.of('\n');

    private final PatternCursor in;
    private final RegexDialect dialect;
    private boolean ignoreCase;
    private boolean dotAll;
    private int depth;

    private RegexParser(PatternCursor in, RegexDialect dialect) {
        this.in = in;
        this.dialect = dialect;
    }

    static RegexNode parse(String pattern, RegexDialect dialect) {
        if (pattern.length() > MAX_LENGTH) {
            throw new RegexSyntaxException("Pattern of more than " + MAX_LENGTH + " chars", 0);
        }
        RegexParser parser = new RegexParser(new PatternCursor(pattern), dialect);
        RegexNode node = parser.alternation();
        if (!parser.in.atEnd()) {
            throw parser.in.problem("Unmatched )");
        }
        return node;
    }

    private RegexNode alternation() {
        if (++depth > MAX_DEPTH) {
            throw in.problem("Nesting deeper than " + MAX_DEPTH);
        }
        boolean outerIgnoreCase = ignoreCase;
        boolean outerDotAll = dotAll;
        List<RegexNode> choices = new ArrayList<>();
        choices.add(sequence());
        while (in.take('|')) {
            choices.add(sequence());
        }
        ignoreCase = outerIgnoreCase;
        dotAll = outerDotAll;
        depth--;
        return choices.size() == 1 ? choices.get(0) : new RegexNode.Alternation(choices);
    }

    private RegexNode sequence() {
        List<RegexNode> parts = new ArrayList<>();
        StringBuilder folded = new StringBuilder();
        while (!in.atEnd() && in.peek() != '|' && in.peek() != ')') {
            int start = in.index();
            int before = parts.size();
            item(parts);
            checkFolding(folded, start, parts.size() > before ? parts.get(parts.size() - 1) : null);
        }
        return parts.size() == 1 ? parts.get(0) : new RegexNode.Sequence(parts);
    }

    /** Refuses letters that together fold like one character, such as ss and U+00DF, where Oniguruma would match both. */
    private void checkFolding(StringBuilder folded, int start, @org.jspecify.annotations.Nullable RegexNode node) {
        boolean letter = ignoreCase
                && dialect == RegexDialect.ONIGURUMA
                && node instanceof RegexNode.Characters
                && Character.isLetter(in.at(start));
        if (!letter) {
            folded.setLength(0);
            return;
        }
        folded.append(Character.toLowerCase(in.at(start)));
        for (String multiple : CaseFolding.MULTIPLE) {
            if (folded.indexOf(multiple) >= 0) {
                throw new RegexSyntaxException(
                        "The letters \"" + multiple + "\" under (?i) also match one character; not supported", start);
            }
        }
    }

    private void item(List<RegexNode> parts) {
        int start = in.index();
        RegexNode atom = atom();
        if (atom instanceof RegexNode.Sequence empty && empty.parts().isEmpty() && !in.atQuantifier()) {
            return;
        }
        parts.add(quantified(atom, start));
    }

    private RegexNode quantified(RegexNode atom, int start) {
        int[] bounds = in.quantifier(dialect, MAX_COUNT);
        if (bounds.length == 0) {
            return atom;
        }
        if (atom instanceof RegexNode.Look || atom instanceof Anchor) {
            throw new RegexSyntaxException("Repeat of a condition is not supported", start);
        }
        boolean braces = in.at(in.index() - 1) == '}';
        RegexNode repeat;
        if (in.take('?')) {
            if (braces && dialect == RegexDialect.ONIGURUMA && bounds[0] == bounds[1]) {
                throw new RegexSyntaxException("{n}? is not supported", start);
            }
            repeat = new Repeat(atom, bounds[0], bounds[1], Repeat.Mode.LAZY);
        } else if (in.take('+')) {
            repeat = braces && dialect == RegexDialect.ONIGURUMA
                    ? repeatOfRepeat(atom, bounds)
                    : new Repeat(atom, bounds[0], bounds[1], Repeat.Mode.POSSESSIVE);
        } else {
            repeat = new Repeat(atom, bounds[0], bounds[1], Repeat.Mode.GREEDY);
        }
        if (in.atQuantifier()) {
            throw in.problem("Repeat of a repeat is not supported");
        }
        return repeat;
    }

    /** {@code X{n,m}+} where the plus repeats: for n of at most 1 that is every count there is. */
    private static RegexNode repeatOfRepeat(RegexNode atom, int[] bounds) {
        if (bounds[0] <= 1 && bounds[1] != 0) {
            return new Repeat(atom, bounds[0], Repeat.UNBOUNDED, Repeat.Mode.GREEDY);
        }
        RegexNode inner = new Repeat(atom, bounds[0], bounds[1], Repeat.Mode.GREEDY);
        return new Repeat(inner, 1, Repeat.UNBOUNDED, Repeat.Mode.GREEDY);
    }

    private RegexNode atom() {
        int start = in.index();
        int next = in.next();
        return switch (next) {
            case '(' -> group(start);
            case '[' -> new RegexNode.Characters(new ClassParser(in, dialect, ignoreCase).parse(start));
            case '.' -> new RegexNode.Characters(dotAll ? CodePointSet.ALL : LINE_FEED.complement());
            case '^' -> new Anchor(dialect == RegexDialect.ONIGURUMA ? Anchor.Kind.LINE_START : Anchor.Kind.TEXT_START);
            case '$' -> new Anchor(dialect == RegexDialect.ONIGURUMA ? Anchor.Kind.LINE_END : Anchor.Kind.TEXT_END);
            case '\\' -> escape(start);
            case '*', '+', '?' -> throw new RegexSyntaxException("Nothing to repeat", start);
            case '{' -> {
                if (dialect == RegexDialect.FANCY) {
                    throw new RegexSyntaxException("Unescaped {", start);
                }
                yield literal(next, start);
            }
            default -> literal(next, start);
        };
    }

    private RegexNode literal(int codePoint, int start) {
        CodePointSet set = CodePointSet.of(codePoint);
        return new RegexNode.Characters(ignoreCase ? CaseFolding.close(set, start) : set);
    }

    private RegexNode escape(int start) {
        int next = in.peek();
        switch (next) {
            case 'A' -> {
                in.next();
                return new Anchor(Anchor.Kind.TEXT_START);
            }
            case 'z' -> {
                in.next();
                return new Anchor(Anchor.Kind.TEXT_END);
            }
            case 'Z' -> {
                in.next();
                return new Anchor(Anchor.Kind.TEXT_END_OR_LAST_LINE_FEED);
            }
            case 'b', 'B' -> {
                in.next();
                return boundary(next == 'B');
            }
            default -> {
                CodePointSet set = new EscapeParser(in, dialect).set(start);
                boolean single = set.ranges().length == 2 && set.ranges()[0] == set.ranges()[1];
                return new RegexNode.Characters(ignoreCase && single ? CaseFolding.close(set, start) : set);
            }
        }
    }

    private RegexNode boundary(boolean negative) {
        CodePointSet word = dialect == RegexDialect.ONIGURUMA ? UnicodeSets.patternWord() : UnicodeSets.wordCharacter();
        RegexNode character = new RegexNode.Characters(word);
        RegexNode after = new RegexNode.Look(character, false, false);
        RegexNode notAfter = new RegexNode.Look(character, false, true);
        RegexNode before = new RegexNode.Look(character, true, false);
        RegexNode notBefore = new RegexNode.Look(character, true, true);
        return new RegexNode.Alternation(List.of(
                new RegexNode.Sequence(List.of(after, negative ? before : notBefore)),
                new RegexNode.Sequence(List.of(notAfter, negative ? notBefore : before))));
    }

    private RegexNode group(int start) {
        if (!in.take('?')) {
            return closed(alternation(), start);
        }
        if (in.take(':')) {
            return closed(alternation(), start);
        }
        if (in.take('>')) {
            return new RegexNode.Atomic(closed(alternation(), start));
        }
        if (in.take('=')) {
            return new RegexNode.Look(closed(alternation(), start), true, false);
        }
        if (in.take('!')) {
            return new RegexNode.Look(closed(alternation(), start), true, true);
        }
        if (in.take("<=")) {
            return new RegexNode.Look(closed(alternation(), start), false, false);
        }
        if (in.take("<!")) {
            return new RegexNode.Look(closed(alternation(), start), false, true);
        }
        if (in.take('<') || dialect == RegexDialect.FANCY && in.take("P<")) {
            in.skipName(start);
            return closed(alternation(), start);
        }
        return flags(start);
    }

    private RegexNode flags(int start) {
        boolean on = true;
        boolean newIgnoreCase = ignoreCase;
        boolean newDotAll = dotAll;
        while (true) {
            int flag = in.atEnd() ? -1 : in.next();
            if (flag == '-') {
                on = false;
            } else if (flag == 'i') {
                newIgnoreCase = on;
            } else if (flag == (dialect == RegexDialect.ONIGURUMA ? 'm' : 's')) {
                newDotAll = on;
            } else if (flag == ':') {
                boolean outerIgnoreCase = ignoreCase;
                boolean outerDotAll = dotAll;
                ignoreCase = newIgnoreCase;
                dotAll = newDotAll;
                RegexNode body = closed(alternation(), start);
                ignoreCase = outerIgnoreCase;
                dotAll = outerDotAll;
                return body;
            } else if (flag == ')') {
                ignoreCase = newIgnoreCase;
                dotAll = newDotAll;
                return new RegexNode.Sequence(List.of());
            } else {
                throw new RegexSyntaxException("Group option is not supported", start);
            }
        }
    }

    private RegexNode closed(RegexNode body, int start) {
        if (!in.take(')')) {
            throw new RegexSyntaxException("Group without )", start);
        }
        return body;
    }
}
