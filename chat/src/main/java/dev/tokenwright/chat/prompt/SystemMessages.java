package dev.tokenwright.chat.prompt;

/** Whose system message a conversation opens with. */
public enum SystemMessages {
    /** The conversation's own, if it has one. */
    OWN,
    /** The prompt format's standard one, where it has one. */
    FORCED
}
