package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.NormalizerSpec.SentencePiece.DummySpace;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.AlignedText.Tracking;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The normalisation of SentencePiece does what {@link PlainSentencePieceNormalizer} does. */
class SentencePieceNormalizerTwinTest {
    private static final List<String> SYMBOLS =
            List.of(" ", "  ", "a", "the", " the", "the ", "\u2581", "\uFB01", "e\u0301", "\u3000x", "<sep>");

    @Test
    void textsBecomeWhatTheTwinSays() {
        GoldenComparison golden = new GoldenComparison(GoldenFolder.inRepository());
        NormalizerSpec.SentencePiece folding = (NormalizerSpec.SentencePiece)
                golden.load("synth_sp_unigram_cf").spec().normalizer().orElseThrow();
        for (int seed = 0; seed < 150; seed++) {
            RandomTexts random = new RandomTexts(seed);
            NormalizerSpec.SentencePiece spec = new NormalizerSpec.SentencePiece(
                    random.coin() ? folding.charsMap() : Optional.empty(),
                    random.coin() ? List.of() : symbols(random),
                    random.pick(List.of(DummySpace.values())),
                    random.coin(),
                    random.coin());
            PlainSentencePieceNormalizer twin = PlainSentencePieceNormalizer.of(spec);
            Normalizer normalizer = Normalizer.of(Optional.of(spec), pattern -> {
                throw new AssertionError(pattern);
            });
            for (int round = 0; round < 40; round++) {
                String text = random.next(12);
                String description = "seed " + seed + ", " + spec + ", \"" + text + "\"";
                assertThat(normalizer.apply(text)).as(description).isEqualTo(twin.normalize(text));
                checkOrigins(normalizer, text, description);
            }
        }
    }

    private static List<ByteString> symbols(RandomTexts random) {
        List<ByteString> symbols = new ArrayList<>();
        for (int count = 1 + random.below(4); count > 0; count--) {
            symbols.add(ByteString.copyOf(random.pick(SYMBOLS).getBytes(StandardCharsets.UTF_8)));
        }
        return symbols;
    }

    /** Origins tile the part of the text that is left, in order. */
    private static void checkOrigins(Normalizer normalizer, String text, String description) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        AlignedText source = new AlignedText();
        source.clear(Tracking.CODE_POINTS);
        source.appendOriginal(utf8, 0, utf8.length);
        AlignedText result = normalizer.apply(source, new AlignedText(), 0);
        int at = result.length() == 0 ? 0 : result.originStart(0);
        for (int index = 0; index < result.length(); index++) {
            assertThat(result.originStart(index)).as(description).isEqualTo(at);
            at = result.originEnd(index);
            assertThat(at).as(description).isBetween(result.originStart(index), utf8.length);
        }
    }
}
