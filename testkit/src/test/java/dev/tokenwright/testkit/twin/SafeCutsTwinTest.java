package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.PieceCache;
import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.bpe.BpeEncoder;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.Ints;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parts between safe cuts, each encoded alone, give the ids of the whole piece. */
class SafeCutsTwinTest {
    private static final List<String> CHARACTERS =
            List.of("a", "b", "c", ",", "1", "\u2581", "\u2581", "\u00E9", "\u4E2D", "\u6587", "\uD83D\uDE00", "?");

    @Test
    void partsGiveTheIdsOfTheWholePiece() {
        int cut = 0;
        for (int seed = 0; seed < 600; seed++) {
            RandomTexts random = new RandomTexts(seed);
            cut += piecesThatAreCut(seed, BpeEncoder.of(model(random), false, id -> false), random);
        }
        assertThat(cut).as("pieces that were cut").isGreaterThan(2_000);
    }

    @Test
    void partsOfBytesGiveTheIdsOfTheWholePiece() {
        int cut = 0;
        for (int seed = 0; seed < 500; seed++) {
            RandomTexts random = new RandomTexts(seed);
            BpeEncoder encoder = BpeEncoder.of(bytes(random), false, id -> false);
            assertThat(encoder.safeCuts()).isPresent();
            cut += piecesThatAreCut(seed, encoder, random);
        }
        assertThat(cut).as("pieces that were cut").isGreaterThan(2_000);
    }

    @Test
    void manyPlacesAtOnceAreThoseOneByOne() {
        List<String> ascii = List.of("a", "b", "c", ",", "1", "?", " ", "ab", "a,b", "1,1,1");
        int places = 0;
        for (int seed = 0; seed < 600; seed++) {
            RandomTexts random = new RandomTexts(seed);
            Optional<PieceCuts> cuts =
                    BpeEncoder.of(model(random), false, id -> false).safeCuts();
            for (int round = 0; round < 20 && cuts.isPresent(); round++) {
                StringBuilder text = new StringBuilder();
                for (int stretch = 1 + random.below(6); stretch > 0; stretch--) {
                    for (int length = random.below(60); length > 0; length--) {
                        text.append(random.pick(ascii));
                    }
                    text.append(random.pick(CHARACTERS));
                }
                byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
                places += compareFill(seed, cuts.get(), utf8, 1 + random.below(90));
            }
        }
        assertThat(places).isGreaterThan(100_000);
    }

    private static int compareFill(int seed, PieceCuts cuts, byte[] utf8, int most) {
        int[] places = new int[most + PieceCuts.MORE];
        int count = 0;
        for (int at = 0; at < utf8.length; ) {
            int found = cuts.fill(utf8, at, utf8.length, places, most);
            assertThat(places[0]).isEqualTo(at);
            for (int index = 1; index <= found; index++) {
                at = cuts.next(utf8, at, utf8.length);
                assertThat(places[index]).as("seed %d, place %d", seed, count).isEqualTo(at);
                count++;
            }
            assertThat(found >= most || at == utf8.length).isTrue();
        }
        return count;
    }

    /** Compares random pieces, whole and in parts, and counts those that were cut. */
    private static int piecesThatAreCut(int seed, BpeEncoder encoder, RandomTexts random) {
        int cut = 0;
        PieceCache cache = new PieceCache(encoder, true);
        for (int piece = 0; piece < 25; piece++) {
            StringBuilder text = new StringBuilder("ab");
            for (int length = 1 + random.below(60); length > 0; length--) {
                text.append(random.pick(CHARACTERS));
            }
            byte[] utf8 = text.toString().getBytes(StandardCharsets.UTF_8);
            TokenRun whole = new TokenRun();
            encoder.encode(utf8, 0, utf8.length, true, whole);
            Ints parts = new Ints(0);
            cache.encode(utf8, 0, utf8.length, parts);
            assertThat(parts.toArray())
                    .as("seed %d, \"%s\"", seed, text)
                    .isEqualTo(Arrays.copyOf(whole.ids(), whole.size()));
            boolean isCut = encoder.safeCuts()
                    .filter(cuts -> cuts.next(utf8, 0, utf8.length) < utf8.length)
                    .isPresent();
            cut += isCut ? 1 : 0;
        }
        return cut;
    }

    /** Bytes, and tokens of any stretch of some texts, characters in part included; merges may not make all of them. */
    private static ModelSpec.Bpe bytes(RandomTexts random) {
        TokenTable.Builder table = new TokenTable.Builder(300, 2_000);
        for (int value = 0; value < 256; value++) {
            table.add(value, new byte[] {(byte) value}, 0, 1);
        }
        for (int count = random.below(60); count > 0; count--) {
            byte[] utf8 = (random.pick(CHARACTERS) + random.pick(CHARACTERS) + random.pick(CHARACTERS))
                    .getBytes(StandardCharsets.UTF_8);
            int from = random.below(utf8.length - 1);
            int to = from + 2 + random.below(utf8.length - from - 1);
            table.add(table.size(), utf8, from, Math.min(to, utf8.length));
        }
        return new ModelSpec.Bpe(
                table.build(),
                ModelSpec.Alphabet.BYTES,
                new MergeSpec.ByRank(),
                Optional.empty(),
                false,
                false,
                random.coin(),
                Optional.empty(),
                Optional.empty());
    }

    /** A vocabulary of some of the characters and of merges of them, with unknown and byte tokens or without. */
    private static ModelSpec.Bpe model(RandomTexts random) {
        List<String> tokens = new ArrayList<>(List.of("<unk>"));
        boolean bytes = random.coin();
        for (int value = 0; bytes && value < 256 - (random.below(4) == 0 ? 200 : 0); value++) {
            tokens.add(String.format("<0x%02X>", value));
        }
        int first = tokens.size();
        for (String character : CHARACTERS) {
            if (!tokens.contains(character) && random.below(5) > 0) {
                tokens.add(character);
            }
        }
        List<int[]> merges = new ArrayList<>();
        int from = random.below(12) == 0 ? 0 : first;
        for (int merge = random.below(25); merge > 0 && first < tokens.size(); merge--) {
            int left = from + random.below(tokens.size() - from);
            int right = from + random.below(tokens.size() - from);
            String merged = tokens.get(left) + tokens.get(right);
            if (!tokens.contains(merged)) {
                merges.add(new int[] {left, right, tokens.size()});
                tokens.add(merged);
            }
        }
        TokenTable.Builder table = new TokenTable.Builder(tokens.size(), 16 * tokens.size());
        for (int id = 0; id < tokens.size(); id++) {
            table.add(id, tokens.get(id));
        }
        return new ModelSpec.Bpe(
                table.build(),
                ModelSpec.Alphabet.TEXT,
                MergeSpec.Listed.copyOf(column(merges, 0), column(merges, 1), column(merges, 2), merges.size()),
                random.coin() ? Optional.of("<unk>") : Optional.empty(),
                random.coin(),
                bytes,
                random.below(5) == 0,
                Optional.empty(),
                Optional.empty());
    }

    private static int[] column(List<int[]> rows, int index) {
        return rows.stream().mapToInt(row -> row[index]).toArray();
    }
}
