package dev.tokenwright.chat.jinja;

/** A compiled statement. */
interface Execution {
    /** Does it and says how to go on. */
    Flow in(Frame frame);

    /** How to go on behind a statement. */
    enum Flow {
        /** With the next statement. */
        NEXT,
        /** Behind the innermost loop. */
        BREAK,
        /** With the next element of the innermost loop. */
        CONTINUE
    }
}
