package dev.tokenwright.chat.prompt;

/** What a special token is for. */
public enum SpecialRole {
    /** Fills short texts up. */
    PAD,
    /** Ends a document. */
    EOD,
    /** Ends a text. */
    EOS,
    /** Opens a text. */
    BOS,
    /** Stands for what has no token. */
    UNK,
    /** Hides a token that is to be guessed. */
    MASK,
    /** Stands for the whole text. */
    CLS,
    /** Stands between two texts. */
    SEP
}
