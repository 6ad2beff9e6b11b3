package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.TokenizerSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TokenizerFilesTest {
    @TempDir
    Path folder = Path.of("");

    @Test
    void loadsAFileAndTheDirectoryAroundIt() throws IOException {
        Path file = write("tokenizer.json", Documents.with("decoder", "null"));
        TokenizerSpec spec = TokenizerFiles.load(file);
        assertThat(spec.model().vocabulary().size()).isEqualTo(3);
        assertThat(spec.unknownIds()).isEqualTo(TokenizerSpec.UnknownIds.SKIP);
        assertThat(TokenizerFiles.load(folder).origin()).isEqualTo(spec.origin());
        assertThat(TokenizerFiles.tokenizerJson(file).origin()).isEqualTo(spec.origin());
    }

    @Test
    void remembersTheFile() {
        assertThat(TokenizerFiles.tokenizerJson(Documents.bytes("{'model': {'vocab': [ ]}}"), "t.json")
                        .origin())
                .isEqualTo(new Origin(
                        "tokenizer.json",
                        List.of(new Origin.SourceFile(
                                "t.json", 25, "499d6234ee3029020e53ce1e545d3290294a96aa5b3f086fd0fb0cf47fe416e7")),
                        List.of()));
    }

    @Test
    void loadsAFileWhateverItsName() throws IOException {
        assertThat(TokenizerFiles.load(write("anything.bin", " \n" + Documents.model(Documents.BPE)))
                        .origin()
                        .format())
                .isEqualTo("tokenizer.json");
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing.json", "missing/tokenizer.json"})
    void saysWhenAFileCannotBeRead(String name) {
        LoadException e = failure(folder.resolve(name));
        assertThat(e.kind()).isEqualTo(Kind.UNREADABLE);
        assertThat(e).hasMessage(folder.resolve(name) + ": cannot be read (NoSuchFileException); check the path");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "`` | it is neither JSON nor SentencePiece nor GGUF nor tiktoken ranks nor a vocab.txt",
                "`Hello, world` | it is neither JSON nor SentencePiece nor GGUF nor tiktoken ranks nor a vocab.txt",
                "`[1]` | it is a JSON array, but not of objects with \"rank\" and \"token_bytes\"",
                "`{'a': [], 'b': 1}` | it is JSON without \"model\" (tokenizer.json), \"config\" and \"vocab\""
                        + " (tekken.json) or \"bpe_ranks\" (tiktoken), and no object of tokens and ids"
            })
    void saysWhenItCannotTellTheFormat(String content, String reason) throws IOException {
        LoadException e = failure(write("x", content));
        assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_FORMAT);
        assertThat(e).hasMessage("x: cannot tell the format: " + reason);
    }

    @Test
    void saysWhatADirectoryLacks() {
        LoadException e = failure(folder);
        assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_FORMAT);
        assertThat(e)
                .hasMessage(folder + ": cannot tell the format: it has none of tokenizer.json, tekken.json,"
                        + " tokenizer.model, spiece.model, sentencepiece.bpe.model, tiktoken.model, *.tiktoken,"
                        + " vocab.json + merges.txt, vocab.txt, *.gguf");
    }

    @Test
    void refusesToChooseBetweenFilesOfOneKind() throws IOException {
        write("b.tiktoken", "IQ== 0\n");
        write("a.tiktoken", "IQ== 0\n");
        assertThat(failure(folder))
                .hasMessage(folder + ": 2 files fit *.tiktoken: a.tiktoken, b.tiktoken. Name one of them");
    }

    @Test
    void asksForThePatternOfARankFile() throws IOException {
        Path file = write("ranks.tiktoken", "IQ== 0\n");
        for (Path path : List.of(file, folder)) {
            LoadException e = failure(path);
            assertThat(e.kind()).isEqualTo(Kind.UNKNOWN_FORMAT);
            assertThat(e)
                    .hasMessage("ranks.tiktoken: a tiktoken rank file says neither its split pattern nor its special"
                            + " tokens. Give both: TokenizerFiles.tiktoken(path, options), or --tiktoken-pattern and"
                            + " --tiktoken-special-tokens on the command line");
        }
    }

    @Test
    void acceptsTheVersionThatItKnows() {
        Documents.assertRefused(
                "{'version': '2.0', 'model': {}}", Kind.UNSUPPORTED, "/version", "the version \"2.0\" is not known");
        Documents.assertRefused("{'version': null, 'model': {}}", Kind.INVALID, "/version", "expected a string, found");
        Documents.assertRefused("{}", Kind.INVALID, "", "\"model\" is missing; add it");
        assertThat(Documents.load(Documents.model(Documents.BPE)).addedTokens()).isEmpty();
    }

    @Test
    void refusesFieldsThatItDoesNotKnow() {
        Documents.assertRefused(
                Documents.with("vocab_type", "1"),
                Kind.UNSUPPORTED,
                "/vocab_type",
                "the field is not known, and ignoring it could change ids");
    }

    private Path write(String name, String content) throws IOException {
        return Files.write(folder.resolve(name), Documents.bytes(content));
    }

    private static LoadException failure(Path path) {
        return Objects.requireNonNull(
                catchThrowableOfType(LoadException.class, () -> TokenizerFiles.load(path)), path + " was loaded");
    }
}
