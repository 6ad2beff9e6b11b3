package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.ModelSpec.LlamaBpe.ByteTokens;
import dev.tokenwright.spec.ModelSpec.Scores;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.bpe.LlamaBpeEncoder;
import dev.tokenwright.stage.model.llama.LlamaUnigramEncoder;
import dev.tokenwright.stage.model.llama.LlamaWordPieceEncoder;
import dev.tokenwright.testkit.random.RandomTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** llama.cpp's models give what {@link PlainLlamaModels} gives. */
class LlamaModelsTwinTest {
    private static final String LETTERS = "aab\u00e9\u2581";
    private static final int UNKNOWN = 0;

    /** Tokens by text, with scores of which many are equal; the first is the unknown token. */
    private static Map<String, Double> vocabulary(RandomTexts random, int most) {
        Map<String, Double> tokens = new LinkedHashMap<>();
        tokens.put("<unk>", 0.0);
        for (int count = random.below(most); count > 0; count--) {
            tokens.put(random.of(LETTERS, 1 + random.below(5)), -1.0 - random.below(6));
        }
        return tokens;
    }

    private static TokenTable table(Map<String, Double> tokens) {
        TokenTable.Builder table = new TokenTable.Builder(tokens.size(), 8 * tokens.size());
        tokens.keySet().forEach(token -> table.add(table.size(), token));
        return table.build();
    }

    private static Scores scores(Map<String, Double> tokens) {
        return Scores.copyOf(
                tokens.values().stream().mapToDouble(Double::doubleValue).toArray());
    }

    private static TokenRun encode(PieceEncoder encoder, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        TokenRun run = new TokenRun();
        encoder.encode(utf8, 0, utf8.length, true, run);
        int length = 0;
        for (int index = 0; index < run.size(); index++) {
            length += run.length(index);
        }
        assertThat(length).as("bytes of \"%s\"", text).isEqualTo(utf8.length);
        return run;
    }

    private static List<Integer> ids(TokenRun run) {
        List<Integer> ids = new ArrayList<>();
        for (int index = 0; index < run.size(); index++) {
            ids.add(run.id(index));
        }
        return ids;
    }

    @Test
    void mergingByScoreJoinsWhatTheTwinJoins() {
        for (int seed = 0; seed < 2000; seed++) {
            RandomTexts random = new RandomTexts(seed);
            Map<String, Double> tokens = vocabulary(random, 20);
            for (int value = 0; value < 256; value++) {
                tokens.put(String.format("<0x%02X>", value), 0.0);
            }
            TokenTable table = table(tokens);
            PieceEncoder encoder = new LlamaBpeEncoder(new ModelSpec.LlamaBpe(
                    table, new MergeSpec.ByScore(scores(tokens)), false, false, ByteTokens.NAMED_OR_RAW));
            String text = random.of(LETTERS, 1 + random.below(seed % 50 == 0 ? 200 : 20));
            List<Integer> expected = new ArrayList<>();
            for (String symbol : PlainLlamaModels.mergeByScore(text, tokens)) {
                addSymbol(symbol, table, expected);
            }
            assertThat(ids(encode(encoder, text)))
                    .as("seed %d, tokens %s, text %s", seed, tokens.keySet(), text)
                    .isEqualTo(expected);
        }
    }

    private static void addSymbol(String symbol, TokenTable table, List<Integer> ids) {
        int id = table.id(symbol);
        if (id >= 0) {
            ids.add(id);
            return;
        }
        for (byte value : symbol.getBytes(StandardCharsets.UTF_8)) {
            ids.add(table.id(String.format("<0x%02X>", value)));
        }
    }

    @Test
    void wordsBecomeTheLongestTokensOfTheTwin() {
        for (int seed = 0; seed < 2000; seed++) {
            RandomTexts random = new RandomTexts(seed);
            Map<String, Double> tokens = vocabulary(random, 30);
            TokenTable table = table(tokens);
            PieceEncoder encoder = new LlamaWordPieceEncoder(new ModelSpec.LlamaWordPiece(table, UNKNOWN));
            String text = random.of(LETTERS, 1 + random.below(12));
            List<Integer> expected = PlainLlamaModels.longestMatches(text, tokens)
                    .map(parts -> parts.stream().map(table::id).toList())
                    .orElse(List.of(UNKNOWN));
            assertThat(ids(encode(encoder, text)))
                    .as("seed %d, tokens %s, text %s", seed, tokens.keySet(), text)
                    .isEqualTo(expected);
        }
    }

    @Test
    void segmentationsHaveTheBestScoreOfTheTwin() {
        double unknownScore = -20;
        for (int seed = 0; seed < 2000; seed++) {
            RandomTexts random = new RandomTexts(seed);
            Map<String, Double> tokens = vocabulary(random, 20);
            Map<String, Double> matched = new LinkedHashMap<>(tokens);
            matched.remove("<unk>");
            double[] scores =
                    tokens.values().stream().mapToDouble(Double::doubleValue).toArray();
            scores[UNKNOWN] = Double.NaN;
            PieceEncoder encoder = new LlamaUnigramEncoder(
                    new ModelSpec.LlamaUnigram(table(tokens), Scores.copyOf(scores), UNKNOWN, unknownScore));
            String text = random.of(LETTERS, 1 + random.below(20));
            assertThat(score(encode(encoder, text), text, scores, unknownScore))
                    .as("seed %d, tokens %s, text %s", seed, tokens, text)
                    .isEqualTo(PlainLlamaModels.bestScore(text, matched, unknownScore));
        }
    }

    /** The sum of scores, an unknown token counted once for each of its code points. */
    private static double score(TokenRun run, String text, double[] scores, double unknownScore) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        double sum = 0;
        int at = 0;
        for (int index = 0; index < run.size(); index++) {
            int length = run.length(index);
            String part = new String(utf8, at, length, StandardCharsets.UTF_8);
            sum += run.id(index) == UNKNOWN
                    ? unknownScore * part.codePointCount(0, part.length())
                    : scores[run.id(index)];
            assertThat(index > 0 && run.id(index) == UNKNOWN && run.id(index - 1) == UNKNOWN)
                    .isFalse();
            at += length;
        }
        return sum;
    }
}
