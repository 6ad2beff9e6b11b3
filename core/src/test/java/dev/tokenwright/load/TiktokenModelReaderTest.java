package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiktokenModelReaderTest {
    private static final String KIMI = "{'tokenizer_class': 'TikTokenTokenizer', 'auto_map': {'AutoTokenizer':"
            + " ['tokenization_kimi.TikTokenTokenizer', null]}, 'added_tokens_decoder':"
            + " {'256': {'content': '[BOS]', 'special': true}, '258': {'content': '<|x|>', 'special': false}}}";
    private static final String GLM = "{'tokenizer_class': 'ChatGLM4Tokenizer', 'auto_map': {'AutoTokenizer':"
            + " ['tokenization_chatglm.ChatGLM4Tokenizer', null]}, 'added_tokens_decoder':"
            + " {'256': {'content': '[gMASK]', 'special': true}, '257': {'content': '<sop>'}}}";

    @TempDir
    Path folder = Path.of("");

    @Test
    void readsKimiFromItsDirectory() throws IOException {
        Files.writeString(folder.resolve("m.tiktoken"), TiktokenReaderTest.allBytes());
        Files.write(folder.resolve("tokenizer_config.json"), Documents.bytes(KIMI));
        Files.write(folder.resolve("config.json"), Documents.bytes("{'model_type': 'kimi_k2'}"));
        TokenizerSpec spec = TokenizerFiles.load(folder);
        assertThat(TokenizerFiles.tiktokenModel(folder.resolve("m.tiktoken")).origin())
                .isEqualTo(spec.origin());
        assertThat(spec.addedTokens()).hasSize(258);
        assertThat(spec.addedTokens().subList(0, 3))
                .containsExactly(
                        AddedToken.control(256, "[BOS]"),
                        AddedToken.control(257, "<|reserved_token_257|>"),
                        AddedToken.control(258, "<|x|>"));
        SplitSpec.Sequence splitter = (SplitSpec.Sequence) spec.splitter().orElseThrow();
        assertThat(splitter.steps().get(0)).isEqualTo(new SplitSpec.Windows(400_000, 25_000));
        assertThat(spec.origin().files()).hasSize(3);
        assertThat(spec.origin().notes()).containsExactly("the split pattern and the special tokens are those of Kimi");
    }

    @Test
    void readsGlmWithItsOpeningTokens() {
        TokenizerSpec spec = read(Map.of("tokenizer_config.json", GLM));
        FrameSpec.Template frame = (FrameSpec.Template) spec.frame().orElseThrow();
        assertThat(frame.single())
                .containsExactly(
                        new FrameSpec.Piece.Special("[gMASK]", 0),
                        new FrameSpec.Piece.Special("<sop>", 0),
                        new FrameSpec.Piece.Text(FrameSpec.Part.FIRST, 0));
        assertThat(spec.addedTokens()).hasSize(2);
    }

    @Test
    void numbersTheTokensOfLlamaAsItsCodeDoes() {
        List<String> llama3 = LlamaTokens.llama3();
        assertThat(llama3).hasSize(256).doesNotHaveDuplicates();
        assertThat(llama3.get(9)).isEqualTo("<|eot_id|>");
        assertThat(llama3.get(255)).isEqualTo("<|reserved_special_token_245|>");
        List<String> llama4 = LlamaTokens.llama4();
        assertThat(llama4).hasSize(2048).doesNotHaveDuplicates();
        assertThat(llama4.get(18)).isEqualTo("<|finetune_right_pad|>");
        assertThat(llama4.get(80)).isEqualTo("<|image_start|>");
        assertThat(llama4.get(1133)).isEqualTo("<|vision_reserved_special_token_1047|>");
        assertThat(llama4.get(1143)).isEqualTo("<|reasoning_thinking_end|>");
    }

    /** Files that say something, but not for certain whose vocabulary this is. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "config.json | `{'model_type': 'kimi_k2'}`",
                "params.json | `{'vocab_size': 128256}`",
                "params.json | `{'vocab_size': 202048}`",
                "params.json | `{'vocab_size': '128256'}`",
                "tokenizer_config.json | `{'tokenizer_class': 'QWenTokenizer'}`",
                "tokenizer_config.json | `{'tokenizer_class': 'TikTokenTokenizer', 'auto_map': 3}`",
                "tokenizer_config.json | `{'tokenizer_class': 'ChatGLM4Tokenizer', 'auto_map': {'AutoTokenizer': []}}`",
                "tokenizer_config.json | `{}`"
            })
    void refusesWhatCannotBeToldAndSaysWhatToDo(String name, String content) {
        LoadException e = RankedVocabularies.failure(() -> read(Map.of(name, content)));
        assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_FORMAT);
        assertThat(e)
                .hasMessage("m.tiktoken: a tiktoken rank file says neither its split pattern nor its special"
                        + " tokens. Give both: TokenizerFiles.tiktoken(path, options), or --tiktoken-pattern and"
                        + " --tiktoken-special-tokens on the command line");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`'256'` | `'x'` | INVALID | /added_tokens_decoder/x | the key must be an id",
                "`'256'` | `'99999999'` | INVALID | /added_tokens_decoder/99999999 | the key must be an id",
                "`'[gMASK]'` | `''` | INVALID | /added_tokens_decoder/256/content | must not be empty",
                "`'[gMASK]'` | `'x'` | INVALID | /added_tokens_decoder | lacks [gMASK], which every text starts with",
                "`'<sop>'` | `'<sop>', 'rstrip': true` | UNSUPPORTED | /added_tokens_decoder/257/rstrip | only false",
                "`'256'` | `'255'` | INVALID | /[gMASK] | id 255 is taken by another token",
            })
    void saysWhichDeclaredTokenIsWrong(String part, String change, Kind kind, String pointer, String problem) {
        RankedVocabularies.assertRefused(
                () -> read(Map.of("tokenizer_config.json", GLM.replace(part, change))), kind, pointer, problem);
    }

    /** The document that tests change. */
    static byte[] glm() {
        return Documents.bytes(GLM);
    }

    private static TokenizerSpec read(Map<String, String> siblings) {
        Map<String, byte[]> contents = new HashMap<>();
        siblings.forEach((name, content) -> contents.put(name, Documents.bytes(content)));
        return TokenizerFiles.tiktokenModel(
                TiktokenReaderTest.allBytes().getBytes(StandardCharsets.US_ASCII), "m.tiktoken", contents);
    }
}
