package dev.tokenwright.chat.jinja;

/** A compiled expression. */
interface Evaluation {
    /** Its value. */
    Value in(Frame frame);
}
