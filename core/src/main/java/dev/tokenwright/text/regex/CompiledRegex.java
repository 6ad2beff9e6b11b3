package dev.tokenwright.text.regex;

import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.Utf8;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** A regular expression that is ready to search. Immutable. */
public final class CompiledRegex implements TextPattern {
    /*
     * The sets of the expression cut the code points into a few classes. A text is written as one char per code point,
     * the class of that code point, and java.util.regex runs an expression over classes. So its own Unicode tables are
     * never asked, one char is one code point, and every set is a handful of small chars.
     *
     * java.util.regex backtracks: a budget of steps in proportion to the text bounds what a hostile expression can do.
     */
    private final String source;
    private final RegexNode root;
    private final ClassPartition partition;
    private final Pattern pattern;
    private final boolean matchesEmpty;

    private CompiledRegex(String source, RegexNode root, ClassPartition partition, Pattern pattern) {
        this.source = source;
        this.root = root;
        this.partition = partition;
        this.pattern = pattern;
        this.matchesEmpty = RegexNodes.matchesEmpty(root);
    }

    /**
     * Compiles an expression.
     *
     * @throws RegexSyntaxException when it is malformed or uses something that is not supported exactly
     */
    public static CompiledRegex compile(String source, RegexDialect dialect) {
        RegexNode root = RegexParser.parse(source, dialect);
        ClassPartition partition = ClassPartition.of(root);
        try {
            Pattern pattern = Pattern.compile(new ClassExpression(partition).of(root), Pattern.DOTALL);
            return new CompiledRegex(source, root, partition, pattern);
        } catch (PatternSyntaxException | StackOverflowError e) {
            RegexSyntaxException refusal =
                    new RegexSyntaxException("An expression that is too complex, which is not supported, starts", 0);
            refusal.initCause(e);
            throw refusal;
        }
    }

    /**
     * An expression as a tree.
     *
     * @throws RegexSyntaxException when it is malformed or uses something that is not supported exactly
     */
    public static RegexNode parse(String source, RegexDialect dialect) {
        return RegexParser.parse(source, dialect);
    }

    /** The expression as a tree. */
    public RegexNode root() {
        return root;
    }

    /** The classes of code points that the expression can tell apart. */
    public ClassPartition partition() {
        return partition;
    }

    /**
     * {@inheritDoc}
     *
     * <p>An empty match is not given where the match before it ended, and an empty text has no match.
     *
     * @throws RegexBudgetException when the expression needs too many steps
     */
    @Override
    public void findAll(byte[] utf8, int from, int to, Sink sink) {
        if (from == to) {
            return;
        }
        ClassText text = ClassText.of(utf8, from, to, partition);
        Matcher matcher = pattern.matcher(text);
        int charIndex = 0;
        int byteIndex = from;
        int at = 0;
        int lastEnd = -1;
        while (at <= text.length() && find(matcher, at, byteIndex - from)) {
            int start = matcher.start();
            int end = matcher.end();
            if (start == end && end == lastEnd) {
                at++;
                continue;
            }
            for (; charIndex < start; charIndex++) {
                byteIndex += Utf8.lengthByLead(utf8[byteIndex]);
            }
            int byteStart = byteIndex;
            for (; charIndex < end; charIndex++) {
                byteIndex += Utf8.lengthByLead(utf8[byteIndex]);
            }
            sink.accept(byteStart, byteIndex);
            at = end;
            lastEnd = end;
        }
    }

    private boolean find(Matcher matcher, int at, int byteIndex) {
        try {
            return matchesEmpty ? matcher.find(at) : matcher.find();
        } catch (ClassText.OutOfSteps | StackOverflowError e) {
            throw new RegexBudgetException(source, byteIndex);
        }
    }

    @Override
    public String toString() {
        return source;
    }
}
