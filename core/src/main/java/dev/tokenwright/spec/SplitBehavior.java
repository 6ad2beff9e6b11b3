package dev.tokenwright.spec;

/** What becomes of a delimiter that a split pattern matched. Example: {@code the-final--countdown} split at {@code -}. */
public enum SplitBehavior {
    /** Delimiters are dropped: {@code the final countdown}. */
    REMOVED,
    /** Each delimiter is a piece: {@code the - final - - countdown}. */
    ISOLATED,
    /** A delimiter ends the piece before it: {@code the- final- - countdown}. */
    MERGED_WITH_PREVIOUS,
    /** A delimiter starts the piece after it: {@code the -final - -countdown}. */
    MERGED_WITH_NEXT,
    /** Neighbouring delimiters form one piece: {@code the - final -- countdown}. */
    CONTIGUOUS
}
