package dev.tokenwright.error;

/** A pattern needs more steps on a text than its budget allows. */
public final class WorkLimitException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    private final int byteIndex;

    /**
     * Creates an exception.
     *
     * @param pattern the pattern that ran out of steps
     * @param byteIndex where it stood, in UTF-8 bytes from the start of the piece it worked on
     */
    public WorkLimitException(String pattern, int byteIndex) {
        super("Pattern \"" + pattern + "\" needs too many steps on this text (it stood at byte " + byteIndex
                + "). Shorten the text or simplify the pattern");
        this.byteIndex = byteIndex;
    }

    /** Where the pattern stood, in UTF-8 bytes from the start of the piece it worked on. */
    public int byteIndex() {
        return byteIndex;
    }
}
