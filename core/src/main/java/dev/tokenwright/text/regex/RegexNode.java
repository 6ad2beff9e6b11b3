package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import java.util.List;

/** A regular expression as a tree. Letter case and dialect are resolved: what remains means the same everywhere. */
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
     * A repetition.
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
    record Look(RegexNode body, boolean ahead, boolean negative) implements RegexNode {}

    /** A condition on the position. */
    record Anchor(Kind kind) implements RegexNode {
        /** Kinds of positions. */
        public enum Kind {
            /** The start of the text. */
            TEXT_START,
            /** The end of the text. */
            TEXT_END,
            /** The end of the text, or before a line feed that ends it. */
            TEXT_END_OR_LAST_LINE_FEED,
            /** The start of the text, or after a line feed that does not end it. */
            LINE_START,
            /** The end of the text, or before a line feed. */
            LINE_END
        }
    }
}
