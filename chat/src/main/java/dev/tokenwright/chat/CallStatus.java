package dev.tokenwright.chat;

/** What became of an attempt to call a tool. */
public enum CallStatus {
    /** It can be run. */
    OK,
    /** The arguments, or one of them, are no JSON. */
    INVALID_JSON,
    /** The reply ends inside it. */
    UNCLOSED_BLOCK,
    /** It names no tool. */
    MISSING_NAME,
    /** It is not written as the family writes calls. */
    MALFORMED_STRUCTURE,
    /** There is no tool of that name. */
    UNKNOWN_TOOL
}
