package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gpt2ReaderTest {
    static final String VOCAB = "{\"a\": 0, \"b\": 1, \"ab\": 2, \"\": 3, \"aba\": 4}";
    static final String MERGES = "#version: 0.2\na b\nab a\n";

    @Test
    void readsByteLevelBpeWithoutAddedTokens() {
        TokenizerSpec spec = read(VOCAB, MERGES);
        ModelSpec.Bpe bpe = (ModelSpec.Bpe) spec.model();
        assertThat(bpe.vocabulary().size()).isEqualTo(5);
        assertThat(bpe.unknownToken()).isEmpty();
        assertThat(bpe.ignoreMerges()).isFalse();
        MergeSpec.Listed merges = (MergeSpec.Listed) bpe.merges();
        assertThat(merges.size()).isEqualTo(2);
        assertThat(merges.mergedId(0)).isEqualTo(2);
        assertThat(merges.leftId(1)).isEqualTo(2);
        assertThat(merges.mergedId(1)).isEqualTo(4);
        assertThat(spec.addedTokens()).isEmpty();
        assertThat(spec.frame()).isEmpty();
        assertThat(spec.splitter()).contains(new SplitSpec.ByteLevel(false, true));
        assertThat(spec.decoder()).contains(new DecoderSpec.ByteLevel());
        assertThat(spec.origin().files()).extracting(Origin.SourceFile::name).containsExactly("v.json", "m.txt");
    }

    @ParameterizedTest
    @CsvSource({
        "a_b\\r\\nab_a\\r\\n, 2",
        "a_b, 1",
        "'', 0",
        "#version\\na_b\\n#version: 9\\n, 1",
        "_a\\n, 1",
        "a_\\n, 1"
    })
    void readsLinesAsTheReferenceDoes(String merges, int count) {
        String text = merges.replace("\\r", "\r").replace("\\n", "\n").replace('_', ' ');
        ModelSpec.Bpe bpe = (ModelSpec.Bpe) read(VOCAB, text).model();
        assertThat(((MergeSpec.Listed) bpe.merges()).size()).isEqualTo(count);
    }

    @Test
    void saysWhichMergeIsWrong() {
        LoadException left = failure(VOCAB, MERGES + "c a\n");
        assertThat(left.kind()).isEqualTo(Kind.INVALID);
        assertThat(left.place().byteOffset()).isEqualTo(MERGES.length());
        assertThat(left).hasMessage("m.txt (byte 23): line 4: left part \"c\" is not in v.json (5 entries)");
        assertThat(failure(VOCAB, "a c"))
                .hasMessage("m.txt (byte 0): line 1: right part \"c\" is not in v.json (5 entries)");
        assertThat(failure(VOCAB, "b a")).hasMessageContaining("line 1: joined part \"ba\" is not in v.json");
        for (String line : new String[] {"ab", "a  b", "a b c", "a b ", ""}) {
            assertThat(failure(VOCAB, MERGES + line + "\na b"))
                    .as(line)
                    .hasMessage("m.txt (byte 23): line 4: expected two tokens with one blank between them");
        }
    }

    @Test
    void saysWhereTheVocabularyIsWrong() {
        assertThat(failure("[]", "").place().source()).isEqualTo("v.json");
        assertThat(failure("{\"a\": -1}", "")).hasMessageContaining("v.json at /a");
        assertThat(failure("{\"a\": 0, \"b\": 0}", "")).hasMessageContaining("id 0 is taken by another token");
        assertThat(failure("{\"a\": 16777216}", "").kind()).isEqualTo(Kind.LIMIT);
        assertThat(failure("{\"a\": 0", "").kind()).isEqualTo(Kind.MALFORMED);
    }

    @Test
    void refusesMergesThatAreNotUtf8() {
        byte[] merges = {'a', ' ', (byte) 0xC3, '\n'};
        LoadException e = Objects.requireNonNull(catchThrowableOfType(
                LoadException.class,
                () -> TokenizerFiles.gpt2Bpe(VOCAB.getBytes(StandardCharsets.UTF_8), "v.json", merges, "m.txt")));
        assertThat(e.kind()).isEqualTo(Kind.MALFORMED);
        assertThat(e).hasMessage("m.txt (byte 2): byte 0xC3 is not UTF-8; convert the file");
    }

    @Test
    void readsFiles(@TempDir Path folder) throws IOException {
        Path vocab = Files.writeString(folder.resolve("vocab.json"), VOCAB);
        Path merges = Files.writeString(folder.resolve("merges.txt"), MERGES);
        assertThat(TokenizerFiles.gpt2Bpe(vocab, merges).model().vocabulary().id("aba"))
                .isEqualTo(4);
    }

    private static TokenizerSpec read(String vocab, String merges) {
        return TokenizerFiles.gpt2Bpe(
                vocab.getBytes(StandardCharsets.UTF_8), "v.json", merges.getBytes(StandardCharsets.UTF_8), "m.txt");
    }

    private static LoadException failure(String vocab, String merges) {
        return Objects.requireNonNull(catchThrowableOfType(LoadException.class, () -> read(vocab, merges)));
    }
}
