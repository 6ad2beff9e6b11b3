package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.LlamaSets;
import dev.tokenwright.text.regex.RegexNode.Alternation;
import dev.tokenwright.text.regex.RegexNode.Anchor;
import dev.tokenwright.text.regex.RegexNode.Atomic;
import dev.tokenwright.text.regex.RegexNode.Characters;
import dev.tokenwright.text.regex.RegexNode.Look;
import dev.tokenwright.text.regex.RegexNode.Repeat;
import dev.tokenwright.text.regex.RegexNode.Sequence;
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
    private final CaseFolding folding = new CaseFolding();
    private boolean ignoreCase;
    /** Whether the dot matches line feeds. */
    private boolean dotAll;
    /** Whether {@code ^} and {@code $} hold at every line. */
    private boolean everyLine;

    private int depth;
    /** How many of the groups around are other than {@code (?:)}: Rust's engine leaks options out of those. */
    private int leakyGroups;

    private RegexParser(PatternCursor in, RegexDialect dialect) {
        this.in = in;
        this.dialect = dialect;
        this.everyLine = dialect == RegexDialect.ONIGURUMA;
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
        if (dialect == RegexDialect.ONIGURUMA) {
            parser.folding.refuseSequences(node);
        }
        return node;
    }

    private RegexNode alternation() {
        if (++depth > MAX_DEPTH) {
            throw in.problem("Nesting deeper than " + MAX_DEPTH);
        }
        boolean outerIgnoreCase = ignoreCase;
        boolean outerDotAll = dotAll;
        boolean outerEveryLine = everyLine;
        List<RegexNode> choices = new ArrayList<>();
        choices.add(sequence());
        while (in.take('|')) {
            choices.add(sequence());
        }
        ignoreCase = outerIgnoreCase;
        dotAll = outerDotAll;
        everyLine = outerEveryLine;
        depth--;
        return RegexNodes.alternation(choices);
    }

    private RegexNode sequence() {
        List<RegexNode> parts = new ArrayList<>();
        while (!in.atEnd() && in.peek() != '|' && in.peek() != ')') {
            int start = in.index();
            parts.add(quantified(atom(), start));
        }
        return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
    }

    private RegexNode quantified(RegexNode atom, int start) {
        boolean braces = in.peek() == '{';
        int[] bounds = in.quantifier(dialect, MAX_COUNT);
        if (bounds.length == 0) {
            return atom;
        }
        if (bounds[1] != 0 && bounds[1] != 1 && RegexNodes.matchesEmpty(atom)) {
            throw new RegexSyntaxException("Repeat of what may match nothing, which is not supported,", start);
        }
        if (RegexNodes.takesNoText(atom)) {
            throw new RegexSyntaxException("Repeat of a condition, which is not supported,", start);
        }
        boolean ruby = dialect == RegexDialect.ONIGURUMA;
        Repeat.Mode mode = Repeat.Mode.GREEDY;
        boolean twice = false;
        if (in.take('?')) {
            if (braces && ruby && bounds[0] == bounds[1]) {
                throw new RegexSyntaxException("{n}?, which is not supported,", start);
            }
            mode = Repeat.Mode.LAZY;
        } else if (in.take('+')) {
            twice = braces && ruby;
            mode = twice ? Repeat.Mode.GREEDY : Repeat.Mode.POSSESSIVE;
        }
        if (in.atQuantifier()) {
            throw in.problem("Repeat of a repeat, which is not supported,");
        }
        RegexNode repeat = new Repeat(atom, bounds[0], bounds[1], mode);
        return twice ? repeatOfRepeat(atom, bounds, repeat) : repeat;
    }

    /** {@code X{n,m}+} where the plus repeats: for n of at most 1 that is every count there is. */
    private static RegexNode repeatOfRepeat(RegexNode atom, int[] bounds, RegexNode inner) {
        if (bounds[1] == 0) {
            return inner;
        }
        if (bounds[0] <= 1) {
            return new Repeat(atom, bounds[0], Repeat.UNBOUNDED, Repeat.Mode.GREEDY);
        }
        return new Repeat(inner, 1, Repeat.UNBOUNDED, Repeat.Mode.GREEDY);
    }

    private RegexNode atom() {
        int start = in.index();
        if (in.atQuantifier()) {
            throw in.problem("Nothing to repeat");
        }
        int next = in.next();
        return switch (next) {
            case '(' -> group(start);
            case '[' -> new Characters(new ClassParser(in, dialect, ignoreCase).parse(start));
            case '.' -> new Characters(dotAll ? CodePointSet.ALL : LINE_FEED.complement());
            case '^' -> unrepeated(lineStart());
            case '$' -> unrepeated(lineEnd());
            case '\\' -> escape(start);
            case '{' -> {
                if (dialect == RegexDialect.FANCY || in.looksAt(",")) {
                    throw new RegexSyntaxException("Unescaped {", start);
                }
                yield literal(next, start);
            }
            default -> literal(next, start);
        };
    }

    private RegexNode literal(int codePoint, int start) {
        CodePointSet set = CodePointSet.of(codePoint);
        if (dialect == RegexDialect.LLAMA_CPP) {
            return new Characters(set.minus(LlamaSets.wideSpace()));
        }
        return ignoreCase ? folding.literal(new Characters(CaseFolding.close(set, start))) : new Characters(set);
    }

    private RegexNode lineStart() {
        if (!everyLine) {
            return Anchor.TEXT_START;
        }
        RegexNode afterLineFeed = new Look(new Characters(LINE_FEED), Look.Kind.BEHIND);
        // Oniguruma sees no line after a line feed that ends the text.
        RegexNode inner = dialect == RegexDialect.ONIGURUMA
                ? new Sequence(List.of(afterLineFeed, new Look(Anchor.TEXT_END, Look.Kind.NOT_AHEAD)))
                : afterLineFeed;
        return new Alternation(List.of(Anchor.TEXT_START, inner));
    }

    private RegexNode lineEnd() {
        return everyLine
                ? new Alternation(List.of(Anchor.TEXT_END, new Look(new Characters(LINE_FEED), Look.Kind.AHEAD)))
                : Anchor.TEXT_END;
    }

    /** {@code \Z}: before one line feed that ends the text, or with Rust's engine before any number of them. */
    private RegexNode lastLineEnd() {
        int most = dialect == RegexDialect.ONIGURUMA ? 1 : Repeat.UNBOUNDED;
        RegexNode lineFeeds = new Repeat(new Characters(LINE_FEED), 0, most, Repeat.Mode.GREEDY);
        return new Look(new Sequence(List.of(lineFeeds, Anchor.TEXT_END)), Look.Kind.AHEAD);
    }

    private RegexNode unrepeated(RegexNode condition) {
        if (in.atQuantifier()) {
            throw in.problem("Repeat of a condition, which is not supported,");
        }
        return condition;
    }

    private RegexNode escape(int start) {
        if (in.take('A')) {
            return unrepeated(Anchor.TEXT_START);
        }
        if (in.take('z')) {
            return unrepeated(Anchor.TEXT_END);
        }
        if (in.take('Z')) {
            return unrepeated(lastLineEnd());
        }
        if (in.take('b')) {
            if (in.looksAt("{")) {
                throw in.problem("\\b{, which is not supported,");
            }
            return unrepeated(RegexNodes.boundary(EscapeParser.word(dialect, EscapeParser.Place.ALONE)));
        }
        if (in.take('B')) {
            return unrepeated(RegexNodes.noBoundary(EscapeParser.word(dialect, EscapeParser.Place.ALONE)));
        }
        EscapeParser escapes = new EscapeParser(in, dialect, EscapeParser.Place.ALONE);
        boolean named = escapes.atNamedSet();
        CodePointSet set = escapes.set(start);
        if (!ignoreCase || named && dialect == RegexDialect.ONIGURUMA) {
            return new Characters(set);
        }
        return named
                ? new Characters(CaseFolding.closeNamed(set, start))
                : folding.literal(new Characters(CaseFolding.close(set, start)));
    }

    private RegexNode group(int start) {
        if (!in.take('?')) {
            return leaky(start);
        }
        if (in.take(':')) {
            return closed(start);
        }
        if (in.take('>')) {
            return new Atomic(leaky(start));
        }
        if (in.take('=')) {
            return unrepeated(new Look(leaky(start), Look.Kind.AHEAD));
        }
        if (in.take('!')) {
            return unrepeated(new Look(leaky(start), Look.Kind.NOT_AHEAD));
        }
        if (in.take("<=")) {
            return unrepeated(new Look(behind(start), Look.Kind.BEHIND));
        }
        if (in.take("<!")) {
            return unrepeated(new Look(behind(start), Look.Kind.NOT_BEHIND));
        }
        if (in.take('<') || dialect == RegexDialect.FANCY && in.take("P<")) {
            in.skipName(start);
            return leaky(start);
        }
        return flags(start);
    }

    private RegexNode leaky(int start) {
        leakyGroups++;
        RegexNode body = closed(start);
        leakyGroups--;
        return body;
    }

    private RegexNode behind(int start) {
        RegexNode body = leaky(start);
        if (!RegexNodes.isPlain(body)) {
            throw new RegexSyntaxException(
                    "Look-behind of unbounded length or with conditions, which is not supported,", start);
        }
        return body;
    }

    private RegexNode flags(int start) {
        boolean on = true;
        boolean outerIgnoreCase = ignoreCase;
        boolean outerDotAll = dotAll;
        boolean outerEveryLine = everyLine;
        int flag = in.next();
        if (flag == ')' || flag == ':') {
            throw new RegexSyntaxException("Group without options", start);
        }
        for (; flag != ':' && flag != ')'; flag = in.next()) {
            if (flag == '-' && on && !in.looksAt(":") && !in.looksAt(")")) {
                on = false;
            } else if (flag == 'i') {
                ignoreCase = on;
            } else if (flag == (dialect == RegexDialect.ONIGURUMA ? 'm' : 's')) {
                dotAll = on;
            } else if (flag == 'm') {
                everyLine = on;
            } else {
                throw new RegexSyntaxException("Group option, which is not supported,", start);
            }
        }
        if (flag == ')' && dialect == RegexDialect.FANCY) {
            if (leakyGroups > 0) {
                throw new RegexSyntaxException("Option inside a capturing, atomic or look-around group", start);
            }
            // In force up to the end of the group around it, where alternation() takes it back.
            return unrepeated(new Sequence(List.of()));
        }
        // Oniguruma takes (?i)a|b as (?i:a|b), up to the end of the group around it.
        RegexNode body = flag == ')' ? alternation() : closed(start);
        ignoreCase = outerIgnoreCase;
        dotAll = outerDotAll;
        everyLine = outerEveryLine;
        return body;
    }

    private RegexNode closed(int start) {
        RegexNode body = alternation();
        if (!in.take(')')) {
            throw new RegexSyntaxException("Group without )", start);
        }
        return body;
    }
}
