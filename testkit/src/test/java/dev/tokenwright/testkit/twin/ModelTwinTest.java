package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.unigram.UnigramEncoder;
import dev.tokenwright.stage.model.wordlevel.WordLevelEncoder;
import dev.tokenwright.stage.model.wordpiece.WordPieceEncoder;
import dev.tokenwright.testkit.random.RandomTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The models that do not merge do what {@link PlainWordLevel}, {@link PlainWordPiece} and {@link PlainUnigram} do. */
class ModelTwinTest {
    /** One to four bytes a character, and some that share their first bytes. */
    private static final List<String> CHARACTERS =
            List.of("a", "b", "c", "#", "\u00E9", "\u00E8", "\u0416", "\u2581", "\u4F60", "\u4F61", "\uD83D\uDE00");

    /** Scratch that is never cleared by the tests, so that anything left over in it shows. */
    private final TokenRun run = new TokenRun();

    private int failures;

    @Test
    void wordLevelTakesWholePiecesAsTheTwinDoes() {
        for (int seed = 0; seed < 200; seed++) {
            RandomTexts random = new RandomTexts(seed);
            List<String> tokens = tokens(random, 1 + random.below(40), "");
            String unknown = random.coin() ? tokens.get(0) : "[UNK]";
            ModelSpec.WordLevel spec = new ModelSpec.WordLevel(table(tokens), unknown);
            agree(
                    random,
                    tokens,
                    WordLevelEncoder.of(spec, id -> false),
                    new PlainWordLevel(ids(tokens), unknown)::encode);
        }
        assertThat(failures).as("pieces without a token").isGreaterThan(100);
    }

    @Test
    void wordPieceTakesTheLongestTokensAsTheTwinDoes() {
        for (int seed = 0; seed < 400; seed++) {
            RandomTexts random = new RandomTexts(seed);
            String prefix = random.pick(List.of("##", "##", "", "\u2581", "#\u4F60"));
            List<String> tokens = tokens(random, 1 + random.below(80), prefix);
            String unknown = random.coin() ? tokens.get(0) : "[UNK]";
            int maxInputChars = random.pick(List.of(100, 12, 3, 0));
            ModelSpec.WordPiece spec = new ModelSpec.WordPiece(table(tokens), unknown, prefix, maxInputChars);
            agree(
                    random,
                    tokens,
                    WordPieceEncoder.of(spec, id -> false),
                    new PlainWordPiece(ids(tokens), unknown, prefix, maxInputChars)::encode);
        }
        assertThat(failures).as("pieces without tokens").isGreaterThan(100);
    }

    @Test
    void unigramFindsTheBestPathsOfTheTwinAlsoWhenScoresAreEqual() {
        for (int seed = 0; seed < 600; seed++) {
            RandomTexts random = new RandomTexts(seed);
            List<String> tokens = new ArrayList<>(tokens(random, 1 + random.below(80), ""));
            boolean byteFallback = random.coin();
            addBytes(random, byteFallback ? random.pick(List.of(256, 250, 0)) : 0, tokens);
            addAgain(random, tokens);
            double[] scores = scores(random, tokens.size());
            OptionalInt unknown =
                    random.below(8) == 0 ? OptionalInt.empty() : OptionalInt.of(random.below(tokens.size()));
            ModelSpec.Unigram spec =
                    new ModelSpec.Unigram(shadowing(tokens), ModelSpec.Scores.copyOf(scores), unknown, byteFallback);
            List<Double> list = new ArrayList<>();
            for (double score : scores) {
                list.add(score);
            }
            agree(
                    random,
                    tokens,
                    UnigramEncoder.of(spec, id -> false),
                    new PlainUnigram(tokens, list, unknown, byteFallback)::encode);
        }
        assertThat(failures).as("pieces without tokens").isGreaterThan(100);
    }

    @Test
    void controlTokensAreNotMadeFromTextWhereTheyAreNotAllowed() {
        List<String> tokens = List.of("<s>", "?", "<", "s", ">", "##s", "##>");
        ModelSpec.WordPiece wordPiece = new ModelSpec.WordPiece(table(tokens), "?", "##", 100);
        ModelSpec.WordLevel wordLevel = new ModelSpec.WordLevel(table(tokens), "?");
        ModelSpec.Unigram unigram = new ModelSpec.Unigram(
                table(tokens),
                ModelSpec.Scores.copyOf(new double[] {-1, -1, -9, -9, -9, -9, -9}),
                OptionalInt.of(1),
                false);
        ModelSpec.Unigram bare = new ModelSpec.Unigram(
                table(tokens.subList(0, 2)), ModelSpec.Scores.copyOf(new double[] {-1, -1}), OptionalInt.of(1), false);
        assertThat(ordinary(WordPieceEncoder.of(wordPiece, id -> id == 0), "<s>"))
                .containsExactly(2, 5, 6);
        assertThat(ordinary(WordLevelEncoder.of(wordLevel, id -> id == 0), "<s>"))
                .containsExactly(1);
        assertThat(ordinary(UnigramEncoder.of(unigram, id -> id == 0), "<s>")).containsExactly(2, 3, 4);
        assertThat(ordinary(UnigramEncoder.of(bare, id -> id == 0), "<s>")).containsExactly(1);
    }

