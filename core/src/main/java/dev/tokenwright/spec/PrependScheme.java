package dev.tokenwright.spec;

/** When a Metaspace step puts its replacement character in front of a piece. */
public enum PrependScheme {
    /** Only at the start of the text. */
    FIRST,
    /** Never. */
    NEVER,
    /** At the start of every piece that does not have it. */
    ALWAYS
}
