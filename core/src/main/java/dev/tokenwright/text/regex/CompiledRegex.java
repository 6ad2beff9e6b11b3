package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.Utf8;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A regular expression that is ready to search. Immutable. */
public final class CompiledRegex implements TextPattern {
    /*
     * The sets of the expression cut the code points into a few classes. A text is written as one char per code point,
     * the class of that code point, and java.util.regex runs an expression over classes. So its own Unicode tables are
     * never asked, one char is one code point, and every set is a handful of small chars.
     *
     * java.util.regex backtracks: a budget of steps in proportion to the text bounds what a hostile expression can do.
     */
    private static final long STEPS_PER_CHAR = 500;
    private static final long FREE_STEPS = 1_000_000;

    private final String source;
    private final RegexNode root;
    private final ClassPartition partition;
    private final Pattern pattern;

    private CompiledRegex(String source, RegexNode root, ClassPartition partition, Pattern pattern) {
        this.source = source;
        this.root = root;
        this.partition = partition;
        this.pattern = pattern;
    }

    /**
     * Compiles an expression.
     *
     * @throws RegexSyntaxException when it is malformed or uses something that is not supported exactly
     */
    public static CompiledRegex compile(String source, RegexDialect dialect) {
        RegexNode root = RegexParser.parse(source, dialect);
        ClassPartition partition = ClassPartition.of(root);
        Pattern pattern = Pattern.compile(new ClassExpression(partition).of(root), Pattern.DOTALL);
        return new CompiledRegex(source, root, partition, pattern);
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
     * @throws RegexBudgetException when the expression needs too many steps
     */
    @Override
    public void findAll(byte[] utf8, int from, int to, Sink sink) {
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
            return matcher.find(at);
        } catch (ClassText.OutOfSteps e) {
            throw new RegexBudgetException(source, byteIndex);
        } catch (StackOverflowError e) {
            throw new RegexBudgetException(source, byteIndex);
        }
    }

    @Override
    public String toString() {
        return source;
    }

    /** A text as one char per code point: its class plus one. Counts the chars that are read. */
    private static final class ClassText implements CharSequence {
        private final char[] chars;
        private final int length;
        private long stepsLeft;

        private ClassText(char[] chars, int length) {
            this.chars = chars;
            this.length = length;
            this.stepsLeft = FREE_STEPS + STEPS_PER_CHAR * length;
        }

        static ClassText of(byte[] utf8, int from, int to, ClassPartition partition) {
            char[] chars = new char[to - from];
            int length = 0;
            for (int at = from; at < to; ) {
                int codePoint = Utf8.codePointAt(utf8, at);
                chars[length++] = (char) (partition.classOf(codePoint) + 1);
                at += Utf8.length(codePoint);
            }
            return new ClassText(chars, length);
        }

        @Override
        public int length() {
            return length;
        }

        @Override
        public char charAt(int index) {
            if (--stepsLeft < 0) {
                throw new OutOfSteps();
            }
            return chars[index];
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new String(chars, start, end - start);
        }

        @Override
        public String toString() {
            return new String(chars, 0, length);
        }

        /** Ends a search from within. */
        private static final class OutOfSteps extends RuntimeException {
            private static final long serialVersionUID = 1L;

            OutOfSteps() {
                super("out of steps", null, false, false);
            }
        }
    }

    /** Writes an expression over classes in the syntax of java.util.regex. */
    private static final class ClassExpression {
        private static final CodePointSet LINE_FEED = CodePointSet.of('\n');

        private final ClassPartition partition;
        private final StringBuilder out = new StringBuilder();

        ClassExpression(ClassPartition partition) {
            this.partition = partition;
        }

        String of(RegexNode root) {
            write(root);
            return out.toString();
        }

        private void write(RegexNode node) {
            if (node instanceof RegexNode.Characters characters) {
                writeSet(characters.set());
            } else if (node instanceof RegexNode.Sequence sequence) {
                sequence.parts().forEach(this::writeGrouped);
            } else if (node instanceof RegexNode.Alternation alternation) {
                String separator = "";
                for (RegexNode choice : alternation.choices()) {
                    out.append(separator);
                    write(choice);
                    separator = "|";
                }
            } else if (node instanceof RegexNode.Repeat repeat) {
                writeRepeat(repeat);
            } else if (node instanceof RegexNode.Atomic atomic) {
                writeGroup("(?>", atomic.body());
            } else if (node instanceof RegexNode.Look look) {
                String open = "(?" + (look.ahead() ? "" : "<") + (look.negative() ? "!" : "=");
                writeGroup(open, look.body());
            } else if (node instanceof RegexNode.Anchor anchor) {
                writeAnchor(anchor.kind());
            } else {
                throw new AssertionError(node);
            }
        }

        private void writeGrouped(RegexNode node) {
            if (node instanceof RegexNode.Alternation) {
                writeGroup("(?:", node);
            } else {
                write(node);
            }
        }

        private void writeGroup(String open, RegexNode body) {
            out.append(open);
            write(body);
            out.append(')');
        }

        private void writeRepeat(RegexNode.Repeat repeat) {
            if (repeat.body() instanceof RegexNode.Characters characters) {
                writeSet(characters.set());
            } else {
                writeGroup("(?:", repeat.body());
            }
            out.append('{').append(repeat.min()).append(',');
            if (repeat.max() != RegexNode.Repeat.UNBOUNDED) {
                out.append(repeat.max());
            }
            out.append('}');
            out.append(
                    switch (repeat.mode()) {
                        case GREEDY -> "";
                        case LAZY -> "?";
                        case POSSESSIVE -> "+";
                    });
        }

        private void writeAnchor(RegexNode.Anchor.Kind kind) {
            switch (kind) {
                case TEXT_START -> out.append("\\A");
                case TEXT_END -> out.append("\\z");
                case TEXT_END_OR_LAST_LINE_FEED -> {
                    out.append("(?=");
                    writeSet(LINE_FEED);
                    out.append("?\\z)");
                }
                case LINE_START -> {
                    out.append("(?:\\A|(?<=");
                    writeSet(LINE_FEED);
                    out.append(")(?!\\z))");
                }
                case LINE_END -> {
                    out.append("(?:\\z|(?=");
                    writeSet(LINE_FEED);
                    out.append("))");
                }
                default -> throw new AssertionError(kind);
            }
        }

        private void writeSet(CodePointSet set) {
            int[] ids = partition.classesOf(set);
            if (ids.length == 0) {
                out.append("(?!)");
                return;
            }
            out.append('[');
            for (int id : ids) {
                out.append("\\x{").append(Integer.toHexString(id + 1)).append('}');
            }
            out.append(']');
        }
    }
}
