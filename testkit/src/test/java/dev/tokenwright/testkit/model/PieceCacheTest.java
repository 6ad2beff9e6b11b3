package dev.tokenwright.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.stage.model.PieceCache;
import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A cache gives what the model behind it gives, whatever it has seen before. */
class PieceCacheTest {
    private static final int SMALL_IDS = 1 << 20;

    /** A model whose ids depend on every byte of a piece and on nothing else. */
    private static PieceEncoder model(int idLimit) {
        return (text, from, to, controlAllowed, run) -> {
            int hash = controlAllowed ? 1 : 2;
            for (int at = from; at < to; at++) {
                hash = hash * 31 + text[at];
            }
            int count = Math.floorMod(hash, 7);
            for (int index = 0; index < count; index++) {
                hash = hash * 0x9E37_79B1 + 1;
                run.add(Math.floorMod(hash, idLimit), 1);
            }
        };
    }

    @Test
    void piecesOfAllLengthsGiveTheModelsIdsEachTime() {
        agree(20261125, SMALL_IDS, 20_000, 40);
    }

    @Test
    void idsThatDoNotFitIntoAPackedEntryAreGivenToo() {
        agree(7, 1 << 24, 5_000, 20);
    }

    @Test
    void veryLongPiecesAreGivenThoughTheyAreNotKept() {
        agree(11, SMALL_IDS, 2_000, 600);
    }

    @Test
    void aTableThatIsFullGoesOnGivingTheModelsIds() {
        PieceCache cache = new PieceCache(model(SMALL_IDS), true);
        for (int round = 0; round < 3; round++) {
            for (int number = 0; number < 400_000; number++) {
                byte[] text = (number % 2 == 0 ? number + "" : "piece-" + number)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII);
                check(cache, model(SMALL_IDS), true, text, new int[] {0, text.length});
            }
        }
    }

    @Test
    void whatAListHadBeforeItWasEmptiedIsNotReadInTheSameChunk() {
        PieceEncoder model = (text, from, to, controlAllowed, run) -> {
            for (int index = 0; index < 20; index++) {
                run.add(Arrays.hashCode(Arrays.copyOfRange(text, from, to)) + index & SMALL_IDS - 1, 1);
            }
        };
        PieceCache cache = new PieceCache(model, true);
        int pieces = 256;
        for (int chunk = 0; chunk < 500; chunk++) {
            StringBuilder text = new StringBuilder();
            int[] cuts = new int[pieces + 1];
            for (int piece = 0; piece < pieces; piece++) {
                // Every other piece has been seen in the first chunk, those that come last here first.
                int number = piece % 2 == 0 ? 1_000_000 + chunk * pieces + piece : 1_000_000 + pieces - 1 - piece;
                text.append(number);
                cuts[piece + 1] = text.length();
            }
            byte[] padded = text.append(" ".repeat(16)).toString().getBytes(java.nio.charset.StandardCharsets.US_ASCII);
            TokenRun expected = new TokenRun();
            for (int piece = 0; piece < pieces; piece++) {
                model.encode(padded, cuts[piece], cuts[piece + 1], true, expected);
            }
            Ints ids = new Ints(0);
            cache.encode(padded, cuts, pieces, ids);
            assertThat(ids.toArray()).isEqualTo(Arrays.copyOf(expected.ids(), expected.size()));
        }
    }

    @Test
    void aTextThatIsCutWhereItsModelSaysGivesTheModelsIds() {
        for (boolean alike : new boolean[] {true, false}) {
            PieceEncoder model = new WordModel(alike);
            PieceCache cache = new PieceCache(model, true);
            RandomTexts random = new RandomTexts(13);
            for (int round = 0; round < 5_000; round++) {
                byte[] text = new byte[1 + random.below(round % 10 == 0 ? 3_000 : 90)];
                for (int at = 0; at < text.length; at++) {
                    text[at] = (byte) (random.below(round % 3 == 0 ? 40 : 6) == 0 ? ' ' : 'a' + random.below(2));
                }
                TokenRun expected = new TokenRun();
                model.encode(text, 0, text.length, true, expected);
                Ints ids = new Ints(4);
                cache.encode(text, 0, text.length, ids);
                assertThat(ids.toArray()).isEqualTo(Arrays.copyOf(expected.ids(), expected.size()));
                check(cache, model, true, text, new int[] {0, text.length});
            }
        }
    }

    /** Each word with the blank before it has ids of its own; a word that is a whole piece may have others. */
    private record WordModel(boolean alike) implements PieceEncoder {
        @Override
        public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
            if (!alike && wordEnd(text, from, to) == to) {
                run.add(5, to - from);
                return;
            }
            encodePart(text, from, to, controlAllowed, run);
        }

        @Override
        public void encodePart(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
            for (int at = from; at < to; at = wordEnd(text, at, to)) {
                int end = wordEnd(text, at, to);
                for (int index = 0; index <= (end - at) % 9; index++) {
                    run.add(Arrays.hashCode(Arrays.copyOfRange(text, at, end)) + index & SMALL_IDS - 1, 1);
                }
            }
        }

        private static int wordEnd(byte[] text, int from, int to) {
            int end = from + 1;
            while (end < to && text[end] != ' ') {
                end++;
            }
            return end;
        }

        @Override
        public boolean encodesPartsAlike() {
            return alike;
        }

        @Override
        public Optional<PieceCuts> safeCuts() {
            return Optional.of(WordModel::wordEnd);
        }
    }

    private static void agree(long seed, int idLimit, int rounds, int longest) {
        RandomTexts random = new RandomTexts(seed);
        PieceEncoder model = model(idLimit);
        PieceCache recognizing = new PieceCache(model, true);
        PieceCache asText = new PieceCache(model, false);
        for (int round = 0; round < rounds; round++) {
            byte[] text = new byte[1 + random.below(4 * longest)];
            for (int at = 0; at < text.length; at++) {
                text[at] = (byte) (random.below(4) - 1);
            }
            int[] cuts = new int[text.length + 1];
            int pieces = 0;
            while (cuts[pieces] < text.length) {
                cuts[pieces + 1] = Math.min(text.length, cuts[pieces] + 1 + random.below(longest));
                pieces++;
            }
            check(recognizing, model, true, text, Arrays.copyOf(cuts, pieces + 1));
            check(asText, model, false, text, Arrays.copyOf(cuts, pieces + 1));
        }
    }

    private static void check(PieceCache cache, PieceEncoder model, boolean controlAllowed, byte[] text, int[] cuts) {
        var run = new dev.tokenwright.stage.model.TokenRun();
        List<Integer> expected = new ArrayList<>();
        for (int piece = 0; piece + 1 < cuts.length; piece++) {
            run.clear();
            model.encode(text, cuts[piece], cuts[piece + 1], controlAllowed, run);
            for (int token = 0; token < run.size(); token++) {
                expected.add(run.id(token));
            }
        }
        Ints together = new Ints(0);
        cache.encode(text, cuts, cuts.length - 1, together);
        assertThat(together.toArray()).isEqualTo(array(expected));
        Ints oneByOne = new Ints(0);
        for (int piece = 0; piece + 1 < cuts.length; piece++) {
            cache.encode(text, cuts[piece], cuts[piece + 1], oneByOne);
        }
        assertThat(oneByOne.toArray()).isEqualTo(array(expected));
    }

    private static int[] array(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }
}
