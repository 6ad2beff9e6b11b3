package dev.tokenwright.spec;

import java.util.List;
import java.util.Objects;

/** How text is cut into pieces that the model encodes one by one. The file format calls this a pre-tokenizer. */
public sealed interface SplitSpec {
    /** Steps that run one after the other, each cutting the pieces of the one before. */
    record Sequence(List<SplitSpec> steps) implements SplitSpec {
        /** Copies the list. */
        public Sequence {
            steps = List.copyOf(steps);
        }
    }

    /**
     * Pieces become byte-level text: each UTF-8 byte is written as the visible character that GPT-2 gives it.
     *
     * @param addPrefixSpace whether a blank is put before a piece that does not start with one
     * @param useRegex whether pieces are cut by GPT-2's pattern first
     */
    record ByteLevel(boolean addPrefixSpace, boolean useRegex) implements SplitSpec {}

    /**
     * Cuts at the matches of a pattern.
     *
     * @param invert whether what lies between the matches counts as the delimiter
     */
    record Split(PatternSpec pattern, SplitBehavior behavior, boolean invert) implements SplitSpec {
        /** Checks the parts. */
        public Split {
            Objects.requireNonNull(pattern, "pattern");
            Objects.requireNonNull(behavior, "behavior");
        }
    }

    /** Cuts numeric characters from the rest, one by one or as runs. */
    record Digits(boolean individual) implements SplitSpec {}

    /**
     * Blanks become a visible character, which starts each piece.
     *
     * @param replacement the visible character, a code point
     * @param split whether pieces are cut before each replacement
     */
    record Metaspace(int replacement, PrependScheme scheme, boolean split) implements SplitSpec {
        /** Checks the scheme. */
        public Metaspace {
            Objects.requireNonNull(scheme, "scheme");
        }
    }

    /** Cuts at punctuation characters. */
    record Punctuation(SplitBehavior behavior) implements SplitSpec {
        /** Checks the behaviour. */
        public Punctuation {
            Objects.requireNonNull(behavior, "behavior");
        }
    }

    /** Keeps runs of word characters and runs of anything else that is not white space. */
    record Whitespace() implements SplitSpec {}

    /** Cuts at white space and drops it. */
    record WhitespaceSplit() implements SplitSpec {}

    /** Cuts at one character, a code point, and drops it. */
    record CharDelimiter(int delimiter) implements SplitSpec {}

    /** Cuts at white space, which is dropped, and around each punctuation character. */
    record Bert() implements SplitSpec {}

    /** Cuts where the script changes. */
    record UnicodeScripts() implements SplitSpec {}

    /**
     * Cuts each run of digits into groups of {@code length}, counted from the right. What stands before a run stays with
     * its first group.
     *
     * @param digit matches one digit
     */
    record DigitGroups(PatternSpec digit, int length) implements SplitSpec {
        /** Checks the parts. */
        public DigitGroups {
            Objects.requireNonNull(digit, "digit");
            if (length < 1) {
                throw new IllegalArgumentException("length must be at least 1: " + length);
            }
        }
    }

    /** Cuts after every {@code length} code points. */
    record FixedLength(int length) implements SplitSpec {
        /** Checks the length. */
        public FixedLength {
            if (length < 1) {
                throw new IllegalArgumentException("length must be at least 1: " + length);
            }
        }
    }

    /**
     * Cuts the raw text into windows that are tokenized each by itself, added tokens and all, as tokenizers do whose engine
     * fails on long texts. Must be the first step.
     *
     * @param maxCodePoints a window ends after so many code points
     * @param maxRunCodePoints it also ends where white space, or anything else, goes on for longer than this
     */
    record Windows(int maxCodePoints, int maxRunCodePoints) implements SplitSpec {
        /** Checks the lengths. */
        public Windows {
            if (maxCodePoints < 1 || maxRunCodePoints < 1) {
                throw new IllegalArgumentException(
                        "lengths must be at least 1: " + maxCodePoints + ", " + maxRunCodePoints);
            }
        }
    }
}
