package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatSnifferTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "TOKENIZER_JSON | ` \n{'version': '1.0', 'model': {}}`",
                "TEKKEN | `{'config': {}, 'vocab': [], 'special_tokens': []}`",
                "TIKTOKEN_JSON | `{'explicit_n_vocab': 3, 'pat_str': '', 'bpe_ranks': ''}`",
                "MEGATRON_JSON | `[{'rank': 0, 'token_bytes': 'AA==', 'token_str': ''}]`",
                "VOCABULARY_JSON | `{'model': 0, 'config': 1, 'vocab': 2, 'bpe_ranks': 3}`",
                "MERGES_TEXT | `#version: 0.2\na b\n`",
                "SENTENCE_PIECE | `\n\u000E\n\u0005<unk>\u0015\u0000\u0000\u0000\u0000\u0018\u0002`",
                "SENTENCE_PIECE | `\n\u000E\n\u0005<un`",
                "GGUF | `GGUF\u0003`",
                "TIKTOKEN_RANKS | `IQ== 0\nIg== 1\n`",
                "VOCABULARY_TEXT | `[PAD]\n[UNK]\n[CLS]\n`",
                "VOCABULARY_TEXT | `\n[UNK]\r\na\r\n`",
                "VOCABULARY_TEXT | `a\n[UNK]`",
            })
    void tellsAFormatByItsContent(FileFormat format, String content) {
        String text = content.replace('\'', '"');
        assertThat(FormatSniffer.format(text.getBytes(StandardCharsets.ISO_8859_1), "x"))
                .isEqualTo(format);
    }
}
