package dev.tokenwright.testkit.twin;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Unigram as Hugging Face {@code tokenizers} defines it: every end is reached by its best last token, of equals by the one
 * that starts first; a character that is no token is unknown, ten below the worst score; neighbouring unknowns are one. The
 * oracle of {@code UnigramEncoder}.
 */
public final class PlainUnigram {
    private final List<Double> scores;
    private final Map<String, Integer> ids = new HashMap<>();
    private final OptionalInt unknownId;
    private final boolean byteFallback;

    /** A model over these tokens, whose ids are their indices; of a token that stands twice the last id counts. */
    public PlainUnigram(List<String> tokens, List<Double> scores, OptionalInt unknownId, boolean byteFallback) {
        this.scores = List.copyOf(scores);
        this.unknownId = unknownId;
        this.byteFallback = byteFallback;
        for (int id = 0; id < tokens.size(); id++) {
            ids.put(tokens.get(id), id);
        }
    }

    /** The last token of the best way to an end, and the score of that way. */
    private record Step(int start, int id, double score) {}

    /**
     * The tokens of a piece.
     *
     * @throws IllegalStateException when a character is unknown and there is no unknown token
     */
    public List<PlainToken> encode(String piece) {
        int[] characters = piece.codePoints().toArray();
        List<Step> best = new ArrayList<>();
        best.add(new Step(0, -1, 0));
        for (int end = 1; end <= characters.length; end++) {
            best.add(bestTo(end, characters, best));
        }
        List<PlainToken> path = new ArrayList<>();
        for (int end = characters.length; end > 0; end = best.get(end).start()) {
            path.add(0, new PlainToken(best.get(end).id(), best.get(end).start(), end));
        }
        return named(characters, fused(path));
    }

    private Step bestTo(int end, int[] characters, List<Step> best) {
        @Nullable Step winner = null;
        for (int start = 0; start < end; start++) {
            String text = new String(characters, start, end - start);
            double score = best.get(start).score();
            if (ids.containsKey(text)) {
                int id = id(text);
                score += scores.get(id);
                winner = winner == null || score > winner.score() ? new Step(start, id, score) : winner;
            } else if (start == end - 1) {
                score += scores.stream().min(Double::compare).orElse(Double.POSITIVE_INFINITY) - 10;
                winner = winner == null || score > winner.score() ? new Step(start, unknown(), score) : winner;
            }
        }
        return Objects.requireNonNull(winner);
    }

    private int unknown() {
        return unknownId.orElseThrow(() -> new IllegalStateException("unknown, and no unknown token"));
    }

    /** The path with neighbouring unknown tokens as one. */
    private List<PlainToken> fused(List<PlainToken> path) {
        List<PlainToken> fused = new ArrayList<>();
        for (PlainToken token : path) {
            int last = fused.size() - 1;
            if (isUnknown(token) && last >= 0 && isUnknown(fused.get(last))) {
                fused.set(last, new PlainToken(token.id(), fused.get(last).start(), token.end()));
            } else {
                fused.add(token);
            }
        }
        return fused;
    }

    private boolean isUnknown(PlainToken token) {
        return unknownId.isPresent() && unknownId.getAsInt() == token.id();
    }

    /** The tokens by their text: what is no token is its bytes, if all of them are tokens, and else unknown. */
    private List<PlainToken> named(int[] characters, List<PlainToken> path) {
        List<PlainToken> named = new ArrayList<>();
        for (PlainToken part : path) {
            String text = new String(characters, part.start(), part.end() - part.start());
            List<String> bytes = byteTokens(text);
            if (ids.containsKey(text)) {
                named.add(new PlainToken(id(text), part.start(), part.end()));
            } else if (byteFallback && ids.keySet().containsAll(bytes)) {
                bytes.forEach(token -> named.add(new PlainToken(id(token), part.start(), part.end())));
            } else {
                named.add(part);
            }
        }
        return named;
    }

    private static List<String> byteTokens(String text) {
        List<String> bytes = new ArrayList<>();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            bytes.add(String.format("<0x%02X>", value & 0xFF));
        }
        return bytes;
    }

    private int id(String token) {
        return Objects.requireNonNull(ids.get(token));
    }
}
