package dev.tokenwright.error;

/** A text has no token sequence in this vocabulary, because a part of it is unknown and no unknown token exists. */
public final class UnencodableTextException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    /** Creates an exception with a text that names the part of the text and what the vocabulary lacks. */
    public UnencodableTextException(String message) {
        super(message);
    }
}
