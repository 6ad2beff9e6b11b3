package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.ModelSpec.SentencePiece.Algorithm;
import dev.tokenwright.spec.ModelSpec.SentencePiece.Controls;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.sentencepiece.SentencePieceEncoder;
import dev.tokenwright.testkit.random.RandomTexts;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** The models of SentencePiece do what their plain twins do, on random vocabularies. */
class SentencePieceTwinTest {
    private static final String LETTERS = "abc\u2581\u00E9\u0395\u6F22";
    private static final List<Float> TIES = List.of(-1f, -2f, -3f, 0f, -0f, 1f);

    /** Scratch that is never cleared by the tests, so that anything left over in it shows. */
    private final TokenRun run = new TokenRun();

    @Test
    void unigramIsAsItsTwin() {
        for (int seed = 0; seed < 400; seed++) {
            RandomTexts random = new RandomTexts(seed);
            ModelSpec.SentencePiece model = model(random, Algorithm.UNIGRAM, List.of());
            agree(seed, random, model, new PlainSentencePieceUnigram(model.pieces())::encode);
        }
    }

    @Test
    void unigramIsAsItsTwinWhenSumsAreTakenBack() {
        for (int seed = 0; seed < 100; seed++) {
            RandomTexts random = new RandomTexts(seed);
            ModelSpec.SentencePiece model = model(random, Algorithm.UNIGRAM, List.of(-60_000f, -3f, 30_000f));
            agree(seed, random, model, new PlainSentencePieceUnigram(model.pieces())::encode);
        }
    }

    @Test
    void bpeIsAsItsTwinWithEqualScores() {
        for (int seed = 0; seed < 400; seed++) {
            RandomTexts random = new RandomTexts(seed);
            ModelSpec.SentencePiece model = model(random, Algorithm.BPE, TIES);
            PlainSentencePieceBpe twin = new PlainSentencePieceBpe(model.pieces());
            agree(seed, random, model, twin::encode);
        }
    }

    @Test
    void bpeIsAsItsTwin() {
        for (int seed = 0; seed < 400; seed++) {
            RandomTexts random = new RandomTexts(seed);
            ModelSpec.SentencePiece model = model(random, Algorithm.BPE, List.of());
            PlainSentencePieceBpe twin = new PlainSentencePieceBpe(model.pieces());
            agree(seed, random, model, twin::encode);
        }
    }

    @Test
    void charactersAndWordsAreLookedUp() {
        for (int seed = 0; seed < 200; seed++) {
            RandomTexts random = new RandomTexts(seed);
            ModelSpec.SentencePiece characters = model(random, Algorithm.CHAR, List.of());
            agree(seed, random, characters, text -> characters(characters.pieces(), text));
            ModelSpec.SentencePiece words = model(random, Algorithm.WORD, List.of());
            agree(seed, random, words, text -> words(words.pieces(), text));
        }
    }

    private static List<PlainSegment> characters(Pieces pieces, String text) {
        List<PlainSegment> segments = new ArrayList<>();
        for (int at = 0; at < text.length(); ) {
            String symbol = PlainSegment.symbolAt(pieces, text, at);
            segments.add(segment(pieces, symbol));
            at += symbol.length();
        }
        return segments;
    }

    private static List<PlainSegment> words(Pieces pieces, String text) {
        return Arrays.stream(text.split("(?!^)(?=\u2581)"))
                .map(word -> segment(pieces, word))
                .toList();
    }

    private static PlainSegment segment(Pieces pieces, String text) {
        int id = PlainSegment.textId(pieces, text);
        boolean unused = id >= 0 && pieces.kind(id) == Pieces.Kind.UNUSED;
        return new PlainSegment(text, unused ? PlainSegment.UNKNOWN : id);
    }

    /** Whether a run belongs to one model, since it holds words of it. */
    private static boolean keepsWords(ModelSpec.SentencePiece model) {
        return model.algorithm() == Algorithm.BPE || model.algorithm() == Algorithm.UNIGRAM;
    }

    private void agree(
            int seed, RandomTexts random, ModelSpec.SentencePiece model, Function<String, List<PlainSegment>> twin) {
        SentencePieceEncoder encoder = SentencePieceEncoder.of(model);
        TokenRun own = new TokenRun();
        for (int round = 0; round < 12; round++) {
            String text = random.of(LETTERS.substring(0, 1 + random.below(LETTERS.length())), 1 + random.below(70));
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            List<Integer> expected = PlainSegment.ids(twin.apply(text), model);
            for (TokenRun scratch : keepsWords(model) ? List.of(own) : List.of(own, run)) {
                scratch.clear();
                encoder.encode(utf8, 0, utf8.length, false, scratch);
                assertThat(Arrays.copyOf(scratch.ids(), scratch.size()))
                        .as("seed %d, \"%s\"", seed, text)
                        .isEqualTo(expected.stream().mapToInt(Integer::intValue).toArray());
                assertThat(length(scratch)).as("seed %d, \"%s\"", seed, text).isEqualTo(utf8.length);
            }
        }
    }

    private static int length(TokenRun run) {
        int length = 0;
        for (int token = 0; token < run.size(); token++) {
            length += run.length(token);
        }
        return length;
    }

    /** A random model; scores come from a few if any are given, and are any numbers otherwise. */
    private static ModelSpec.SentencePiece model(RandomTexts random, Algorithm algorithm, List<Float> scores) {
        TokenTable.Builder tokens = new TokenTable.Builder(64, 512);
        List<Pieces.Kind> kinds = new ArrayList<>(List.of(Pieces.Kind.UNKNOWN, Pieces.Kind.CONTROL));
        tokens.add(0, "<unk>");
        tokens.add(1, random.coin() ? "<s>" : "b");
        boolean byteFallback = random.below(3) == 0;
        for (int value = 0; value < 256 && byteFallback; value++) {
            tokens.add(kinds.size(), String.format(Locale.ROOT, "<0x%02X>", value));
            kinds.add(Pieces.Kind.BYTE);
        }
        List<Pieces.Kind> textKinds = new ArrayList<>(List.of(Pieces.Kind.NORMAL, Pieces.Kind.NORMAL));
        if (random.coin()) {
            textKinds.add(Pieces.Kind.UNUSED);
        }
        if (random.coin()) {
            textKinds.add(Pieces.Kind.USER_DEFINED);
        }
        for (int piece = 0; piece < 5 + random.below(60); piece++) {
            if (tokens.add(kinds.size(), random.of(LETTERS, 1 + random.below(random.below(4) == 0 ? 7 : 3)))) {
                kinds.add(piece == 0 ? Pieces.Kind.NORMAL : random.pick(textKinds));
            }
        }
        float[] values = new float[kinds.size()];
        for (int id = 0; id < values.length; id++) {
            values[id] = scores.isEmpty() ? -random.below(1 << 20) / 65_537f : random.pick(scores);
        }
        Controls none = new Controls(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        Pieces pieces = Pieces.copyOf(tokens.build(), kinds.toArray(Pieces.Kind[]::new), values);
        return new ModelSpec.SentencePiece(pieces, algorithm, byteFallback, none);
    }
}
