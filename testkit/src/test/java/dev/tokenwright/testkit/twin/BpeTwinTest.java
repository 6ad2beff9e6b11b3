package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.bpe.BpeEncoder;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.vocab.Tokenizers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The merging of symbols does what {@link PlainBpe} does. */
class BpeTwinTest {
    private static final String LETTERS = "abcde";

    /** Scratch that is never cleared by the tests, so that anything left over in it shows. */
    private final TokenRun run = new TokenRun();

    @Test
    void shortPiecesMergeAsTheTwinMergesThem() {
        for (int seed = 0; seed < 300; seed++) {
            RandomTexts random = new RandomTexts(seed);
            ModelSpec.Bpe model = listed(random, 1 + random.below(60));
            BpeEncoder encoder = BpeEncoder.of(model, false, id -> false);
            for (int piece = 0; piece < 40; piece++) {
                String text = random.of(LETTERS.substring(0, 1 + random.below(5)), 1 + random.below(48));
                agree(seed, model, PlainBpe.listed((MergeSpec.Listed) model.merges()), encoder, text);
            }
        }
    }

    @Test
    void piecesAroundTheLengthWhereTheAlgorithmChangesMergeAlike() {
        for (int seed = 0; seed < 100; seed++) {
            RandomTexts random = new RandomTexts(seed);
            ModelSpec.Bpe model = listed(random, 40);
            BpeEncoder encoder = BpeEncoder.of(model, false, id -> false);
            for (int length = 46; length <= 52; length++) {
                String text = random.of(LETTERS, length);
                agree(seed, model, PlainBpe.listed((MergeSpec.Listed) model.merges()), encoder, text);
            }
        }
    }

    @Test
    void longPiecesMergeAsTheTwinMergesThem() {
        for (int seed = 0; seed < 40; seed++) {
            RandomTexts random = new RandomTexts(seed);
            ModelSpec.Bpe model = listed(random, 20 + random.below(200));
            BpeEncoder encoder = BpeEncoder.of(model, false, id -> false);
            int length = seed == 0 ? 5000 : 49 + random.below(600);
            String text = random.of(LETTERS.substring(0, 1 + random.below(5)), length);
            agree(seed, model, PlainBpe.listed((MergeSpec.Listed) model.merges()), encoder, text);
            agree(seed, model, PlainBpe.listed((MergeSpec.Listed) model.merges()), encoder, "a");
        }
    }

    @Test
    void ranksOnBytesMergeAsTheTwinDoesThoughSomeTokensCannotBeReached() {
        int unreachable = 0;
        for (int seed = 0; seed < 400; seed++) {
            RandomTexts random = new RandomTexts(seed);
            ModelSpec.Bpe model = ranked(random, 5 + random.below(80));
            BpeEncoder encoder = BpeEncoder.of(model, false, id -> false);
            PlainBpe twin = PlainBpe.byRank(model.vocabulary());
            for (int piece = 0; piece < 30; piece++) {
                String text = random.of("abc", 1 + random.below(piece == 0 ? 300 : 40));
                agree(seed, model, twin, encoder, text);
            }
            for (int id = 256; id < model.vocabulary().idLimit(); id++) {
                String token = model.vocabulary().text(id);
                agree(seed, model, twin, encoder, token);
                unreachable += twin.encode(symbols(model, token)).size() > 1 ? 1 : 0;
            }
        }
        assertThat(unreachable).as("tokens that no merge makes").isGreaterThan(100);
    }

    @Test
    void aRealVocabularyMergesAsTheTwinDoes() {
        long seed = 20_260_101;
        RandomTexts random = new RandomTexts(seed);
        TokenTable ranks =
                ((ModelSpec.Bpe) Tokenizers.bundled("r50k_base").spec().model()).vocabulary();
        ModelSpec.Bpe byRank = bytes(ranks, new MergeSpec.ByRank());
        BpeEncoder encoder = BpeEncoder.of(byRank, false, id -> false);
        PlainBpe twin = PlainBpe.byRank(ranks);
        for (int piece = 0; piece < 600; piece++) {
            String text = "x" + random.next(1 + random.below(12));
            agree(seed, byRank, twin, encoder, text);
        }
        agree(seed, byRank, twin, encoder, random.of("thean ", 2000));
    }

    private void agree(long seed, ModelSpec.Bpe model, PlainBpe twin, BpeEncoder encoder, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        run.clear();
        encoder.encode(bytes, 0, bytes.length, true, run);
        List<Integer> fast = new ArrayList<>();
        int length = 0;
        for (int token = 0; token < run.size(); token++) {
            fast.add(run.id(token));
            length += run.length(token);
        }
        assertThat(fast).as("seed %d, piece \"%s\"", seed, text).isEqualTo(twin.encode(symbols(model, text)));
        assertThat(length).as("seed %d, bytes of \"%s\"", seed, text).isEqualTo(bytes.length);
    }

    private static List<Integer> symbols(ModelSpec.Bpe model, String text) {
        List<Integer> symbols = new ArrayList<>();
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int index = 0; index < bytes.length; index++) {
            symbols.add(model.vocabulary().id(bytes, index, index + 1));
        }
        return symbols;
    }

    /** Random merges; what a merge makes may be there already, by another pair. */
    private static ModelSpec.Bpe listed(RandomTexts random, int count) {
        List<String> tokens = new ArrayList<>();
        LETTERS.chars().forEach(letter -> tokens.add(Character.toString(letter)));
        int[] left = new int[count];
        int[] right = new int[count];
        int[] merged = new int[count];
        for (int rank = 0; rank < count; rank++) {
            left[rank] = random.below(tokens.size());
            right[rank] = random.below(tokens.size());
            String joined = tokens.get(left[rank]) + tokens.get(right[rank]);
            if (joined.length() > 40) {
                left[rank] = random.below(LETTERS.length());
                right[rank] = random.below(LETTERS.length());
                joined = tokens.get(left[rank]) + tokens.get(right[rank]);
            }
            if (!tokens.contains(joined)) {
                tokens.add(joined);
            }
            merged[rank] = tokens.indexOf(joined);
        }
        TokenTable.Builder table = new TokenTable.Builder(16, 16);
        for (int id = 0; id < tokens.size(); id++) {
            table.add(id, tokens.get(id));
        }
        return new ModelSpec.Bpe(
                table.build(),
                ModelSpec.Alphabet.TEXT,
                MergeSpec.Listed.copyOf(left, right, merged, count),
                Optional.empty(),
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    /** All bytes, then random words in random order: many have no parts that make them. */
    private static ModelSpec.Bpe ranked(RandomTexts random, int count) {
        TokenTable.Builder table = new TokenTable.Builder(512, 1024);
        for (int value = 0; value < 256; value++) {
            table.add(value, new byte[] {(byte) value}, 0, 1);
        }
        for (int word = 0; word < count; word++) {
            table.add(table.size(), random.of("abc", 2 + random.below(6)));
        }
        return bytes(table.build(), new MergeSpec.ByRank());
    }

    private static ModelSpec.Bpe bytes(TokenTable vocabulary, MergeSpec merges) {
        return new ModelSpec.Bpe(
                vocabulary,
                ModelSpec.Alphabet.BYTES,
                merges,
                Optional.empty(),
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }
}
