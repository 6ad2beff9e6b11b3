package dev.tokenwright.chat;

/**
 * A stretch of ids of one kind. The spans of a rendered conversation tile its ids.
 *
 * @param start index of the first id
 * @param end index after the last
 * @param message index of the message whose text this is, or {@link #NO_MESSAGE}
 */
public record ChatSpan(int start, int end, int message, Kind kind) {
    /** Stands for no message. */
    public static final int NO_MESSAGE = -1;

    /** What a stretch is. */
    public enum Kind {
        /** What the template wrote around the messages. */
        SCAFFOLD,
        /** Text of a message that the model did not write. */
        BODY,
        /** What the model wrote, or would have: the text of an assistant's message and what the template writes inside it. */
        SAMPLED
    }
}
