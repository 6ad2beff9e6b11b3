package dev.tokenwright.chat.prompt.dataset;

/** Whether every sequence has a number that says what it is: text or an image. */
public enum Modes {
    /** It has none. */
    NONE,
    /** It has one, after everything else in the {@code .idx} file. */
    WRITTEN
}
