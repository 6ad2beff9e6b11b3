package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import java.util.List;

/**
 * A regular expression as a tree. Letter case, dialect, word boundaries and line anchors are resolved: what remains
 * means the same everywhere, and the only conditions are {@link Anchor} and {@link Look}.
 */
public sealed interface RegexNode {
    /** One code point of a set. */
    record Characters(CodePointSet set) implements RegexNode {}

    /** One after the other; an empty list matches the empty text. */
    record Sequence(List<RegexNode> parts) implements RegexNode {
        /** Copies the list. */
        public Sequence {
            parts = List.copyOf(parts);
        }
    }

    /** The first that leads to a match. */
    record Alternation(List<RegexNode> choices) implements RegexNode {
        /** Copies the list. */
        public Alternation {
            choices = List.copyOf(choices);
        }
    }

    /**
     * A repetition. The body never matches the empty text when {@code max} is over 1 or unbounded.
     *
     * @param min at least so often
     * @param max at most so often, or {@link #UNBOUNDED}
     */
    record Repeat(RegexNode body, int min, int max, Mode mode) implements RegexNode {
        /** No upper bound. */
        public static final int UNBOUNDED = -1;

        /** In which order counts are tried. */
        public enum Mode {
            /** Many first. */
            GREEDY,
            /** Few first. */
            LAZY,
            /** As many as possible and never fewer. */
            POSSESSIVE
        }
    }

    /** A part that keeps its first match. */
    record Atomic(RegexNode body) implements RegexNode {}

    /** A condition on what follows or precedes, which takes no text. */
    record Look(RegexNode body, Kind kind) implements RegexNode {
        /** What must hold at the position. */
        public enum Kind {
            /** The body matches from here. */
            AHEAD,
            /** The body does not match from here. */
            NOT_AHEAD,
            /** The body matches some text that ends here. */
            BEHIND,
            /** The body matches no text that ends here. */
            NOT_BEHIND
        }
    }

    /** A condition on the position. */
    enum Anchor implements RegexNode {
        /** The start of the text. */
        TEXT_START,
        /** The end of the text. */
        TEXT_END
    }
}
