package dev.tokenwright.testkit.twin;

import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.regex.RegexNode;
import dev.tokenwright.text.regex.RegexNode.Look;
import dev.tokenwright.text.regex.RegexNode.Repeat;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Runs a regular expression's tree over code points by backtracking. The oracle of the production matcher; never made
 * fast. It recurses for every character, so texts must be short.
 */
public final class PlainRegexMatcher implements TextPattern {
    private static final int NO_MATCH = -1;

    private final RegexNode root;

    /** A matcher for an expression. */
    public PlainRegexMatcher(RegexNode root) {
        this.root = root;
    }

    @Override
    public void findAll(byte[] utf8, int from, int to, Sink sink) {
        if (from == to) {
            return;
        }
        String text = new String(utf8, from, to - from, StandardCharsets.UTF_8);
        int[] codePoints = text.codePoints().toArray();
        int[] byteIndex = byteIndexes(codePoints, from);
        Search search = new Search(codePoints);
        int lastEnd = -1;
        for (int start = 0; start <= codePoints.length; ) {
            int end = search.match(root, start, last -> last);
            boolean emptyAgain = end == start && start == lastEnd;
            if (end == NO_MATCH || emptyAgain) {
                start++;
            } else {
                sink.accept(byteIndex[start], byteIndex[end]);
                start = end;
                lastEnd = end;
            }
        }
    }

    private static int[] byteIndexes(int[] codePoints, int from) {
        int[] byteIndex = new int[codePoints.length + 1];
        byteIndex[0] = from;
        for (int index = 0; index < codePoints.length; index++) {
            int length = Character.toString(codePoints[index]).getBytes(StandardCharsets.UTF_8).length;
            byteIndex[index + 1] = byteIndex[index] + length;
        }
        return byteIndex;
    }

    /** What is left to match: takes a position, gives the end of the whole match or {@link #NO_MATCH}. */
    private interface Rest {
        int from(int at);
    }

    /** One text. */
    private record Search(int[] text) {
        int match(RegexNode node, int at, Rest rest) {
            if (node instanceof RegexNode.Characters characters) {
                return at < text.length && characters.set().contains(text[at]) ? rest.from(at + 1) : NO_MATCH;
            }
            if (node instanceof RegexNode.Sequence sequence) {
                return matchSequence(sequence.parts(), at, rest);
            }
            if (node instanceof RegexNode.Alternation alternation) {
                return matchAlternation(alternation.choices(), at, rest);
            }
            if (node instanceof Repeat repeat) {
                return matchRepeat(repeat, at, rest);
            }
            if (node instanceof RegexNode.Atomic atomic) {
                int end = match(atomic.body(), at, last -> last);
                return end == NO_MATCH ? NO_MATCH : rest.from(end);
            }
            if (node instanceof Look look) {
                return holds(look, at) ? rest.from(at) : NO_MATCH;
            }
            if (node instanceof RegexNode.Anchor anchor) {
                int place = anchor == RegexNode.Anchor.TEXT_START ? 0 : text.length;
                return at == place ? rest.from(at) : NO_MATCH;
            }
            throw new AssertionError(node);
        }

        private int matchSequence(List<RegexNode> parts, int at, Rest rest) {
            if (parts.isEmpty()) {
                return rest.from(at);
            }
            return match(parts.get(0), at, end -> matchSequence(parts.subList(1, parts.size()), end, rest));
        }

        private int matchAlternation(List<RegexNode> choices, int at, Rest rest) {
            for (RegexNode choice : choices) {
                int end = match(choice, at, rest);
                if (end != NO_MATCH) {
                    return end;
                }
            }
            return NO_MATCH;
        }

        private int matchRepeat(Repeat repeat, int at, Rest rest) {
            if (repeat.mode() == Repeat.Mode.POSSESSIVE) {
                Repeat greedy = new Repeat(repeat.body(), repeat.min(), repeat.max(), Repeat.Mode.GREEDY);
                return match(new RegexNode.Atomic(greedy), at, rest);
            }
            return matchFrom(repeat, 0, at, rest);
        }

        /** Goes on after {@code count} repetitions. */
        private int matchFrom(Repeat repeat, int count, int at, Rest rest) {
            Rest more = end -> matchFrom(repeat, count + 1, end, rest);
            boolean mayStop = count >= repeat.min();
            boolean mayGoOn = repeat.max() == Repeat.UNBOUNDED || count < repeat.max();
            if (mayStop && repeat.mode() == Repeat.Mode.LAZY) {
                int end = rest.from(at);
                return end == NO_MATCH && mayGoOn ? match(repeat.body(), at, more) : end;
            }
            int end = mayGoOn ? match(repeat.body(), at, more) : NO_MATCH;
            return end == NO_MATCH && mayStop ? rest.from(at) : end;
        }

        private boolean holds(Look look, int at) {
            return switch (look.kind()) {
                case AHEAD -> match(look.body(), at, last -> last) != NO_MATCH;
                case NOT_AHEAD -> match(look.body(), at, last -> last) == NO_MATCH;
                case BEHIND -> endsAt(look.body(), at);
                case NOT_BEHIND -> !endsAt(look.body(), at);
            };
        }

        private boolean endsAt(RegexNode body, int at) {
            for (int start = at; start >= 0; start--) {
                if (match(body, start, last -> last == at ? last : NO_MATCH) != NO_MATCH) {
                    return true;
                }
            }
            return false;
        }
    }
}
