package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HostileFilesTest {
    private static final String DOCUMENT = "{'version': '1.0', 'truncation': {'max_length': 5, 'strategy': 'OnlyFirst',"
            + " 'stride': 0}, 'padding': {'strategy': {'Fixed': 3}, 'direction': 'Left', 'pad_id': 0, 'pad_type_id': 0,"
            + " 'pad_token': 'a'}, 'added_tokens': [{'id': 3, 'content': '<x>', 'single_word': false, 'lstrip': false,"
            + " 'rstrip': false, 'normalized': false, 'special': true}], 'normalizer': {'type': 'Sequence',"
            + " 'normalizers': [{'type': 'NFC'}, {'type': 'Precompiled', 'precompiled_charsmap': 'AAAA'}]},"
            + " 'pre_tokenizer': {'type': 'Split', 'pattern': {'Regex': '\\\\s+'}, 'behavior': 'Isolated', 'invert':"
            + " false}, 'post_processor': {'type': 'BertProcessing', 'sep': ['a', 0], 'cls': ['b', 1]}, 'decoder':"
            + " {'type': 'Metaspace', 'replacement': '\\u2581'}, 'model': {'type': 'BPE', 'dropout': null, 'vocab':"
            + " {'a': 0, 'b': 1, 'a\\u0062': 2}, 'merges': ['a b']}}";

    /** Every prefix of a file is refused as malformed, at its end. */
    @Test
    void refusesAFileThatIsCutOffAnywhere() {
        byte[] whole = Documents.bytes(DOCUMENT);
        assertThat(TokenizerFiles.tokenizerJson(whole, "t.json").addedTokens()).hasSize(1);
        for (int length = 0; length < whole.length; length++) {
            byte[] prefix = Arrays.copyOf(whole, length);
            LoadException e =
                    catchThrowableOfType(LoadException.class, () -> TokenizerFiles.tokenizerJson(prefix, "t.json"));
            assertThat(e.kind()).as("first %d bytes", length).isEqualTo(Kind.MALFORMED);
        }
    }

    @Test
    void refusesStepsNestedTooDeep() {
        String open = "{'type': 'Sequence', 'normalizers': [".repeat(100_000);
        LoadException e = Documents.failure("{'normalizer': " + open);
        assertThat(e.kind()).isEqualTo(Kind.LIMIT);
        int steps = 62;
        String nested = "{'type': 'Sequence', 'normalizers': [".repeat(steps) + "]}".repeat(steps);
        assertThat(Documents.load(Documents.with("normalizer", nested)).normalizer())
                .isPresent();
    }

    @Test
    void doesNotMakeObjectsOfMillionsOfValues() {
        String values = "0,".repeat(3_000_000) + "0";
        LoadException elements = Documents.failure(Documents.with("added_tokens", "[" + values + "]"));
        assertThat(elements.kind()).isEqualTo(Kind.LIMIT);
        StringBuilder members = new StringBuilder("{");
        for (int key = 0; key < 1_100_000; key++) {
            members.append("'").append(key).append("':0,");
        }
        LoadException keys = Documents.failure(members.append("'z':0}").toString());
        assertThat(keys.kind()).isEqualTo(Kind.LIMIT);
    }

    @Test
    void showsOnlyTheStartOfHugeTexts() {
        String huge = "x".repeat(5_000_000);
        assertThat(Documents.failure(Documents.with("normalizer", "{'type': '" + huge + "'}"))
                        .getMessage())
                .hasSizeLessThan(500);
        assertThat(Documents.failure(Documents.model("{'vocab': {'a': 0}, 'merges': ['" + huge + " a']}"))
                        .getMessage())
                .hasSizeLessThan(500);
        assertThat(Documents.failure(Documents.model(
                                "{'vocab': {}, 'merges': [], 'dropout': " + "9".repeat(5_000_000) + "}"))
                        .getMessage())
                .hasSizeLessThan(500);
        assertThat(Documents.failure(Documents.with(
                                "truncation",
                                "{'strategy': 'OnlyFirst', 'stride': 0, 'max_length': -" + "9".repeat(5_000_000) + "}"))
                        .getMessage())
                .hasSizeLessThan(500);
    }

    @Test
    void keepsMemoryInProportionToTheFile() {
        for (String id :
                new String[] {"1048576", "16777215", "16777216", "2147483647", "4294967295", "18446744073709551615"}) {
            LoadException e = Documents.failure(Documents.model("{'vocab': {'a': " + id + "}, 'merges': []}"));
            assertThat(e.kind()).as(id).isIn(Kind.LIMIT, Kind.INVALID);
            assertThat(e.place().pointer()).isEqualTo("/model/vocab/a");
        }
        assertThat(Documents.load(Documents.model("{'vocab': {'a': 1048575}, 'merges': []}"))
                        .model()
                        .vocabulary()
                        .idLimit())
                .isEqualTo(1 << 20);
    }

    @Test
    void refusesABinaryFile() {
        byte[] binary = new byte[1000];
        for (int index = 0; index < binary.length; index++) {
            binary[index] = (byte) (index * 31);
        }
        TiktokenOptions options = new TiktokenOptions(".", Map.of());
        assertThat(catchThrowableOfType(LoadException.class, () -> TokenizerFiles.tokenizerJson(binary, "x"))
                        .kind())
                .isEqualTo(Kind.MALFORMED);
        assertThat(catchThrowableOfType(LoadException.class, () -> TokenizerFiles.tiktoken(binary, "x", options))
                        .kind())
                .isEqualTo(Kind.MALFORMED);
        assertThat(catchThrowableOfType(
                                LoadException.class,
                                () -> TokenizerFiles.compact("TWVOC1\u007f".getBytes(StandardCharsets.US_ASCII), "x"))
                        .kind())
                .isEqualTo(Kind.MALFORMED);
    }

    @Test
    void showsOnlyTheStartOfHugeMergeLines() {
        byte[] vocab = Gpt2ReaderTest.VOCAB.getBytes(StandardCharsets.UTF_8);
        byte[] merges = ("x".repeat(5_000_000) + " a").getBytes(StandardCharsets.UTF_8);
        LoadException e = catchThrowableOfType(
                LoadException.class, () -> TokenizerFiles.gpt2Bpe(vocab, "vocab.json", merges, "merges.txt"));
        assertThat(e).hasMessageStartingWith("merges.txt (byte 0): line 1: left part \"xxx");
        assertThat(e.getMessage()).hasSizeLessThan(500);
    }

    /** The document, for tests that change it. */
    static byte[] document() {
        return Documents.bytes(DOCUMENT);
    }
}
