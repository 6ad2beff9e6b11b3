package dev.tokenwright.error;

/** A token id cannot be decoded: it is not in the vocabulary, or special where that was to be rejected. */
public final class TokenIdException extends TokenwrightException {
    private static final long serialVersionUID = 1L;

    private final long id;
    private final int tokenIndex;

    /**
     * Creates an exception for one id of a sequence.
     *
     * @param tokenIndex position of the id in the sequence that was given
     * @param idLimit one more than the largest id of the vocabulary
     */
    public TokenIdException(long id, int tokenIndex, int idLimit) {
        super("Token id " + id + " at index " + tokenIndex + " is not in the vocabulary (ids run from 0 to "
                + (idLimit - 1) + "). Check that the ids come from this tokenizer, or use UnknownIds.SKIP");
        this.id = id;
        this.tokenIndex = tokenIndex;
    }

    private TokenIdException(String message, long id, int tokenIndex) {
        super(message);
        this.id = id;
        this.tokenIndex = tokenIndex;
    }

    /** An exception for the id of a special token that must not be there. */
    public static TokenIdException special(long id, int tokenIndex, String token) {
        return new TokenIdException(
                "Token id " + id + " at index " + tokenIndex + " is the special token \"" + token
                        + "\". Use SpecialTokens.KEEP to show it, or SKIP to leave it out",
                id,
                tokenIndex);
    }

    /** The id. */
    public long id() {
        return id;
    }

    /** Position of the id in the sequence that was given. */
    public int tokenIndex() {
        return tokenIndex;
    }
}
