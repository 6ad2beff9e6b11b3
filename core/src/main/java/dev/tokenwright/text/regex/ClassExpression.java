package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.regex.RegexNode.Look;
import dev.tokenwright.text.regex.RegexNode.Repeat;

/** Writes an expression over classes in the syntax of java.util.regex; a class's char is its id plus one. */
final class ClassExpression {
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
        } else if (node instanceof Repeat repeat) {
            writeRepeat(repeat);
        } else if (node instanceof RegexNode.Atomic atomic) {
            writeGroup("(?>", atomic.body());
        } else if (node instanceof Look look) {
            writeGroup(open(look.kind()), look.body());
        } else if (node instanceof RegexNode.Anchor anchor) {
            out.append(anchor == RegexNode.Anchor.TEXT_START ? "\\A" : "\\z");
        } else {
            throw new AssertionError(node);
        }
    }

    private static String open(Look.Kind kind) {
        return switch (kind) {
            case AHEAD -> "(?=";
            case NOT_AHEAD -> "(?!";
            case BEHIND -> "(?<=";
            case NOT_BEHIND -> "(?<!";
        };
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

    private void writeRepeat(Repeat repeat) {
        boolean single = repeat.body() instanceof RegexNode.Characters;
        if (!single && repeat.mode() == Repeat.Mode.POSSESSIVE) {
            // A possessive repeat of java.util.regex does not even try another way through its body.
            out.append("(?>");
            writeRepeat(new Repeat(repeat.body(), repeat.min(), repeat.max(), Repeat.Mode.GREEDY));
            out.append(')');
            return;
        }
        if (repeat.body() instanceof RegexNode.Characters characters) {
            writeSet(characters.set());
        } else {
            writeGroup("(?:", repeat.body());
        }
        out.append(bounds(repeat));
        out.append(
                switch (repeat.mode()) {
                    case GREEDY -> "";
                    case LAZY -> "?";
                    case POSSESSIVE -> "+";
                });
    }

    private static String bounds(Repeat repeat) {
        // The short forms compile to loops that are specialised for one char.
        if (repeat.max() == Repeat.UNBOUNDED) {
            return repeat.min() == 0 ? "*" : repeat.min() == 1 ? "+" : "{" + repeat.min() + ",}";
        }
        return repeat.min() == 0 && repeat.max() == 1 ? "?" : "{" + repeat.min() + "," + repeat.max() + "}";
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
