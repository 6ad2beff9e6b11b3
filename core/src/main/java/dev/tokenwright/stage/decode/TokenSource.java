package dev.tokenwright.stage.decode;

/** Where decoding finds its tokens. */
public interface TokenSource {
    /** One more than the largest id. */
    int idLimit();

    /** Whether a token has this id. */
    boolean contains(int id);

    /** Whether a token has this id and decoding always shows it. */
    boolean isOrdinary(int id);

    /** A token as text. */
    String text(int id);

    /** A token's bytes as the vocabulary stores them. */
    byte[] bytes(int id);
}
