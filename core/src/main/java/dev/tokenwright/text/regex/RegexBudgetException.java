package dev.tokenwright.text.regex;

/** A regular expression needs more steps on a text than its budget allows. */
public final class RegexBudgetException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String pattern;
    private final int byteIndex;

    RegexBudgetException(String pattern, int byteIndex) {
        super("pattern " + pattern + " ran out of steps at byte " + byteIndex);
        this.pattern = pattern;
        this.byteIndex = byteIndex;
    }

    /** The pattern. */
    public String pattern() {
        return pattern;
    }

    /** Where the search for a match began, in bytes from the start of the text. */
    public int byteIndex() {
        return byteIndex;
    }
}
