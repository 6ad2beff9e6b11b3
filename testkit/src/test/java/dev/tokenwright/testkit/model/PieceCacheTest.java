package dev.tokenwright.testkit.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.stage.model.PieceCache;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
