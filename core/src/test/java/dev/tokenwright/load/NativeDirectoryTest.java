package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Directories whose tokenizer is no {@code tokenizer.json}. */
class NativeDirectoryTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void aVocabularyOfBertIsMeantAsTheSettingsSay() throws IOException {
        Files.writeString(folder.resolve("vocab.txt"), "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n");
        assertThat(TokenizerFiles.load(folder).normalizer())
                .contains(new NormalizerSpec.Bert(true, true, Optional.empty(), true));
        assertThat(TokenizerFiles.load(folder).origin().notes())
                .singleElement()
                .asString()
                .contains("whether texts are lower-cased");
        write(
                "tokenizer_config.json",
                "{'do_lower_case': false, 'strip_accents': true, 'model_max_length': 512,"
                        + " 'sep_token': '[SEP]', 'pad_token': '[PAD]'}");
        TokenizerSpec spec = TokenizerFiles.load(folder);
        assertThat(spec.normalizer()).contains(new NormalizerSpec.Bert(true, true, Optional.of(true), false));
        assertThat(spec.defaults().maxLength()).isEqualTo(OptionalLong.of(512));
        assertThat(spec.defaults().specialTokens().padId()).hasValue(0);
        assertThat(spec.origin().files()).hasSize(2);
        assertThat(spec.origin().notes()).isEmpty();
    }

    @Test
    void vocabularyAndMergesAreReadTogether() throws IOException {
        write("vocab.json", "{'a': 0, 'b': 1, 'ab': 2}");
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\na b\n");
        assertThat(TokenizerFiles.load(folder).origin().format()).isEqualTo("vocab.json and merges.txt");
        assertThatThrownBy(() -> TokenizerFiles.load(folder.resolve("vocab.json")))
                .hasMessage(
                        "vocab.json: a vocab.json says nothing without its merges.txt. Name the directory that has both");
        assertThatThrownBy(() -> TokenizerFiles.load(folder.resolve("merges.txt")))
                .hasMessage(
                        "merges.txt: a merges.txt says nothing without its vocab.json. Name the directory that has both");
        write("tokenizer_config.json", "{'eos_token': 'ab'}");
        assertThat(TokenizerFiles.load(folder).defaults().specialTokens().eosId())
                .hasValue(2);
        write("tokenizer_config.json", "{'eos_token': '<eos>'}");
        assertThatThrownBy(() -> TokenizerFiles.load(folder))
                .isInstanceOf(LoadException.class)
                .hasMessage(
                        "tokenizer_config.json: the token \"<eos>\" is not in vocab.json, and only a tokenizer.json can"
                                + " be given more tokens. Put one there, or name vocab.json itself to load that file alone");
    }

    @Test
    void theFirstOfTheListIsTheTokenizer() throws IOException {
        write("vocab.json", "{'a': 0}");
        Files.writeString(folder.resolve("merges.txt"), "#version: 0.2\n");
        Files.writeString(folder.resolve("vocab.txt"), "[UNK]\n");
        write("tokenizer.json", Documents.model(Documents.BPE));
        assertThat(TokenizerFiles.load(folder).origin().format()).isEqualTo("tokenizer.json");
        Files.delete(folder.resolve("tokenizer.json"));
        assertThat(TokenizerFiles.load(folder).origin().format()).isEqualTo("vocab.json and merges.txt");
    }

    private void write(String name, String content) throws IOException {
        Files.write(folder.resolve(name), Documents.bytes(content));
    }
}
