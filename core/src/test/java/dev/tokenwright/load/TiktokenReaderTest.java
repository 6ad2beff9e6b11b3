package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiktokenReaderTest {
    private static final TiktokenOptions OPTIONS = new TiktokenOptions("\\p{L}+|.", Map.of("<end>", 300));

    @Test
    void readsRanksIntoATokenizerOverBytes() {
        TokenizerSpec spec = read(allBytes() + "YWI= 256\n", OPTIONS);
        ModelSpec.Bpe model = (ModelSpec.Bpe) spec.model();
        assertThat(model.alphabet()).isEqualTo(ModelSpec.Alphabet.BYTES);
        assertThat(model.merges()).isEqualTo(new MergeSpec.ByRank());
        assertThat(model.ignoreMerges()).isTrue();
        assertThat(model.unknownToken()).isEmpty();
        assertThat(model.vocabulary().size()).isEqualTo(257);
        assertThat(model.vocabulary().id("ab")).isEqualTo(256);
        assertThat(model.vocabulary().bytes(255)).containsExactly(0xFF);
        assertThat(spec.addedTokens()).containsExactly(AddedToken.control(300, "<end>"));
        assertThat(spec.decoder()).contains(new DecoderSpec.Bytes());
        assertThat(spec.unknownIds()).isEqualTo(TokenizerSpec.UnknownIds.REJECT);
        assertThat(spec.origin().format()).isEqualTo("tiktoken");
        SplitSpec.Split split = (SplitSpec.Split) spec.splitter().orElseThrow();
        assertThat(split.behavior()).isEqualTo(SplitBehavior.REMOVED);
        assertThat(split.invert()).isTrue();
        PatternSpec.Regex regex = (PatternSpec.Regex) split.pattern();
        assertThat(regex.pattern()).isEqualTo("\\p{L}+|.");
        assertThat(regex.dialect()).isEqualTo(PatternSpec.Dialect.FANCY);
    }

    @Test
    void acceptsTheEmptyTokenOfWhisper() {
        TokenizerSpec spec = read(allBytes() + "= 256\n", OPTIONS);
        assertThat(spec.model().vocabulary().length(256)).isZero();
    }

    @ParameterizedTest
    @CsvSource({
        "YWI= 255, INVALID, line 257: rank 255 is taken by an earlier line; remove one",
        "YQ== 256, INVALID, line 257: the token stands here for the second time; remove one",
        "YWI= 16777216, LIMIT, is not below the limit of 1048576",
        "YWI 256, MALFORMED, line 257: \"YWI\" is not base64"
    })
    void saysWhichLineIsWrong(String line, Kind kind, String problem) {
        LoadException e = failure(allBytes() + line, OPTIONS);
        assertThat(e.kind()).isEqualTo(kind);
        assertThat(e.place().byteOffset()).isEqualTo(allBytes().length());
        assertThat(e).hasMessageContaining(problem);
    }

    @Test
    void refusesRanksWithoutATokenForEveryByte() {
        LoadException e = failure(allBytes().replace("AA== 0\n", ""), OPTIONS);
        assertThat(e.kind()).isEqualTo(Kind.INVALID);
        assertThat(e).hasMessage("x.tiktoken: byte 0x00 has no token, so some texts have no ids; add the line");
        assertThat(failure("", OPTIONS).kind()).isEqualTo(Kind.INVALID);
    }

    @Test
    void refusesSpecialTokensThatCannotBe() {
        assertThat(failure(allBytes(), special("<end>", 5))).hasMessageContaining("id 5 is taken by another token");
        assertThat(failure(allBytes(), special("<end>", -1))).hasMessageContaining("id -1 is not from 0 to");
        assertThat(failure(allBytes(), special("<end>", 1 << 24))).hasMessageContaining("is not from 0 to");
        assertThat(failure(allBytes(), special("", 300))).hasMessageContaining("must not be empty");
    }

    @Test
    void refusesTokensThatAreTooLongToFindTheirMerges() {
        String giant = Base64.getEncoder().encodeToString(new byte[60_000]) + " 256\n";
        LoadException e = failure(allBytes() + giant, OPTIONS);
        assertThat(e.kind()).isEqualTo(Kind.LIMIT);
    }

    @Test
    void knowsThePatternsOfTiktoken() {
        assertThat(TiktokenPatterns.names())
                .containsExactly(
                        "gpt2",
                        "r50k_base",
                        "p50k_base",
                        "p50k_edit",
                        "cl100k_base",
                        "o200k_base",
                        "o200k_harmony",
                        "llama3",
                        "llama4",
                        "qwen",
                        "glm4",
                        "kimi_k2");
        assertThat(pattern("gpt2"))
                .isEqualTo("'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s")
                .isEqualTo(pattern("r50k_base"))
                .isEqualTo(pattern("p50k_base"))
                .isEqualTo(pattern("p50k_edit"));
        assertThat(pattern("cl100k_base"))
                .isEqualTo("'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++"
                        + "[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s");
        assertThat(pattern("o200k_base"))
                .startsWith(
                        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s")
                .isEqualTo(pattern("o200k_harmony"));
        assertThat(TiktokenPatterns.named("other")).isEmpty();
    }

    /** One line a byte; the rank is the byte. */
    static String allBytes() {
        StringBuilder lines = new StringBuilder();
        for (int value = 0; value < 256; value++) {
            byte[] token = {(byte) value};
            lines.append(Base64.getEncoder().encodeToString(token))
                    .append(' ')
                    .append(value)
                    .append('\n');
        }
        return lines.toString();
    }

    private static String pattern(String name) {
        return TiktokenPatterns.named(name).orElseThrow();
    }

    private static TiktokenOptions special(String content, int id) {
        return new TiktokenOptions(".", Map.of(content, id));
    }

    private static TokenizerSpec read(String ranks, TiktokenOptions options) {
        return TokenizerFiles.tiktoken(ranks.getBytes(StandardCharsets.US_ASCII), "x.tiktoken", options);
    }

    private static LoadException failure(String ranks, TiktokenOptions options) {
        return Objects.requireNonNull(catchThrowableOfType(LoadException.class, () -> read(ranks, options)));
    }
}
