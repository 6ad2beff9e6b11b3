package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GgufReaderTest {
    private static TokenizerSpec load(GgufBytes file) {
        return TokenizerFiles.gguf(file.bytes(), "m.gguf");
    }

    private static LoadException failure(byte[] content) {
        return catchThrowableOfType(LoadException.class, () -> TokenizerFiles.gguf(content, "m.gguf"));
    }

    private static LoadException failure(GgufBytes file) {
        return failure(file.bytes());
    }

    @Test
    void readsBytePairs() {
        TokenizerSpec spec = load(GgufBytes.bytePairs());
        ModelSpec.LlamaBpe model = (ModelSpec.LlamaBpe) spec.model();
        assertThat(model.vocabulary().size()).isEqualTo(4);
        assertThat(((MergeSpec.Listed) model.merges()).mergedId(0)).isEqualTo(2);
        assertThat(spec.addedTokens()).containsExactly(AddedToken.control(3, "<x>"));
        assertThat(spec.addedTokenSearch()).isEqualTo(TokenizerSpec.AddedTokenSearch.LONGEST_FIRST);
        assertThat(spec.frame()).isEmpty();
        assertThat(spec.origin().files().get(0).sha256()).hasSize(64);
    }

    @Test
    void readsTheModelLlamaWithItsFrame() {
        TokenizerSpec spec = load(GgufBytes.of("llama", "<unk>", "<s>", "</s>", "a", "<0x0A>")
                .types(2, 3, 3, 1, 6)
                .scores(0, 0, 0, -1, 0));
        assertThat(((ModelSpec.LlamaBpe) spec.model()).merges()).isInstanceOf(MergeSpec.ByScore.class);
        FrameSpec.Template frame = (FrameSpec.Template) spec.frame().orElseThrow();
        assertThat(frame.single())
                .containsExactly(
                        new FrameSpec.Piece.Special("<s>", 0), new FrameSpec.Piece.Text(FrameSpec.Part.FIRST, 0));
        DecoderSpec.WrittenPieces decoder =
                (DecoderSpec.WrittenPieces) spec.decoder().orElseThrow();
        assertThat(decoder.dropFirstBlank()).isTrue();
        assertThat(decoder.pieces().firstByte(4)).isEqualTo('\n');
    }

    @Test
    void readsWordPiecesAndUnigrams() {
        GgufBytes bert = GgufBytes.of("bert", "[UNK]", "\u2581a", "[CLS]", "[SEP]")
                .id("tokenizer.ggml.unknown_token_id", 0)
                .id("tokenizer.ggml.bos_token_id", 2)
                .id("tokenizer.ggml.seperator_token_id", 3)
                .flag("tokenizer.ggml.normalizer.lowercase", false);
        assertThat(load(bert).model()).isInstanceOf(ModelSpec.LlamaWordPiece.class);
        assertThat(load(bert).normalizer()).contains(new NormalizerSpec.LlamaText(false, true, false));
        GgufBytes t5 = GgufBytes.of("t5", "<pad>", "</s>", "<unk>", "\u2581a", "b")
                .types(3, 3, 2, 1, 4)
                .scores(0, 0, 0, -2, -3);
        ModelSpec.LlamaUnigram model = (ModelSpec.LlamaUnigram) load(t5).model();
        assertThat(model.unknownScore()).isEqualTo(-12);
        assertThat(model.scores().of(0)).isNaN();
        assertThat(model.scores().of(4)).isZero();
    }

    @Test
    void tokensThatLookLikeAnEndAreControlTokens() {
        TokenizerSpec spec = load(GgufBytes.of("llama", "<unk>", "<s>", "</s>", "<|im_end|>", "<|message|>"));
        assertThat(spec.addedTokens().stream().filter(AddedToken::special).map(AddedToken::content))
                .containsExactly("</s>", "<|im_end|>");
        assertThat(spec.addedTokens().stream().filter(token -> !token.special()).map(AddedToken::content))
                .containsExactly("<|message|>");
    }

    @Test
    void refusesWhatTheReferenceDecidesByChance() {
        LoadException e = failure(GgufBytes.of("llama", "<unk>", "<s>", "</s>", "<PRE>", "<fim-prefix>"));
        assertThat(e.kind()).isEqualTo(Kind.UNSUPPORTED);
        assertThat(e).hasMessageContaining("<fim-prefix> and <PRE>");
    }

    @Test
    void ofAMergeThatStandsTwiceTheFirstPlaceCounts() {
        TokenizerSpec spec =
                load(GgufBytes.of("gpt2", "a", "b", "ab", "ba").texts(GgufKeys.MERGES, "a b", "b a", "a b", "x"));
        MergeSpec.Listed merges = (MergeSpec.Listed) ((ModelSpec.LlamaBpe) spec.model()).merges();
        assertThat(merges.size()).isEqualTo(2);
        assertThat(merges.mergedId(0)).isEqualTo(2);
    }

    @Test
    void namesThePlaceOfWhatIsMissingOrOfTheWrongType() {
        assertThat(failure(GgufBytes.bytePairs().without(GgufKeys.MODEL)))
                .hasMessageStartingWith("m.gguf at /tokenizer.ggml.model: the key is missing");
        assertThat(failure(GgufBytes.bytePairs().without(GgufKeys.MERGES)).kind())
                .isEqualTo(Kind.INVALID);
        assertThat(failure(GgufBytes.bytePairs().text(GgufKeys.TOKENS, "a")))
                .hasMessageContaining("must be an array of strings");
        assertThat(failure(GgufBytes.bytePairs().types(1, 1))).hasMessageContaining("has 2 elements for 4 tokens");
        assertThat(failure(GgufBytes.bytePairs().text(GgufKeys.PRE, "nobody")).kind())
                .isEqualTo(Kind.UNSUPPORTED);
        assertThat(failure(GgufBytes.of("rwkv", "a"))).hasMessageContaining("the model \"rwkv\" is not supported");
        assertThat(failure(GgufBytes.bytePairs().texts(GgufKeys.TOKENS, "a", "b", "ab", "a")))
                .hasMessageStartingWith("m.gguf at /tokenizer.ggml.tokens/3: the token \"a\" stands here");
        assertThat(failure(GgufBytes.bytePairs().texts(GgufKeys.MERGES, "a b", "a a")))
                .hasMessageStartingWith("m.gguf at /tokenizer.ggml.merges/1");
    }

    @Test
    void namesTheByteWhereTheFileIsMalformed() {
        byte[] whole = GgufBytes.bytePairs().bytes();
        LoadException cut = failure(Arrays.copyOf(whole, whole.length - 1));
        assertThat(cut.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(cut.place().byteOffset()).isPositive();
        assertThat(failure("GGML".getBytes(StandardCharsets.US_ASCII)).place().byteOffset())
                .isZero();
        assertThat(failure(GgufBytes.bytePairs().bytes(1, 0))).hasMessageContaining("version 1 is not known");
        assertThat(failure(GgufBytes.bytePairs().bytes(0x0300_0000, 0))).hasMessageContaining("big-endian");
        assertThat(failure(GgufBytes.bytePairs().put("x", 13, new byte[0]))).hasMessageContaining("type 13");
    }

    @Test
    void everyPrefixOfAFileIsMalformed() {
        byte[] whole = GgufBytes.bytePairs().bytes();
        for (int length = 0; length < whole.length; length++) {
            assertThat(failure(Arrays.copyOf(whole, length)).kind())
                    .as("first %d bytes", length)
                    .isEqualTo(Kind.MALFORMED);
        }
    }

    @Test
    void hugeCountsAreRefusedBeforeAnythingIsAllocated() {
        for (long count : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40, Integer.MAX_VALUE}) {
            for (int type = 0; type < 13; type++) {
                byte[] array = GgufBytes.arrayHead(type, count);
                for (String key : List.of(GgufKeys.TOKENS, "skipped")) {
                    assertThat(failure(GgufBytes.bytePairs().put(key, 9, array)).kind())
                            .as("%d of type %d", count, type)
                            .isEqualTo(Kind.MALFORMED);
                }
            }
            assertThat(failure(GgufBytes.bytePairs().put(GgufKeys.PRE, 8, GgufBytes.count(count)))
                            .kind())
                    .isEqualTo(Kind.MALFORMED);
            assertThat(failure(GgufBytes.bytePairs().bytes(3, count)).kind()).isEqualTo(Kind.LIMIT);
        }
    }

    @Test
    void anythingAfterTheMetadataIsLeftUnread() throws IOException {
        byte[] whole = GgufBytes.bytePairs().bytes();
        InputStream endless = new InputStream() {
            private long given;

            @Override
            public int read() {
                return 'x';
            }

            @Override
            public int read(byte[] target, int at, int length) {
                given += length;
                assertThat(given).isLessThan(1 << 20);
                Arrays.fill(target, at, at + length, (byte) 'x');
                return length;
            }
        };
        TokenizerSpec spec =
                GgufReader.read(new SequenceInputStream(new ByteArrayInputStream(whole), endless), "m.gguf", 64L << 30);
        assertThat(spec.origin().files().get(0).bytes()).isEqualTo(whole.length);
        assertThat(spec.origin().notes()).hasSize(1);
    }

    @Test
    void aFileIsToldByItsFirstBytes(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("model");
        Files.write(file, GgufBytes.bytePairs().bytes());
        assertThat(TokenizerFiles.load(file).origin().format()).isEqualTo("gguf");
    }
}
