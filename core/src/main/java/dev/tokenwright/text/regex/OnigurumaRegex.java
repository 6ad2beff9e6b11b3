package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.regex.RegexNode.Alternation;
import dev.tokenwright.text.regex.RegexNode.Anchor;
import dev.tokenwright.text.regex.RegexNode.Atomic;
import dev.tokenwright.text.regex.RegexNode.Characters;
import dev.tokenwright.text.regex.RegexNode.Look;
import dev.tokenwright.text.regex.RegexNode.Repeat;
import dev.tokenwright.text.regex.RegexNode.Sequence;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Expressions of other engines, rewritten so that Oniguruma matches exactly the same with them. */
public final class OnigurumaRegex {
    private static final CodePointSet SURROGATES = CodePointSet.ofRanges(0xD800, 0xDFFF);

    private OnigurumaRegex() {}

    /**
     * The expression for Oniguruma: with as few changes as possible, else written anew with all its sets spelt out. It is
     * read again as Oniguruma would, and must then be the same tree.
     *
     * @return nothing when there is no such expression
     * @throws RegexSyntaxException when the expression is malformed or uses something that is not supported exactly
     */
    public static Optional<String> of(String source, RegexDialect dialect) {
        if (dialect == RegexDialect.ONIGURUMA) {
            return Optional.of(source);
        }
        RegexNode root = canonical(RegexParser.parse(source, dialect));
        for (String candidate : List.of(source, mended(source), new OnigurumaText().of(root))) {
            if (means(candidate, root)) {
                return Optional.of(candidate);
            }
        }
        return Optional.empty();
    }

    private static boolean means(String candidate, RegexNode root) {
        try {
            return canonical(RegexParser.parse(candidate, RegexDialect.ONIGURUMA))
                    .equals(root);
        } catch (RegexSyntaxException notOniguruma) {
            return false;
        }
    }

    /** What most expressions need: no possessive repeat in braces, and an end of the text that is no end of a line. */
    private static String mended(String source) {
        return source.replaceAll("(\\\\p\\{\\w+}|\\[[^\\[\\]]*])(\\{\\d+,\\d+})\\+", "(?>$1$2)")
                .replaceAll("\\$(?=\\||$)", "\\\\z");
    }

    /** The same expression with a single way to write what can be written in several. */
    static RegexNode canonical(RegexNode node) {
        if (node instanceof Sequence sequence) {
            return sequence(sequence);
        } else if (node instanceof Alternation alternation) {
            return new Alternation(alternation.choices().stream()
                    .map(OnigurumaRegex::canonical)
                    .flatMap(choice ->
                            choice instanceof Alternation inner ? inner.choices().stream() : Stream.of(choice))
                    .toList());
        } else if (node instanceof Repeat repeat) {
            RegexNode body = canonical(repeat.body());
            return repeat.mode() == Repeat.Mode.POSSESSIVE
                    ? new Atomic(new Repeat(body, repeat.min(), repeat.max(), Repeat.Mode.GREEDY))
                    : new Repeat(body, repeat.min(), repeat.max(), repeat.mode());
        } else if (node instanceof Atomic atomic) {
            return new Atomic(canonical(atomic.body()));
        } else if (node instanceof Look look) {
            return new Look(canonical(look.body()), look.kind());
        } else if (node instanceof Characters characters) {
            return new Characters(canonical(characters.set()));
        }
        return node;
    }

    /** Surrogates are in no text: they belong to a set that has both of their neighbours. */
    private static CodePointSet canonical(CodePointSet set) {
        boolean between = set.contains(SURROGATES.ranges()[0] - 1)
                && set.contains(SURROGATES.ranges()[1] + 1);
        return between ? set.union(SURROGATES) : set.minus(SURROGATES);
    }

    private static RegexNode sequence(Sequence sequence) {
        List<RegexNode> parts = sequence.parts().stream()
                .map(OnigurumaRegex::canonical)
                .flatMap(part -> part instanceof Sequence inner ? inner.parts().stream() : Stream.of(part))
                .toList();
        return parts.size() == 1 ? parts.get(0) : new Sequence(parts);
    }

