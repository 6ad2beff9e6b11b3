package dev.tokenwright.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tokenwright.error.LoadException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalModelsTest {
    @TempDir
    Path store = Path.of("");

    @Test
    void findsModelsByNameInThePlainLayout() throws IOException {
        Path plain = model("Qwen/Qwen3-8B");
        Path first = model("org/two/r1");
        Path second = model("org/two/r2");
        Path only = model("org/one/r9");
        model("org/mains/old");
        Path main = model("org/mains/main");
        Path single = model("single");
        LocalModels models = LocalModels.in(store);
        assertThat(models.directory("Qwen/Qwen3-8B")).isEqualTo(plain);
        assertThat(models.directory("org/two@r1")).isEqualTo(first);
        assertThat(models.directory("org/two@r2")).isEqualTo(second);
        assertThat(models.directory("org/one")).isEqualTo(only);
        assertThat(models.directory("org/mains")).isEqualTo(main);
        assertThat(models.directory("single")).isEqualTo(single);
        assertThat(models.names()).containsExactly("Qwen/Qwen3-8B", "org/mains", "org/one", "org/two", "single");
    }

    @Test
    void findsModelsInAHuggingFaceCache() throws IOException {
        Path blob = Files.write(
                Files.createDirectories(store.resolve("models--Qwen--Qwen3-8B/blobs"))
                        .resolve("b1"),
                Documents.bytes(Documents.model(Documents.BPE)));
        Path older = Files.createDirectories(store.resolve("models--Qwen--Qwen3-8B/snapshots/aaa"));
        Path newer = Files.createDirectories(store.resolve("models--Qwen--Qwen3-8B/snapshots/bbb"));
        Files.createSymbolicLink(newer.resolve("tokenizer.json"), newer.relativize(blob));
        Path refs = Files.createDirectories(store.resolve("models--Qwen--Qwen3-8B/refs"));
        Files.writeString(refs.resolve("main"), "bbb\n");
        Files.writeString(refs.resolve("v1"), "aaa");
        LocalModels models = LocalModels.in(store);
        assertThat(models.directory("Qwen/Qwen3-8B")).isEqualTo(newer);
        assertThat(models.directory("Qwen/Qwen3-8B@main")).isEqualTo(newer);
        assertThat(models.directory("Qwen/Qwen3-8B@v1")).isEqualTo(older);
        assertThat(models.directory("Qwen/Qwen3-8B@aaa")).isEqualTo(older);
        assertThat(models.names()).containsExactly("Qwen/Qwen3-8B");
        assertThat(TokenizerFiles.load(newer, LoadOptions.DEFAULT.within(store))
                        .model()
                        .vocabulary()
                        .size())
                .isEqualTo(3);
        Files.writeString(refs.resolve("main"), "../../../../etc");
        assertThat(failure("Qwen/Qwen3-8B")).hasMessageContaining("is no revision");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "", ".", "..", "../x", "a/../b", "/etc/passwd", "a/b/c", "a\\b", "C:\\x", "C:x", "a/b@", "a/b@..",
                "a/b@c/d", "a b", "a--b", "~", "a/b@c@d", "a/", "/a", "a\u0000b", ".hidden", "a//b", "a/.b", "file:a"
            })
    void refusesWhatIsNoName(String name) {
        assertThat(failure(name))
                .hasMessageEndingWith("is no name of a model; write name, org/name or org/name@revision");
    }

    @Test
    void listsWhatIsThereWhenAModelOrRevisionIsNot() throws IOException {
        model("org/two/r1");
        model("org/two/r2");
        assertThat(failure("org/tow")).hasMessage(store + ": there is no model \"org/tow\"; there are org/two");
        assertThat(failure("org/two")).hasMessage(store + ": the model \"org/two\" needs a revision; there are r1, r2");
        assertThat(failure("org/two@r3"))
                .hasMessage(store + ": there is no revision \"r3\" of the model \"org/two@r3\"; there are r1, r2");
        model("models--org--two/snapshots/r1");
        assertThat(failure("org/two@r1")).hasMessageContaining("\"org/two\" is there twice: ");
    }

    @Test
    void refusesALinkThatLeavesTheStore(@TempDir Path outside) throws IOException {
        Files.createDirectories(store.resolve("org"));
        Files.createSymbolicLink(store.resolve("org/model"), outside);
        Files.writeString(outside.resolve("tokenizer.json"), "{}");
        assertThat(failure("org/model"))
                .hasMessage(store + ": the link " + store.resolve("org/model") + " leads out of the store");
    }

    private Path model(String name) throws IOException {
        Path folder = Files.createDirectories(store.resolve(name));
        Files.write(folder.resolve("tokenizer.json"), Documents.bytes(Documents.model(Documents.BPE)));
        return folder;
    }

    private LoadException failure(String name) {
        return Objects.requireNonNull(
                catchThrowableOfType(
                        LoadException.class, () -> LocalModels.in(store).directory(name)),
                name);
    }
}
