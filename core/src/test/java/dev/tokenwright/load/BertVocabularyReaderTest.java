package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BertVocabularyReaderTest {
    static final String VOCABULARY = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhello\n##lo\n\u4F60\n";

    @Test
    void readsATokenALine() {
        TokenizerSpec spec = read(VOCABULARY, BertOptions.UNCASED);
        ModelSpec.WordPiece model = (ModelSpec.WordPiece) spec.model();
        assertThat(model.vocabulary().size()).isEqualTo(8);
        assertThat(model.vocabulary().id("##lo")).isEqualTo(6);
        assertThat(model.vocabulary().text(7)).isEqualTo("\u4F60");
        assertThat(model.unknownToken()).isEqualTo("[UNK]");
        assertThat(model.continuingSubwordPrefix()).isEqualTo("##");
        assertThat(model.maxInputCharsPerWord()).isEqualTo(100);
        assertThat(spec.origin().format()).isEqualTo("vocab.txt");
        assertThat(spec.splitter()).contains(new SplitSpec.Bert());
        assertThat(spec.decoder()).contains(new DecoderSpec.WordPiece("##", true));
        assertThat(spec.frame())
                .contains(
                        new FrameSpec.Bert(new FrameSpec.NamedToken("[SEP]", 3), new FrameSpec.NamedToken("[CLS]", 2)));
        assertThat(spec.addedTokens())
                .containsExactly(
                        AddedToken.control(1, "[UNK]"),
                        AddedToken.control(3, "[SEP]"),
                        AddedToken.control(2, "[CLS]"),
                        AddedToken.control(0, "[PAD]"),
                        AddedToken.control(4, "[MASK]"));
    }

    @Test
    void takesTheCleaningFromTheOptions() {
        assertThat(read(VOCABULARY, BertOptions.UNCASED).normalizer())
                .contains(new NormalizerSpec.Bert(true, true, Optional.empty(), true));
        assertThat(read(VOCABULARY, BertOptions.CASED).normalizer())
                .contains(new NormalizerSpec.Bert(true, true, Optional.empty(), false));
        BertOptions options =
                new BertOptions(false, false, Optional.of(true), false, BertOptions.SpecialTokens.DEFAULT);
        assertThat(read(VOCABULARY, options).normalizer())
                .contains(new NormalizerSpec.Bert(false, false, Optional.of(true), false));
    }

    @Test
    void takesTheSpecialTokensFromTheOptions() {
        BertOptions options =
                BertOptions.CASED.withSpecialTokens(new BertOptions.SpecialTokens("<unk>", "</s>", "<s>", "", "</s>"));
        TokenizerSpec spec = read("</s>\n<s>\n\na", options);
        assertThat(spec.addedTokens()).containsExactly(AddedToken.control(0, "</s>"), AddedToken.control(1, "<s>"));
        assertThat(((ModelSpec.WordPiece) spec.model()).unknownToken()).isEqualTo("<unk>");
    }

    @Test
    void endsLinesAsTheReferenceDoes() {
        TokenTable table = read("[CLS]\r\n[SEP] \t\u3000\u0085\n a\u00A0b\r\rc\n", BertOptions.CASED)
                .model()
                .vocabulary();
        assertThat(table.size()).isEqualTo(3);
        assertThat(table.id("[CLS]")).isZero();
        assertThat(table.id("[SEP]")).isEqualTo(1);
        assertThat(table.id(" a\u00A0b\r\rc")).isEqualTo(2);
    }

    @Test
    void givesATokenThatStandsTwiceTheNumberOfItsLastLine() {
        TokenTable table =
                read("[CLS]\n[SEP]\na\n\nb\na \n\n", BertOptions.CASED).model().vocabulary();
        assertThat(table.id("a")).isEqualTo(5);
        assertThat(table.contains(2)).isFalse();
        assertThat(table.id("")).isEqualTo(6);
        assertThat(table.contains(3)).isFalse();
        assertThat(table.size()).isEqualTo(5);
    }

    @Test
    void refusesAVocabularyWithoutTheTokensOfTheFrame() {
        LoadException noSeparator = failure("[CLS]\na\n".getBytes(StandardCharsets.UTF_8));
        assertThat(noSeparator.kind()).isEqualTo(Kind.INVALID);
        assertThat(noSeparator)
                .hasMessage("v.txt: the separator token \"[SEP]\" is not among its 2 tokens; add it, or say in the"
                        + " options what it is");
        assertThat(failure("[SEP]".getBytes(StandardCharsets.UTF_8)))
                .hasMessageContaining("classifier token \"[CLS]\"");
        assertThat(failure(new byte[0])).hasMessageContaining("its 0 tokens");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        LoadException e = failure(new byte[] {'a', '\n', 'b', (byte) 0xFF, '\n'});
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(e).hasMessage("v.txt (byte 3): byte 0xFF is not UTF-8; convert the file");
    }

    @Test
    void refusesMoreLinesThanIdsAreAllowed() {
        LoadException e = failure("\n".repeat((1 << 20) + 1).getBytes(StandardCharsets.UTF_8));
        assertThat(e.kind()).isIn(Kind.LIMIT, Kind.INVALID);
        byte[] lines = "\n".repeat((1 << 24) + 1).getBytes(StandardCharsets.UTF_8);
        assertThat(failure(lines)).hasMessage("v.txt (byte 16777216): more than 16777216 lines");
    }

    @Test
    void readsAFile(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("vocab.txt"), VOCABULARY);
        TokenizerSpec spec = TokenizerFiles.bertVocabulary(file, BertOptions.CASED);
        assertThat(spec.origin().files().get(0).name()).isEqualTo("vocab.txt");
        assertThat(spec.model().vocabulary().size()).isEqualTo(8);
    }

    private static TokenizerSpec read(String content, BertOptions options) {
        return TokenizerFiles.bertVocabulary(content.getBytes(StandardCharsets.UTF_8), "v.txt", options);
    }

    private static LoadException failure(byte[] content) {
        return Objects.requireNonNull(catchThrowableOfType(
                LoadException.class, () -> TokenizerFiles.bertVocabulary(content, "v.txt", BertOptions.CASED)));
    }
}
