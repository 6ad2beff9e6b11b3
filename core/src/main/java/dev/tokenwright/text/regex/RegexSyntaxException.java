package dev.tokenwright.text.regex;

/** A regular expression is malformed, or uses something that is not supported exactly. */
public final class RegexSyntaxException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int charIndex;

    RegexSyntaxException(String problem, int charIndex) {
        super(problem + " at char " + charIndex + " of the pattern");
        this.charIndex = charIndex;
    }

    /** Where in the pattern, in UTF-16 units. */
    public int charIndex() {
        return charIndex;
    }
}