    @Test
    @Timeout(60)
    void aPieceOfAMegabyteIsANormalInput() {
        List<String> tokens = List.of("?", "a", "##a", "##aa", "aaaaaaaaaaaaaaaa");
        String text = "a".repeat(1 << 20);
        ModelSpec.Unigram unigram = new ModelSpec.Unigram(
                table(tokens), ModelSpec.Scores.copyOf(new double[] {-9, -1, -1, -1, -2}), OptionalInt.of(0), false);
        ModelSpec.WordPiece wordPiece = new ModelSpec.WordPiece(table(tokens), "?", "##", Integer.MAX_VALUE);
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        run.clear();
        UnigramEncoder.of(unigram, id -> false).encode(bytes, 0, bytes.length, true, run);
        assertThat(run.size()).isEqualTo(1 << 16);
        run.clear();
        WordPieceEncoder.of(wordPiece, id -> false).encode(bytes, 0, bytes.length, true, run);
        assertThat(run.size()).isEqualTo(1 + (1 << 19) - 8);
    }

    private void agree(
            RandomTexts random, List<String> tokens, PieceEncoder encoder, Function<String, List<PlainToken>> twin) {
        for (int piece = 0; piece < 40; piece++) {
            String text = piece(random, tokens);
            List<PlainToken> expected;
            try {
                expected = twin.apply(text);
            } catch (IllegalStateException unknown) {
                assertThatThrownBy(() -> tokens(encoder, text)).isInstanceOf(UnencodableTextException.class);
                failures++;
                continue;
            }
            assertThat(tokens(encoder, text)).as("\"%s\" over %s", text, tokens).isEqualTo(expected);
        }
    }

    private List<PlainToken> tokens(PieceEncoder encoder, String text) {
        return encode(encoder, text, true);
    }

    private List<Integer> ordinary(PieceEncoder encoder, String text) {
        return encode(encoder, text, false).stream().map(PlainToken::id).toList();
    }

    private List<PlainToken> encode(PieceEncoder encoder, String text, boolean controlAllowed) {
        byte[] bytes = ("x" + text + "y").getBytes(StandardCharsets.UTF_8);
        run.clear();
        encoder.encode(bytes, 1, bytes.length - 1, controlAllowed, run);
        List<PlainToken> tokens = new ArrayList<>();
        int at = 1;
        for (int index = 0; index < run.size(); index++) {
            tokens.add(new PlainToken(run.id(index), codePoints(bytes, at), codePoints(bytes, at + run.length(index))));
            at += run.advance(index);
        }
        assertThat(at).as("bytes of \"%s\"", text).isEqualTo(bytes.length - 1);
        return tokens;
    }

    private static int codePoints(byte[] bytes, int end) {
        String before = new String(bytes, 1, end - 1, StandardCharsets.UTF_8);
        return before.codePointCount(0, before.length());
    }

    /** Tokens put together, with characters between them that may be unknown. */
    private static String piece(RandomTexts random, List<String> tokens) {
        StringBuilder text = new StringBuilder();
        int parts = 1 + random.below(8);
        for (int part = 0; part < parts; part++) {
            switch (random.below(4)) {
                case 0 -> text.append(random.pick(CHARACTERS));
                case 1 -> text.appendCodePoint(random.scalar());
                default -> text.append(random.pick(tokens));
            }
        }
        return text.isEmpty() ? "a" : text.toString();
    }

    private static List<String> tokens(RandomTexts random, int count, String prefix) {
        Set<String> tokens = new LinkedHashSet<>();
        int characters = 1 + random.below(CHARACTERS.size());
        for (int token = 0; token < count; token++) {
            StringBuilder text = new StringBuilder(random.coin() ? prefix : "");
            int length = random.below(5);
            for (int index = 0; index < length; index++) {
                text.append(CHARACTERS.get(random.below(characters)));
            }
            tokens.add(text.toString());
        }
        return List.copyOf(tokens);
    }

    private static void addBytes(RandomTexts random, int count, List<String> tokens) {
        for (int value = 0; value < count; value++) {
            String token = String.format("<0x%02X>", count == 256 ? value : random.below(256));
            if (!tokens.contains(token)) {
                tokens.add(token);
            }
        }
    }

    /** Lets a few tokens stand twice, as Unigram files may. */
    private static void addAgain(RandomTexts random, List<String> tokens) {
        int count = random.below(3);
        for (int again = 0; again < count; again++) {
            tokens.add(random.pick(tokens));
        }
    }

    /** Scores of which many are equal or add up to the same. */
    private static double[] scores(RandomTexts random, int count) {
        int kind = random.below(4);
        double[] scores = new double[count];
        for (int id = 0; id < count; id++) {
            scores[id] = switch (kind) {
                case 0 -> -1;
                case 1 -> -random.below(4);
                case 2 -> random.below(100) * 0.1;
                default -> -random.below(1_000_000) / 30_000.0;
            };
        }
        return scores;
    }

    private static Map<String, Integer> ids(List<String> tokens) {
        Map<String, Integer> ids = new LinkedHashMap<>();
        for (String token : tokens) {
            ids.put(token, ids.size());
        }
        return ids;
    }

    private static TokenTable table(List<String> tokens) {
        TokenTable.Builder table = new TokenTable.Builder(16, 16);
        for (int id = 0; id < tokens.size(); id++) {
            assertThat(table.add(id, tokens.get(id))).isTrue();
        }
        return table.build();
    }

    private static TokenTable shadowing(List<String> tokens) {
        TokenTable.Builder table = new TokenTable.Builder(16, 16);
        for (int id = 0; id < tokens.size(); id++) {
            byte[] utf8 = tokens.get(id).getBytes(StandardCharsets.UTF_8);
            table.addShadowing(id, utf8, 0, utf8.length);
        }
        return table.build();
    }
}
