package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.DecodeStream;
import dev.tokenwright.EncodeInput;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenPieces;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every kind of every part of a specification is handled where kinds are told apart. */
class DispatchTest {
    private static final PatternSpec LITERAL = new PatternSpec.Literal("b");
    private static final PatternSpec REGEX =
            new PatternSpec.Regex("b+", PatternSpec.Dialect.ONIGURUMA, Place.of("the test"));
    /** Takes no text but numbers. */
    private static final ModelSpec NUMBERS = new ModelSpec.Numbers(9);

    private static final FrameSpec.NamedToken NAMED = new FrameSpec.NamedToken("a", 0);

    @Test
    void everyNormalizerRuns() {
        List<NormalizerSpec> kinds = List.of(
                new NormalizerSpec.Sequence(List.of()),
                new NormalizerSpec.Unicode(NormalizerSpec.Unicode.Form.NFC),
                new NormalizerSpec.Lowercase(),
                new NormalizerSpec.Strip(true, true),
                new NormalizerSpec.StripAccents(),
                new NormalizerSpec.Prepend("a"),
                new NormalizerSpec.Replace(LITERAL, "a"),
                new NormalizerSpec.Nmt(),
                new NormalizerSpec.Precompiled(ByteString.copyOf(new byte[4])),
                new NormalizerSpec.Bert(true, true, Optional.empty(), true),
                new NormalizerSpec.LlamaText(true, true, true),
                new NormalizerSpec.LlamaUnigram(ByteString.copyOf(new byte[0]), List.of("ab"), false, false),
                new NormalizerSpec.ByteLevel(),
                sentencePieceNormalizer(NormalizerSpec.SentencePiece.DummySpace.START));
        covers(NormalizerSpec.class, kinds);
        kinds.forEach(
                kind -> runs(spec(model(), Optional.of(kind), Optional.empty(), Optional.empty(), Optional.empty())));
    }

    @Test
    void everySplitterRuns() {
        List<SplitSpec> kinds = List.of(
                new SplitSpec.Sequence(List.of()),
                new SplitSpec.ByteLevel(true, true),
                new SplitSpec.Split(REGEX, SplitBehavior.ISOLATED, false),
                new SplitSpec.Digits(true),
                new SplitSpec.Metaspace('_', PrependScheme.ALWAYS, true),
                new SplitSpec.Punctuation(SplitBehavior.ISOLATED),
                new SplitSpec.Whitespace(),
                new SplitSpec.WhitespaceSplit(),
                new SplitSpec.CharDelimiter('b'),
                new SplitSpec.Bert(),
                new SplitSpec.UnicodeScripts(),
                new SplitSpec.DigitGroups(REGEX, 3),
                new SplitSpec.FixedLength(1),
                new SplitSpec.Windows(3, 2));
        covers(SplitSpec.class, kinds);
        kinds.forEach(
                kind -> runs(spec(model(), Optional.empty(), Optional.of(kind), Optional.empty(), Optional.empty())));
        for (SplitBehavior behavior : SplitBehavior.values()) {
            SplitSpec split = new SplitSpec.Split(LITERAL, behavior, false);
            runs(spec(model(), Optional.empty(), Optional.of(split), Optional.empty(), Optional.empty()));
        }
    }

    @Test
    void everyFrameRuns() {
        List<FrameSpec> kinds = List.of(
                new FrameSpec.Sequence(List.of()),
                new FrameSpec.Template(
                        List.of(new FrameSpec.Piece.Text(FrameSpec.Part.FIRST, 0), new FrameSpec.Piece.Special("a", 0)),
                        List.of(
                                new FrameSpec.Piece.Text(FrameSpec.Part.FIRST, 0),
                                new FrameSpec.Piece.Text(FrameSpec.Part.SECOND, 1)),
                        Map.of("a", new FrameSpec.TemplateToken(List.of(0), List.of("a")))),
                new FrameSpec.Bert(NAMED, NAMED),
                new FrameSpec.Roberta(NAMED, NAMED, true, true),
                new FrameSpec.ByteLevel(true, true),
                new FrameSpec.Reverse());
        covers(FrameSpec.class, kinds);
        kinds.forEach(
                kind -> runs(spec(model(), Optional.empty(), Optional.empty(), Optional.of(kind), Optional.empty())));
    }

