package dev.tokenwright.chat.jinja;

/**
 * A variable of the data that a template reads.
 *
 * @param name the variable
 * @param place where it is read first
 * @param presence whether the template asks if it is there
 */
public record VariableRead(String name, SourcePlace place, Presence presence) {
    /** Whether a template asks if a variable is there. */
    public enum Presence {
        /** It does, with {@code is defined}, {@code is none} or {@code default}. */
        ASKED_FOR,
        /** It does not; a missing variable counts as empty, or fails. */
        TAKEN_FOR_GRANTED
    }
}
