package dev.tokenwright.testkit.badinput;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.TokenwrightException;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.bpe.BpeEncoder;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.LiteralPattern;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Parts of a specification that cannot be right are refused with a typed error. */
class HostileSpecTest {
    @Test
    void characterMapsThatAreCutShortAreRefusedAsInvalid() {
        byte[][] maps = {{}, {1}, {1, 0, 0}, {8, 0, 0, 0, 1, 2, 3, 4}, {-1, -1, -1, -1}, {3, 0, 0, 0, 1, 2, 3}};
        for (byte[] map : maps) {
            assertThatThrownBy(() -> normalizer(map))
                    .as("%d bytes", map.length)
                    .isInstanceOfSatisfying(
                            LoadException.class, e -> assertThat(e.kind()).isEqualTo(LoadException.Kind.INVALID));
        }
    }

    @Test
    void characterMapsWhoseReplacementsAreNoTextAreRefusedAsInvalid() {
        byte[] map = {4, 0, 0, 0, 0, 0, 0, 0, (byte) 0xC3};
        assertThatThrownBy(() -> normalizer(map))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("UTF-8");
    }

    @Test
    void characterMapsOfRandomBytesNeverFailWithAnythingUntyped() {
        int refused = 0;
        for (int seed = 0; seed < 20_000; seed++) {
            RandomTexts random = new RandomTexts(seed);
            String text = random.next(6);
            try {
                String normalized = normalizer(randomMap(random)).apply(text + "aaabbb\u00e9");
                assertThat(normalized).as("seed %d", seed).isNotNull();
            } catch (TokenwrightException e) {
                refused++;
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed, e);
            }
        }
        assertThat(refused).isPositive();
    }

    @Test
    void aVocabularyOfBytesThatLacksAByteIsRefusedAsInvalid() {
        TokenTable.Builder table = new TokenTable.Builder(1, 1);
        table.add(0, "a");
        ModelSpec.Bpe model = new ModelSpec.Bpe(
                table.build(),
                ModelSpec.Alphabet.BYTES,
                new MergeSpec.ByRank(),
                Optional.empty(),
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty());
        assertThatThrownBy(() -> BpeEncoder.of(model, false, id -> false))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("0x00");
    }

    /** A map whose size is right, whose trie matches often, and whose replacements have code points of several bytes. */
    private static byte[] randomMap(RandomTexts random) {
        int units = 256;
        byte[] replacements = "\u00e9\0x\0\ud83d\ude00\u4f60".getBytes(java.nio.charset.StandardCharsets.UTF_8);
        byte[] map = new byte[4 + 4 * units + replacements.length];
        map[1] = (byte) (4 * units >> 8);
        for (int unit = 0; unit < units; unit++) {
            int at = 4 + 4 * unit;
            map[at] = (byte) (random.coin() ? unit : random.below(20));
            map[at + 1] = (byte) random.below(4);
            map[at + 2] = random.coin() ? 0 : (byte) random.below(2);
            map[at + 3] = random.below(50) == 0 ? (byte) 0x80 : 0;
        }
        System.arraycopy(replacements, 0, map, 4 + 4 * units, replacements.length);
        return map;
    }

    private static Normalizer normalizer(byte[] map) {
        return Normalizer.of(
                Optional.of(new NormalizerSpec.Precompiled(ByteString.copyOf(map))), any -> new LiteralPattern("x"));
    }
}
