package dev.tokenwright.testkit.twin;

import java.util.List;
import java.util.Map;

/** Word level exactly as defined: a piece is its own token, or the unknown one. The oracle of {@code WordLevelEncoder}. */
public final class PlainWordLevel {
    private final Map<String, Integer> vocabulary;
    private final String unknownToken;

    /** A model over these tokens. */
    public PlainWordLevel(Map<String, Integer> vocabulary, String unknownToken) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.unknownToken = unknownToken;
    }

    /**
     * The token of a piece.
     *
     * @throws IllegalStateException when it is unknown and there is no unknown token
     */
    public List<PlainToken> encode(String piece) {
        Integer id = vocabulary.getOrDefault(piece, vocabulary.get(unknownToken));
        if (id == null) {
            throw new IllegalStateException("unknown, and no unknown token: " + piece);
        }
        return List.of(new PlainToken(id, 0, piece.codePointCount(0, piece.length())));
    }
}