    /** Writes a tree as Oniguruma reads it. */
    private static final class OnigurumaText {
        private static final List<String> NAMED = List.of(
                "\\p{L}",
                "\\p{N}",
                "\\p{P}",
                "\\p{M}",
                "\\p{S}",
                "\\p{Lu}",
                "\\p{Ll}",
                "\\p{Lt}",
                "\\p{Lm}",
                "\\p{Lo}",
                "\\p{Nd}",
                "\\p{Han}",
                "\\s");

        private final StringBuilder text = new StringBuilder();

        String of(RegexNode root) {
            write(root);
            return text.toString();
        }

        private void write(RegexNode node) {
            if (node instanceof Characters characters) {
                characters(characters.set());
            } else if (node instanceof Sequence sequence) {
                sequence.parts().forEach(this::part);
            } else if (node instanceof Alternation alternation) {
                for (int index = 0; index < alternation.choices().size(); index++) {
                    text.append(index == 0 ? "" : "|");
                    write(alternation.choices().get(index));
                }
            } else if (node instanceof Repeat repeat) {
                group("(?:", repeat.body());
                text.append('{').append(repeat.min()).append(',');
                text.append(repeat.max() == Repeat.UNBOUNDED ? "" : repeat.max());
                text.append(repeat.mode() == Repeat.Mode.LAZY ? "}?" : "}");
            } else if (node instanceof Atomic atomic) {
                group("(?>", atomic.body());
            } else if (node instanceof Look look) {
                group(opening(look.kind()), look.body());
            } else {
                text.append(node == Anchor.TEXT_START ? "\\A" : "\\z");
            }
        }

        private void part(RegexNode node) {
            if (node instanceof Alternation) {
                group("(?:", node);
            } else {
                write(node);
            }
        }

        private void group(String opening, RegexNode body) {
            if (opening.equals("(?:") && body instanceof Characters) {
                write(body);
                return;
            }
            text.append(opening);
            write(body);
            text.append(')');
        }

        private static String opening(Look.Kind kind) {
            return switch (kind) {
                case AHEAD -> "(?=";
                case NOT_AHEAD -> "(?!";
                case BEHIND -> "(?<=";
                case NOT_BEHIND -> "(?<!";
            };
        }

        /** A class; sets that are nearly a named one are written by their difference to it. */
        private void characters(CodePointSet set) {
            String best = "[" + ranges(set) + "]";
            for (String name : NAMED) {
                CodePointSet named = set(name);
                for (boolean not : new boolean[] {false, true}) {
                    CodePointSet base = canonical(not ? named.complement() : named);
                    String more = (not ? "[^" + name + "]" : name) + ranges(set.minus(base));
                    CodePointSet less = base.minus(set);
                    String form = "[" + more + (less.isEmpty() ? "" : "&&[^" + ranges(less) + "]") + "]";
                    best = form.length() < best.length() ? form : best;
                }
            }
            text.append(best);
        }

        private static CodePointSet set(String name) {
            return ((Characters) RegexParser.parse(name, RegexDialect.ONIGURUMA)).set();
        }

        private static String ranges(CodePointSet set) {
            int[] ranges = canonical(set).ranges();
            StringBuilder written = new StringBuilder();
            for (int index = 0; index < ranges.length; index += 2) {
                written.append(codePoint(ranges[index]));
                if (ranges[index] < ranges[index + 1]) {
                    written.append('-').append(codePoint(ranges[index + 1]));
                }
            }
            return written.toString();
        }

        private static String codePoint(int codePoint) {
            boolean letter = codePoint >= '0' && codePoint <= '9'
                    || codePoint >= 'A' && codePoint <= 'Z'
                    || codePoint >= 'a' && codePoint <= 'z';
            return letter ? Character.toString(codePoint) : "\\x{" + Integer.toHexString(codePoint) + "}";
        }
    }
}
