package dev.tokenwright;

/** What encoding does where a text contains the characters of a special (control) token. */
public enum SpecialText {
    /** The characters become the special token. Only for text that the program wrote itself. */
    RECOGNIZE,
    /** The characters are encoded like any other text; no control id can come out. */
    AS_TEXT,
    /** Throws {@link dev.tokenwright.error.SpecialTokenException}. */
    REJECT
}
