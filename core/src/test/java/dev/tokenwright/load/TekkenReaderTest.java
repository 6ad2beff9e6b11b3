package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TekkenReaderTest {
    private static final String NAMES = "'special_tokens': [{'rank': 0, 'token_str': '<unk>', 'is_control': true},"
            + " {'rank': 1, 'token_str': '<s>', 'is_control': true}, {'rank': 2, 'token_str': '</s>'}]";

    @TempDir
    Path folder = Path.of("");

    @Test
    void shiftsRanksByTheSpecialTokensAndFillsThoseUp() {
        TokenizerSpec spec = read(document("v11", 262, 5, NAMES));
        ModelSpec.Bpe model = (ModelSpec.Bpe) spec.model();
        assertThat(model.vocabulary().size()).isEqualTo(257);
        assertThat(model.vocabulary().idLimit()).isEqualTo(262);
        assertThat(model.vocabulary().id("a")).isEqualTo('a' + 5);
        assertThat(model.vocabulary().id("ab")).isEqualTo(261);
        assertThat(spec.addedTokens())
                .containsExactly(
                        AddedToken.reserved(0, "<unk>"),
                        AddedToken.reserved(1, "<s>"),
                        AddedToken.reserved(2, "</s>"),
                        AddedToken.reserved(3, "<SPECIAL_3>"),
                        AddedToken.reserved(4, "<SPECIAL_4>"));
        assertThat(spec.decoder()).contains(new DecoderSpec.Bytes(DecoderSpec.Joining.BETWEEN_SPECIAL));
        FrameSpec.Template frame = (FrameSpec.Template) spec.frame().orElseThrow();
        assertThat(frame.single())
                .containsExactly(
                        new FrameSpec.Piece.Special("<s>", 0),
                        new FrameSpec.Piece.Text(FrameSpec.Part.FIRST, 0),
                        new FrameSpec.Piece.Special("</s>", 0));
        assertThat(spec.origin().format()).isEqualTo("tekken");
        assertThat(spec.origin().notes()).containsExactly("tekken version v11");
    }

    @Test
    void looksAtNoMoreTokensThanTheSizeLeavesRoomFor() {
        assertThat(read(document("v3", 276, 20, "'image': {}"))
                        .model()
                        .vocabulary()
                        .size())
                .isEqualTo(256);
        assertThat(read(document("v3", 276, 20, "'image': {}").replace("YWI=", "broken"))
                        .addedTokens()
                        .get(19))
                .isEqualTo(AddedToken.reserved(19, "[TOOL_CONTENT]"));
    }

    @Test
    void isToldByItsContent() throws IOException {
        byte[] content = Documents.bytes(document("v3", 277, 20, "'type': 'Tekken'"));
        Path file = Files.write(folder.resolve("x"), content);
        TokenizerSpec spec = TokenizerFiles.load(file);
        assertThat(spec.origin().format()).isEqualTo("tekken");
        assertThat(TokenizerFiles.tekken(file).origin()).isEqualTo(spec.origin());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "v4 | 262 | 5 | `'type': ''` | UNSUPPORTED | /config/version | the version \"v4\" is not known",
                "v11 | 262 | 5 | `'type': ''` | INVALID | `` | \"special_tokens\" is missing, which version v11 must have",
                "v13 | 262 | 5 | `'multimodal': {'a': 1}` | INVALID | /multimodal | is called \"image\" from version v13 on",
                "v13 | 262 | 5 | `'model_settings_builder': {}` | INVALID | /model_settings_builder | has no model settings",
                "v3 | 262 | 5 | `'other': 1` | INVALID | /config/default_num_special_tokens | there are 20 special tokens",
                "v3 | 277 | 20 | `'other': 1` | UNSUPPORTED | /other | the field is not known",
                "v3 | 278 | 20 | `'type': ''` | INVALID | /vocab | has 257 tokens, but 258 are asked for",
                "v3 | 275 | 20 | `'type': ''` | INVALID | /config/default_vocab_size | leaves no room for the 256 bytes",
                "v3 | 277 | 65537 | `'type': ''` | INVALID | /config/default_num_special_tokens | from 0 to 65536",
                "v3 | 1048577 | 20 | `'type': ''` | INVALID | /config/default_vocab_size | expected an integer from 0 to",
            })
    void saysWhatIsWrong(
            String version, int size, int special, String rest, Kind kind, String pointer, String problem) {
        RankedVocabularies.assertRefused(() -> read(document(version, size, special, rest)), kind, pointer, problem);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`'rank': 1, 'token_str'` | `'rank': 7, 'token_str'` | UNSUPPORTED | /special_tokens/1/rank | index 1",
                "`'<s>'` | `'<unk>'` | INVALID | /special_tokens | the special token \"<unk>\" has two ids",
                "`'<s>'` | `'<SPECIAL_4>'` | INVALID | /special_tokens | the special token \"<SPECIAL_4>\" has two ids",
                "`'<s>'` | `''` | INVALID | /special_tokens/1/token_str | must not be empty",
                "`'rank':5,` | `'rank':6,` | INVALID | /vocab/5/rank | expected the rank to be the index 5, found 6",
                "`'AA=='` | `'AQ=='` | INVALID | /vocab/0/token_bytes | expected the byte 0",
                "`'AA=='` | `'A!=='` | MALFORMED | /vocab/0/token_bytes | not base64",
                "`'AA=='` | `'AA='` | MALFORMED | /vocab/0/token_bytes | not base64, whose length is a multiple of 4",
                "`'YWI='` | `'YQ=='` | INVALID | /vocab/256 | the token stands here for the second time",
            })
    void saysWhichTokenIsWrong(String part, String change, Kind kind, String pointer, String problem) {
        String document = document("v3", 262, 5, NAMES).replace(part, change);
        RankedVocabularies.assertRefused(() -> read(document), kind, pointer, problem);
    }

    @Test
    void refusesAFileThatIsCutOffAnywhere() {
        byte[] whole = Documents.bytes(document("v3", 262, 5, NAMES));
        for (int length = 0; length < whole.length; length += 7) {
            byte[] prefix = Arrays.copyOf(whole, length);
            assertThat(RankedVocabularies.failure(() -> TokenizerFiles.tekken(prefix, "t.json"))
                            .kind())
                    .isEqualTo(Kind.MALFORMED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", "1", "{}", "{'config': 3, 'vocab': []}", "{'config': {}, 'vocab': []}"})
    void refusesOtherJson(String document) {
        LoadException e = RankedVocabularies.failure(() -> read(document));
        assertThat(e.kind()).isEqualTo(Kind.INVALID);
    }

    /** The document that tests change. */
    static byte[] document() {
        return Documents.bytes(document("v3", 262, 5, NAMES));
    }

    private static String document(String version, int size, int special, String rest) {
        return "{'config': {'pattern': '[a-z]+|.', 'num_vocab_tokens': 1, 'default_vocab_size': " + size
                + ", 'default_num_special_tokens': " + special + ", 'version': '" + version + "'}, " + rest
                + ", 'vocab': " + RankedVocabularies.array("ab") + "}";
    }

    private static TokenizerSpec read(String document) {
        return TokenizerFiles.tekken(Documents.bytes(document), "t.json");
    }
}
