package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.Origin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadOptionsTest {
    private static final String OTHER = "0".repeat(64);

    @TempDir
    Path work = Path.of("");

    private Path folder = Path.of("");

    @BeforeEach
    void writeModel() throws IOException {
        folder = Files.createDirectories(work.resolve("r1"));
        Files.write(folder.resolve("tokenizer.json"), Documents.bytes(Documents.model(Documents.BPE)));
        Files.write(folder.resolve("tokenizer_config.json"), Documents.bytes("{'eos_token': 'ab'}"));
    }

    @Test
    void theFingerprintIsWhatTheUsualToolsGive() {
        Origin origin = TokenizerFiles.load(folder).origin();
        assertThat(origin.files())
                .extracting(Origin.SourceFile::name)
                .containsExactly("tokenizer.json", "tokenizer_config.json");
        // printf 'SHA-256  NAME\n' for both, sorted by name, piped through sha256sum
        assertThat(new Origin(
                                "x",
                                java.util.List.of(
                                        new Origin.SourceFile("a", 1, "00"), new Origin.SourceFile("b", 1, "11")),
                                java.util.List.of())
                        .fingerprint())
                .isEqualTo(new Origin(
                                "y",
                                java.util.List.of(
                                        new Origin.SourceFile("b", 9, "11"), new Origin.SourceFile("a", 9, "00")),
                                java.util.List.of())
                        .fingerprint())
                .isEqualTo("0c7e019cac56a27ffdd0ee3480c6174c23acbc9a949411d06bbe81de282ca7ec");
    }

    @Test
    void takesFilesThatAreWhatWasAskedFor() {
        Origin origin = TokenizerFiles.load(folder).origin();
        LoadOptions options = LoadOptions.DEFAULT
                .withFingerprint(origin.fingerprint())
                .withRevision("r1")
                .within(work)
                .withSha256("tokenizer.json", origin.files().get(0).sha256().toUpperCase(java.util.Locale.ROOT));
        assertThat(TokenizerFiles.load(folder, options).origin()).isEqualTo(origin);
    }

    @Test
    void refusesAnotherDigestWithBothValuesBeforeTheFileIsParsed() throws IOException {
        Files.writeString(folder.resolve("tokenizer_config.json"), "not JSON");
        LoadException e = failure(LoadOptions.DEFAULT.withSha256("tokenizer_config.json", OTHER));
        assertThat(e.kind()).isEqualTo(Kind.MISMATCH);
        assertThat(e)
                .hasMessage("tokenizer_config.json: the SHA-256 is"
                        + " 62b8125a6f6d924ec53345b5fcd58ca3ed3f5e7d51e2e146e5f1346508acce69, but " + OTHER
                        + " is required");
    }

    @Test
    void refusesAnotherFingerprintAndAnotherRevision() {
        LoadException fingerprint = failure(LoadOptions.DEFAULT.withFingerprint(OTHER));
        assertThat(fingerprint.kind()).isEqualTo(Kind.MISMATCH);
        assertThat(fingerprint)
                .hasMessage(folder + ": the fingerprint is "
                        + TokenizerFiles.load(folder).origin().fingerprint() + ", but " + OTHER + " is required");
        assertThat(failure(LoadOptions.DEFAULT.withRevision("r2")))
                .hasMessage(folder + ": the revision is r1, but r2 is required");
    }

    @Test
    void refusesADigestOfAFileThatIsNotRead() {
        assertThat(failure(LoadOptions.DEFAULT.withSha256("vocab.json", OTHER)))
                .hasMessage("vocab.json: a SHA-256 is required of this file, but it was not read; read were"
                        + " tokenizer.json, tokenizer_config.json");
    }

    @Test
    void refusesALinkThatLeavesTheFolder() throws IOException {
        Path outside = Files.write(work.resolve("outside.json"), Documents.bytes("{}"));
        Files.delete(folder.resolve("tokenizer_config.json"));
        Files.createSymbolicLink(folder.resolve("tokenizer_config.json"), outside);
        assertThat(failure(LoadOptions.DEFAULT.within(folder)))
                .hasMessage(folder.resolve("tokenizer_config.json") + ": the link leads out of " + folder);
    }

    @Test
    void aDigestHas64HexadecimalDigits() {
        assertThatThrownBy(() -> LoadOptions.DEFAULT.withSha256("a", "12"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a SHA-256 has 64 hexadecimal digits: 12");
    }

    private LoadException failure(LoadOptions options) {
        return Objects.requireNonNull(
                catchThrowableOfType(LoadException.class, () -> TokenizerFiles.load(folder, options)), "was loaded");
    }
}
