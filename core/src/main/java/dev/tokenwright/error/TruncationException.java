package dev.tokenwright.error;

/** A truncation cannot be carried out: the stride, the strategy or the limit does not fit the input. */
public final class TruncationException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a text that names the limit, the lengths and what to change. */
    public TruncationException(String message) {
        super(message);
    }
}
