package dev.tokenwright.testkit.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * WordPiece exactly as defined: take the longest token that the rest starts with, written with the prefix unless it is the
 * first, until nothing is left; if that fails or the piece is too long, the whole piece is unknown. The oracle of
 * {@code WordPieceEncoder}.
 */
public final class PlainWordPiece {
    private final Map<String, Integer> vocabulary;
    private final String unknownToken;
    private final String prefix;
    private final int maxInputChars;

    /** A model over these tokens. */
    public PlainWordPiece(Map<String, Integer> vocabulary, String unknownToken, String prefix, int maxInputChars) {
        this.vocabulary = Map.copyOf(vocabulary);
        this.unknownToken = unknownToken;
        this.prefix = prefix;
        this.maxInputChars = maxInputChars;
    }

    /**
     * The tokens of a piece.
     *
     * @throws IllegalStateException when it is unknown and there is no unknown token
     */
    public List<PlainToken> encode(String piece) {
        int[] characters = piece.codePoints().toArray();
        if (characters.length > maxInputChars) {
            return unknown(characters);
        }
        List<PlainToken> tokens = new ArrayList<>();
        for (int start = 0; start < characters.length; ) {
            Optional<PlainToken> longest = longest(characters, start);
            if (longest.isEmpty()) {
                return unknown(characters);
            }
            tokens.add(longest.get());
            start = longest.get().end();
        }
        return tokens;
    }

    private Optional<PlainToken> longest(int[] characters, int start) {
        for (int end = characters.length; end > start; end--) {
            String text = new String(characters, start, end - start);
            Integer id = vocabulary.get(start == 0 ? text : prefix + text);
            if (id != null) {
                return Optional.of(new PlainToken(id, start, end));
            }
        }
        return Optional.empty();
    }

    private List<PlainToken> unknown(int[] characters) {
        Integer id = vocabulary.get(unknownToken);
        if (id == null) {
            throw new IllegalStateException("unknown, and no unknown token");
        }
        return List.of(new PlainToken(id, 0, characters.length));
    }
}
