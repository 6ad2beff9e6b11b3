package dev.tokenwright.error;

/** A text that must not contain special tokens contains one. */
public final class SpecialTokenException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    private final String token;
    private final int charIndex;

    /**
     * Creates an exception that names the token and the three ways out.
     *
     * @param charIndex index of the token's first UTF-16 unit in the text
     */
    public SpecialTokenException(String token, int charIndex) {
        super("Text contains the special token \"" + token + "\" at char " + charIndex
                + ". Use SpecialText.AS_TEXT to encode it as plain text, or RECOGNIZE if you wrote it");
        this.token = token;
        this.charIndex = charIndex;
    }

    /** The special token's text. */
    public String token() {
        return token;
    }

    /** Index of the token's first UTF-16 unit in the text. */
    public int charIndex() {
        return charIndex;
    }
}