    @Test
    void everyDecoderRuns() {
        List<DecoderSpec> kinds = List.of(
                new DecoderSpec.Sequence(List.of(new DecoderSpec.Fuse())),
                new DecoderSpec.ByteLevel(),
                new DecoderSpec.Bytes(),
                new DecoderSpec.TrimmedBytes(),
                new DecoderSpec.WrittenPieces(tokenPieces(), true, true),
                new DecoderSpec.Metaspace('_', PrependScheme.ALWAYS),
                new DecoderSpec.WordPiece("##", true),
                new DecoderSpec.Bpe("_"),
                new DecoderSpec.ByteFallback(),
                new DecoderSpec.Fuse(),
                new DecoderSpec.Strip('a', 1, 1),
                new DecoderSpec.Replace(LITERAL, "a"),
                new DecoderSpec.Ctc("p", "d", true),
                new DecoderSpec.SentencePiece(
                        pieces(),
                        ByteString.copyOf(new byte[] {'?'}),
                        true,
                        true,
                        Optional.of(sentencePieceNormalizer(NormalizerSpec.SentencePiece.DummySpace.NONE))));
        covers(DecoderSpec.class, kinds);
        kinds.forEach(
                kind -> runs(spec(model(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(kind))));
    }

    @Test
    void everyPatternRuns() {
        List<PatternSpec> kinds = List.of(LITERAL, REGEX);
        covers(PatternSpec.class, kinds);
        kinds.forEach(kind -> {
            SplitSpec split = new SplitSpec.Split(kind, SplitBehavior.ISOLATED, false);
            runs(spec(model(), Optional.empty(), Optional.of(split), Optional.empty(), Optional.empty()));
        });
    }

    @Test
    void everyKindOfMergesRuns() {
        List<MergeSpec> kinds = List.of(
                new MergeSpec.ByRank(),
                new MergeSpec.ByScore(ModelSpec.Scores.copyOf(new double[] {-1, -1, -1})),
                MergeSpec.Listed.copyOf(new int[] {0}, new int[] {1}, new int[] {2}, 1),
                MergeSpec.Splits.copyOf(new int[] {2}, new int[] {1}));
        covers(MergeSpec.class, kinds);
        kinds.forEach(kind -> {
            Tokenizer tokenizer = Tokenizer.of(
                    spec(bpe(kind), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
            assertThat(tokenizer.encode("ab")).as("%s", kind).containsExactly(2);
        });
    }

    @Test
    void everyModelRuns() {
        List<ModelSpec> kinds = List.of(
                model(),
                new ModelSpec.WordPiece(vocabulary(), "a", "##", 100),
                new ModelSpec.WordLevel(vocabulary(), "a"),
                new ModelSpec.LlamaBpe(
                        vocabulary(), new MergeSpec.ByRank(), false, false, ModelSpec.LlamaBpe.ByteTokens.RAW),
                new ModelSpec.LlamaWordPiece(vocabulary(), 0),
                new ModelSpec.LlamaUnigram(vocabulary(), ModelSpec.Scores.copyOf(new double[] {-1, -1, -1}), 0, -11),
                new ModelSpec.Unigram(
                        vocabulary(), ModelSpec.Scores.copyOf(new double[] {-1, -1, -1}), OptionalInt.of(0), false),
                sentencePiece(ModelSpec.SentencePiece.Algorithm.UNIGRAM),
                TokenizerFiles.byteLevel(ByteLevelOptions.DEFAULT).model(),
                NUMBERS);
        covers(ModelSpec.class, kinds);
        assertThat(Tokenizer.of(TokenizerFiles.numbers(9)).encode("1 2")).containsExactly(1, 2);
        kinds.stream().filter(kind -> kind != NUMBERS).forEach(kind -> {
            Optional<SplitSpec> words = Optional.of(new SplitSpec.WhitespaceSplit());
            runs(spec(kind, Optional.empty(), words, Optional.empty(), Optional.empty()));
        });
    }

    @Test
    void everySentencePieceAlgorithmRuns() {
        for (ModelSpec.SentencePiece.Algorithm algorithm : ModelSpec.SentencePiece.Algorithm.values()) {
            for (NormalizerSpec.SentencePiece.DummySpace dummySpace :
                    NormalizerSpec.SentencePiece.DummySpace.values()) {
                Optional<NormalizerSpec> normalizer = Optional.of(sentencePieceNormalizer(dummySpace));
                runs(spec(sentencePiece(algorithm), normalizer, Optional.empty(), Optional.empty(), Optional.empty()));
            }
        }
    }

    @Test
    void everyKindOfInputRuns() {
        List<EncodeInput> kinds = List.of(
                EncodeInput.text("ab"),
                EncodeInput.words(List.of("a", "b")),
                EncodeInput.pair("a", "b"),
                EncodeInput.guarded("ab", new java.util.BitSet()));
        covers(EncodeInput.class, kinds);
        Tokenizer tokenizer =
                Tokenizer.of(spec(model(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
        kinds.forEach(kind -> assertThat(
                        tokenizer.encodeWithOffsets(kind, EncodeOptions.DEFAULT).size())
                .isPositive());
    }

    /** Checks that there is an instance of each permitted subclass, those of sealed subclasses included. */
    private static void covers(Class<?> type, List<?> instances) {
        Set<Class<?>> seen = instances.stream().map(Object::getClass).collect(Collectors.toSet());
        assertThat(seen).isEqualTo(leaves(type).collect(Collectors.toSet()));
    }

    private static Stream<Class<?>> leaves(Class<?> type) {
        return type.isSealed()
                ? Stream.of(type.getPermittedSubclasses()).flatMap(DispatchTest::leaves)
                : Stream.of(type);
    }

    private static void runs(TokenizerSpec spec) {
        Tokenizer tokenizer = Tokenizer.of(spec);
        for (String text : List.of("", "ab ab", "b")) {
            int[] ids = tokenizer.encode(text);
            assertThat(tokenizer.count(text)).isEqualTo(ids.length);
            assertThat(tokenizer.encodeWithOffsets(text, EncodeOptions.DEFAULT).ids())
                    .isEqualTo(ids);
            DecodeStream stream = tokenizer.decodeStream();
            assertThat(stream.pushAll(ids) + stream.finish()).isEqualTo(tokenizer.decode(ids));
        }
        EncodeInput pair = EncodeInput.pair("a", "b");
        assertThat(tokenizer.encodeWithOffsets(pair, EncodeOptions.DEFAULT).ids())
                .isNotNull();
        isWrittenOrRefused(spec);
    }

    /** As {@code tokenizer.json}; what cannot be written is told apart too. */
    private static void isWrittenOrRefused(TokenizerSpec spec) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            TokenizerFiles.writeTokenizerJson(spec, out);
            TokenizerSpec read = TokenizerFiles.tokenizerJson(out.toByteArray(), "written.json");
            assertThat(Tokenizer.of(read).encode("ab ab"))
                    .isEqualTo(Tokenizer.of(spec).encode("ab ab"));
        } catch (ConversionException refusal) {
            assertThat(out.size()).isZero();
            assertThat(refusal.place().pointer()).isNotEmpty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ModelSpec model() {
        return bpe(MergeSpec.Listed.copyOf(new int[] {0}, new int[] {1}, new int[] {2}, 1));
    }

    private static ModelSpec bpe(MergeSpec merges) {
        return new ModelSpec.Bpe(
                vocabulary(),
                ModelSpec.Alphabet.TEXT,
                merges,
                Optional.empty(),
                false,
                false,
                false,
                Optional.empty(),
                Optional.empty());
    }

    private static NormalizerSpec.SentencePiece sentencePieceNormalizer(
            NormalizerSpec.SentencePiece.DummySpace dummySpace) {
        return new NormalizerSpec.SentencePiece(Optional.empty(), List.of(), dummySpace, true, true);
    }

    private static ModelSpec sentencePiece(ModelSpec.SentencePiece.Algorithm algorithm) {
        ModelSpec.SentencePiece.Controls none =
                new ModelSpec.SentencePiece.Controls(OptionalInt.empty(), OptionalInt.empty(), OptionalInt.empty());
        return new ModelSpec.SentencePiece(pieces(), algorithm, false, none);
    }

    private static Pieces pieces() {
        return Pieces.copyOf(
                vocabulary(),
                new Pieces.Kind[] {Pieces.Kind.UNKNOWN, Pieces.Kind.NORMAL, Pieces.Kind.NORMAL},
                new float[] {0, -1, -2});
    }

    private static TokenPieces tokenPieces() {
        TokenPieces.Builder pieces = new TokenPieces.Builder();
        for (String piece : List.of("a", "b", "ab")) {
            pieces.add(piece.getBytes(StandardCharsets.UTF_8));
        }
        return pieces.build();
    }

    private static TokenTable vocabulary() {
        TokenTable.Builder table = new TokenTable.Builder(4, 4);
        table.add(0, "a");
        table.add(1, "b");
        table.add(2, "ab");
        return table.build();
    }

    private static TokenizerSpec spec(
            ModelSpec model,
            Optional<NormalizerSpec> normalizer,
            Optional<SplitSpec> splitter,
            Optional<FrameSpec> frame,
            Optional<DecoderSpec> decoder) {
        return new TokenizerSpec(
                new Origin("the test", List.of(), List.of()),
                model,
                List.of(),
                normalizer,
                splitter,
                frame,
                decoder,
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.SKIP);
    }
}
