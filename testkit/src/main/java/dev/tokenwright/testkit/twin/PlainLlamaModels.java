package dev.tokenwright.testkit.twin;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * llama.cpp's models over text exactly as defined. They are the oracles of {@code LlamaBpeEncoder},
 * {@code LlamaWordPieceEncoder} and {@code LlamaUnigramEncoder}.
 */
public final class PlainLlamaModels {
    private PlainLlamaModels() {}

    /**
     * Merges code points: of all neighbours that together are a token the pair with the best score, the leftmost of
     * equals, until none is left.
     */
    public static List<String> mergeByScore(String text, Map<String, Double> scores) {
        List<String> symbols = characters(text);
        while (true) {
            int best = -1;
            double bestScore = Double.NEGATIVE_INFINITY;
            for (int index = 0; index + 1 < symbols.size(); index++) {
                String joined = symbols.get(index) + symbols.get(index + 1);
                double score = scores.getOrDefault(joined, Double.NEGATIVE_INFINITY);
                if (score > bestScore) {
                    best = index;
                    bestScore = score;
                }
            }
            if (best < 0) {
                return symbols;
            }
            symbols.set(best, symbols.get(best) + symbols.remove(best + 1));
        }
    }

    /** The longest tokens from the left of a word with U+2581 before it; empty when they do not reach its end. */
    public static Optional<List<String>> longestMatches(String word, Map<String, Double> tokens) {
        String rest = "\u2581" + word;
        List<String> parts = new ArrayList<>();
        while (!rest.isEmpty()) {
            int end = rest.length();
            while (end > 0 && !tokens.containsKey(rest.substring(0, end))) {
                end--;
            }
            if (end == 0) {
                return Optional.empty();
            }
            parts.add(rest.substring(0, end));
            rest = rest.substring(end);
        }
        return Optional.of(parts);
    }

    /**
     * The best sum of scores of all segmentations of a text into tokens and, where no token is just the code point,
     * unknown code points.
     */
    public static double bestScore(String text, Map<String, Double> scores, double unknownScore) {
        double[] best = new double[text.length() + 1];
        for (int start = text.length() - 1; start >= 0; start--) {
            best[start] = Double.NEGATIVE_INFINITY;
            for (int end = start + 1; end <= text.length(); end++) {
                Double score = scores.get(text.substring(start, end));
                if (score != null) {
                    best[start] = Math.max(best[start], score + best[end]);
                } else if (end == text.offsetByCodePoints(start, 1)) {
                    best[start] = Math.max(best[start], unknownScore + best[end]);
                }
            }
        }
        return best[0];
    }

    private static List<String> characters(String text) {
        List<String> characters = new ArrayList<>();
        text.codePoints().forEach(codePoint -> characters.add(Character.toString(codePoint)));
        return characters;
    }
}
