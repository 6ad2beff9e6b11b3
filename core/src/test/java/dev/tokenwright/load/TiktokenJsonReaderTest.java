package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TiktokenJsonReaderTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void readsRanksThatCountUpFromTheFirst() throws IOException {
        Path file = Files.write(folder.resolve("claude.json"), document());
        TokenizerSpec spec = TokenizerFiles.load(file);
        assertThat(spec.model().vocabulary().id("ab")).isEqualTo(259);
        assertThat(spec.model().vocabulary().bytes(5)).containsExactly(0);
        assertThat(spec.addedTokens()).containsExactly(AddedToken.control(0, "<EOT>"));
        assertThat(spec.origin().format()).isEqualTo("tiktoken json");
        assertThat(TokenizerFiles.tiktokenJson(file).origin()).isEqualTo(spec.origin());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`! 3` | `? 3` | MALFORMED | /bpe_ranks | expected a line of !, a rank and tokens",
                "`! 3` | `! 9999999999` | MALFORMED | /bpe_ranks | expected a line of !",
                "`! 3` | `! 99999999` | LIMIT | /bpe_ranks | rank 99999999 is above the limit",
                "`YWI=` | `YWI` | MALFORMED | /bpe_ranks | \"YWI\" is not base64, whose length",
                "`YWI=` | `Y_I=` | MALFORMED | /bpe_ranks | \"Y_I=\" is not base64",
                "`YWI=` | `AA==` | INVALID | /bpe_ranks | the token stands here for the second time",
                "`AA== ` | `` | INVALID | `` | byte 0x00 has no token",
                "`'<EOT>': 0` | `'<EOT>': 5` | INVALID | /special_tokens/<EOT> | id 5 is taken by another token",
                "`'<EOT>': 0` | `'': 0` | INVALID | /special_tokens/ | must not be empty",
                "`'pat_str'` | `'other': 1, 'pat_str'` | UNSUPPORTED | /other | the field is not known",
            })
    void saysWhatIsWrong(String part, String change, Kind kind, String pointer, String problem) {
        byte[] content = Documents.bytes(text().replace(part, change));
        RankedVocabularies.assertRefused(() -> TokenizerFiles.tiktokenJson(content, "c.json"), kind, pointer, problem);
    }

    /** The document that tests change. */
    static byte[] document() {
        return Documents.bytes(text());
    }

    private static String text() {
        StringBuilder ranks = new StringBuilder("! 5");
        for (int value = 0; value < 254; value++) {
            ranks.append(' ').append(Base64.getEncoder().encodeToString(new byte[] {(byte) value}));
        }
        ranks.append("\\n! 259 YWI=\\n! 3 /g== /w==");
        return "{'explicit_n_vocab': 1, 'pat_str': '.', 'special_tokens': {'<EOT>': 0}, 'bpe_ranks': '" + ranks + "'}";
    }
}
