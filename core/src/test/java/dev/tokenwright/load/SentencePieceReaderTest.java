package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.EncodeInput;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.load.SentencePieceOptions.Extra;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.NormalizerSpec.SentencePiece.DummySpace;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class SentencePieceReaderTest {
    private static final int UNKNOWN = 2;
    private static final int CONTROL = 3;
    private static final int USER_DEFINED = 4;
    private static final int UNUSED = 5;
    private static final int BYTE = 6;

    /** A model with an unknown piece, two controls, the pieces of "ab" and a user-defined one. */
    static ProtobufBytes model() {
        return new ProtobufBytes()
                .message(1, piece("<unk>", 0, UNKNOWN))
                .message(1, piece("<s>", 0, CONTROL))
                .message(1, piece("</s>", 0, CONTROL))
                .message(1, piece("\u2581a", -1.5f, 1))
                .message(1, piece("b", -2, 1))
                .message(1, piece("<x>", 0, USER_DEFINED));
    }

    static ProtobufBytes piece(String text, float score, int type) {
        return new ProtobufBytes().text(1, text).decimal(2, score).number(3, type);
    }

    private static ProtobufBytes trainer() {
        return new ProtobufBytes();
    }

    private static TokenizerSpec read(ProtobufBytes model) {
        return read(model, SentencePieceOptions.DEFAULT);
    }

    private static TokenizerSpec read(ProtobufBytes model, SentencePieceOptions options) {
        return TokenizerFiles.sentencePiece(model.toByteArray(), "x.model", options);
    }

    private static LoadException failure(ProtobufBytes model) {
        LoadException e = catchThrowableOfType(LoadException.class, () -> read(model));
        return Objects.requireNonNull(e, "the model was read");
    }

    private static void assertRefused(ProtobufBytes model, Kind kind, String message) {
        LoadException e = failure(model);
        assertThat(e).hasMessage(message);
        assertThat(e.kind()).isEqualTo(kind);
    }

    @Test
    void readsPiecesWithKindsAndScores() {
        TokenizerSpec spec = read(model().message(2, trainer().number(3, 2)));
        ModelSpec.SentencePiece model = (ModelSpec.SentencePiece) spec.model();
        assertThat(model.algorithm()).isEqualTo(ModelSpec.SentencePiece.Algorithm.BPE);
        assertThat(model.byteFallback()).isFalse();
        assertThat(model.pieces().size()).isEqualTo(6);
        assertThat(model.pieces().unknownId()).isZero();
        assertThat(model.pieces().kind(5)).isEqualTo(Pieces.Kind.USER_DEFINED);
        assertThat(model.pieces().score(3)).isEqualTo(-1.5f);
        assertThat(model.vocabulary().text(3)).isEqualTo("\u2581a");
        assertThat(model.controls().begin()).hasValue(1);
        assertThat(model.controls().end()).hasValue(2);
        assertThat(model.controls().padding()).isEqualTo(OptionalInt.empty());
        assertThat(spec.unknownIds()).isEqualTo(TokenizerSpec.UnknownIds.REJECT);
        assertThat(spec.origin().format()).isEqualTo("sentencepiece");
        assertThat(TokenizerFiles.sentencePiece(model().toByteArray(), "x", SentencePieceOptions.DEFAULT)
                        .model())
                .isInstanceOf(ModelSpec.SentencePiece.class);
    }

    @Test
    void missingFieldsHaveTheDefaultsOfTheFormat() {
        TokenizerSpec spec = read(model());
        assertThat(((ModelSpec.SentencePiece) spec.model()).algorithm())
                .isEqualTo(ModelSpec.SentencePiece.Algorithm.UNIGRAM);
        NormalizerSpec.SentencePiece normalizer =
                (NormalizerSpec.SentencePiece) spec.normalizer().orElseThrow();
        assertThat(normalizer.charsMap()).isEmpty();
        assertThat(normalizer.dummySpace()).isEqualTo(DummySpace.START);
        assertThat(normalizer.removeExtraWhitespaces()).isTrue();
        assertThat(normalizer.escapeWhitespaces()).isTrue();
        assertThat(normalizer.userDefined()).containsExactly(ByteString.copyOf("<x>".getBytes(StandardCharsets.UTF_8)));
        DecoderSpec.SentencePiece decoder =
                (DecoderSpec.SentencePiece) spec.decoder().orElseThrow();
        assertThat(new String(decoder.unknownSurface().toByteArray(), StandardCharsets.UTF_8))
                .isEqualTo(" \u2047 ");
        assertThat(spec.frame()).isEmpty();
    }

    @Test
    void aMessageThatStandsThereTwiceIsMerged() {
        ProtobufBytes model = model().message(3, new ProtobufBytes().number(3, 0))
                .message(2, trainer().number(24, 1))
                .message(3, new ProtobufBytes().number(4, 0).number(5, 0));
        NormalizerSpec.SentencePiece normalizer =
                (NormalizerSpec.SentencePiece) read(model).normalizer().orElseThrow();
        assertThat(normalizer.dummySpace()).isEqualTo(DummySpace.NONE);
        assertThat(normalizer.removeExtraWhitespaces()).isFalse();
        assertThat(normalizer.escapeWhitespaces()).isFalse();
        NormalizerSpec.SentencePiece suffix = (NormalizerSpec.SentencePiece)
                read(model().message(2, trainer().number(24, 1))).normalizer().orElseThrow();
        assertThat(suffix.dummySpace()).isEqualTo(DummySpace.END);
    }

    @Test
    void fieldsThatTheLibraryIgnoresArePassedOver() {
        ProtobufBytes model = model().text(4, "self-test data")
                .message(2, trainer().text(1, "corpus.txt").decimal(10, 0.9995f).number(250, 7))
                .raw(0xC3, 0x0C, 0x08, 0x01, 0xC4, 0x0C)
                .raw(0xC9, 0x0C, 1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(read(model).model().vocabulary().size()).isEqualTo(6);
    }

    @Test
    void refusesWhatTheLibraryRefuses() {
        LoadException empty = failure(model().message(1, piece("", 0, 1)));
        assertThat(empty.place().pointer()).isEqualTo("/pieces/6");
        assertThat(empty.place().byteOffset()).isPositive();
        assertThat(empty).hasMessageEndingWith(": the piece is empty");
        assertThat(failure(model().message(1, piece("b", 0, 1))))
                .hasMessageEndingWith(": the piece \"b\" is already piece 4; remove one");
        assertThat(failure(model().message(1, piece("z", 0, UNKNOWN))))
                .hasMessageEndingWith(": the piece is the unknown one, but piece 0 is that already");
        assertThat(failure(model().message(1, piece("a\0", 0, 1))))
                .hasMessageEndingWith(": the piece contains a null character");
        assertThat(failure(model().message(1, piece("a".repeat(8000), 0, 1))))
                .hasMessageEndingWith(": the piece has 8000 bytes, but less than 8000 are allowed");
        assertThat(failure(model().message(1, piece("c", Float.NaN, 1))))
                .hasMessageEndingWith(": the score of \"c\" is NaN, which is not a number to add up");
        assertThat(failure(model().message(1, piece("<0x41>", 0, BYTE))))
                .hasMessageEndingWith(": the piece \"<0x41>\" stands for a byte, but byte_fallback is off");
        assertRefused(
                new ProtobufBytes().message(1, piece("a", 0, 1)),
                Kind.INVALID,
                "x.model at /pieces: no piece is the unknown one (type 2), and there are no byte pieces to do without");
        assertRefused(
                new ProtobufBytes().message(1, piece("<unk>", 0, UNKNOWN)),
                Kind.INVALID,
                "x.model at /pieces: none of the 1 pieces stands for text, so nothing can be encoded");
        assertRefused(
                model().message(2, trainer().number(35, 1)),
                Kind.INVALID,
                "x.model at /pieces: byte_fallback is on, but the piece <0x00> is missing");
        assertThat(failure(model().message(1, piece("<0xa1>", 0, BYTE))
                        .message(2, trainer().number(35, 1))))
                .hasMessageEndingWith(": the piece \"<0xa1>\" is not a byte such as <0xE3>");
    }

    @Test
    void refusesTypesThatAreNotKnown() {
        LoadException type = failure(model().message(1, piece("c", 0, 7)));
        assertThat(type.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(type).hasMessageEndingWith(": type is 7, but only types from 1 to 6 are known");
        assertThat(type.place().pointer()).isEqualTo("/pieces/6");
        LoadException algorithm = failure(model().message(2, trainer().number(3, 9)));
        assertThat(algorithm.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(algorithm)
                .hasMessageEndingWith(
                        ": model_type is 9, but only 1 (unigram), 2 (bpe), 3 (word) and 4 (char) are known");
    }

    @Test
    void controlsMayShareTheirTextWithPiecesExceptInBpe() {
        ProtobufBytes model = model().message(1, piece("<s>", -1, 1));
        TokenizerSpec spec = read(model);
        assertThat(spec.model().vocabulary().id("<s>")).isEqualTo(1);
        assertThat(Tokenizer.of(spec).encode("<s>")).contains(6).doesNotContain(1);
        assertThat(failure(model.message(2, trainer().number(3, 2)))).hasMessageContaining("is already piece 1");
    }

    @Test
    void nullPiecesAreNotUsedWhereThereAreBytePieces() {
        ProtobufBytes model = model().message(1, piece("\0", 0, 1)).message(1, piece("\0", 0, UNUSED));
        assertThat(failure(model)).hasMessageEndingWith(": the piece contains a null character");
        for (int value = 0; value < 256; value++) {
            model.message(1, piece(String.format("<0x%02X>", value), 0, BYTE));
        }
        TokenizerSpec spec = read(model.message(2, trainer().number(35, 1)));
        assertThat(spec.origin().notes()).hasSize(1);
        Tokenizer tokenizer = Tokenizer.of(spec);
        assertThat(tokenizer.encode("a\0")).containsExactly(3, 8);
        assertThat(tokenizer.decode(new int[] {3, 6})).isEqualTo("a\0");
    }

    @Test
    void extrasFrameATextInTheirOrder() {
        ProtobufBytes model = model();
        assertThat(encode(model)).containsExactly(3, 4);
        assertThat(encode(model, Extra.BOS, Extra.EOS)).containsExactly(1, 3, 4, 2);
        assertThat(encode(model, Extra.REVERSE)).containsExactly(4, 3);
        assertThat(encode(model, Extra.REVERSE, Extra.BOS, Extra.EOS)).containsExactly(1, 4, 3, 2);
        assertThat(encode(model, Extra.BOS, Extra.EOS, Extra.REVERSE)).containsExactly(2, 4, 3, 1);
        assertThat(encode(model, Extra.BOS, Extra.BOS, Extra.REVERSE, Extra.REVERSE))
                .containsExactly(1, 1, 3, 4);
        SentencePieceOptions options = SentencePieceOptions.DEFAULT.withExtras(Extra.BOS, Extra.REVERSE);
        Encoding reversed = Tokenizer.of(read(model, options)).encodeWithOffsets("ab", EncodeOptions.DEFAULT);
        assertThat(reversed.tokens()).containsExactly("b", "\u2581a", "<s>");
        assertThat(reversed.start(0)).isEqualTo(1);
        assertThat(reversed.end(1)).isEqualTo(1);
    }

    private static int[] encode(ProtobufBytes model, Extra... extras) {
        SentencePieceOptions options = SentencePieceOptions.DEFAULT.withExtras(extras);
        Tokenizer tokenizer = Tokenizer.of(read(model, options));
        int[] ids = tokenizer.encode("ab");
        assertThat(tokenizer.encodeWithOffsets("ab", EncodeOptions.DEFAULT).ids())
                .isEqualTo(ids);
        assertThat(tokenizer.encodeOrdinary("ab")).containsExactly(3, 4);
        return ids;
    }

    @Test
    void pairsAreFramedEachForItself() {
        SentencePieceOptions options = SentencePieceOptions.DEFAULT.withExtras(Extra.EOS);
        Encoding pair = Tokenizer.of(read(model(), options))
                .encodeWithOffsets(EncodeInput.pair("a", "ab"), EncodeOptions.DEFAULT);
        assertThat(pair.ids()).containsExactly(3, 2, 3, 4, 2);
    }

    @Test
    void refusesExtrasThatTheModelHasNoPieceFor() {
        ProtobufBytes model = model().message(2, trainer().text(46, "[BOS]"));
        LoadException e = catchThrowableOfType(
                LoadException.class, () -> read(model, SentencePieceOptions.DEFAULT.withExtras(Extra.BOS)));
        assertThat(e)
                .hasMessage("the options of x.model: BOS is asked for, but no control piece of the model has its name;"
                        + " leave it out");
        assertThat(e.kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void theUnknownSurfaceMayBeAnother() {
        ProtobufBytes model = model().message(2, trainer().text(44, "?"));
        assertThat(Tokenizer.of(read(model)).decode(new int[] {3, 0})).isEqualTo("a?");
        SentencePieceOptions options = SentencePieceOptions.DEFAULT.withUnknownSurface("");
        assertThat(Tokenizer.of(read(model, options)).decode(new int[] {3, 0})).isEqualTo("a");
    }

    @Test
    void hostileMessagesAreRefused() {
        assertRefused(
                new ProtobufBytes().raw(10, 0xFF, 0xFF, 0xFF, 0xFF, 0x0F),
                Kind.MALFORMED,
                "x.model (byte 0): not a message of Protocol Buffers: a length of 4294967295 bytes, but 0 are left."
                        + " Take the file from its publisher again");
        assertThat(failure(new ProtobufBytes().raw(10)).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(failure(new ProtobufBytes().raw(0)).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(failure(new ProtobufBytes().raw(0x0F)).kind()).isEqualTo(Kind.INVALID);
        assertThat(failure(new ProtobufBytes().raw(0x27)).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(failure(new ProtobufBytes().raw(0x24)).kind()).isEqualTo(Kind.MALFORMED);
        assertThat(failure(new ProtobufBytes().raw(8, 1)).kind()).isEqualTo(Kind.INVALID);
        int[] groups = new int[5000];
        java.util.Arrays.fill(groups, 0x23);
        assertThat(failure(new ProtobufBytes().raw(groups)).kind()).isEqualTo(Kind.LIMIT);
    }

    @Test
    void aCharacterMapThatLeadsOutOfItselfIsRefused() {
        byte[] map = new byte[4 + 1024 + 1];
        map[1] = 4;
        assertMapRefused(map, "its trie leads out of itself or out of the replacement texts");
        map[4 + 1024] = 'x';
        assertMapRefused(map, "its replacement texts do not end with a zero byte");
        map[0] = 4;
        assertMapRefused(map, "it says its trie has 1028 bytes, but 1025 follow");
        map[1] = 0;
        assertMapRefused(map, "its trie has 4 bytes and not a multiple of 1024");
        assertMapRefused(new byte[3], "it has only 3 bytes");
    }

    private static void assertMapRefused(byte[] map, String problem) {
        TokenizerSpec spec = read(model().message(3, new ProtobufBytes().bytes(2, map)));
        LoadException e = catchThrowableOfType(LoadException.class, () -> Tokenizer.of(spec));
        assertThat(e)
                .hasMessage("the character map of the SentencePiece normalizer: " + problem
                        + ". Take the file from its publisher again");
        assertThat(e.kind()).isEqualTo(Kind.INVALID);
    }
}
