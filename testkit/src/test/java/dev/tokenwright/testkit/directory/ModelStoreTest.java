package dev.tokenwright.testkit.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.tokenwright.ModelStore;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.TokenizerCache;
import dev.tokenwright.error.LoadException;
import dev.tokenwright.load.LoadOptions;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Loading by name, by many threads at once. */
class ModelStoreTest {
    private static final List<String> MODELS = List.of(
            "synth_bpe_cont_prefix",
            "synth_bpe_eow_suffix",
            "synth_bytelevel_ignore_merges",
            "synth_bytelevel_lower_added",
            "synth_bytelevel_roberta_added",
            "synth_metaspace_first_bf",
            "synth_prepend_replace_bf",
            "synth_truncpad_in_file");
    private static final List<String> TEXTS = List.of("Hello, world", "naïve 日本語 🙂", "", "a".repeat(500), "x\n\n y");
    private static final int THREADS = 256;

    @TempDir
    Path folder = Path.of("");

    @Test
    void manyThreadsThatLoadAndEncodeGetTheSameTokenizersAndIds() throws Exception {
        for (String model : MODELS) {
            write(folder.resolve("org/" + model), model);
        }
        Map<String, List<int[]>> expected = new ConcurrentHashMap<>();
        for (String model : MODELS) {
            Tokenizer alone = Tokenizer.load(folder.resolve("org/" + model));
            expected.put(model, TEXTS.stream().map(alone::encode).toList());
        }
        ModelStore store = ModelStore.in(folder);
        Map<String, Set<Tokenizer>> seen = new ConcurrentHashMap<>();
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int thread = 0; thread < THREADS; thread++) {
            int first = thread;
            tasks.add(() -> {
                start.await();
                for (int step = 0; step < MODELS.size(); step++) {
                    String model = MODELS.get((first + step) % MODELS.size());
                    Tokenizer tokenizer = store.load("org/" + model);
                    seen.computeIfAbsent(
                                    model,
                                    name -> java.util.Collections.synchronizedSet(
                                            java.util.Collections.newSetFromMap(new IdentityHashMap<>())))
                            .add(tokenizer);
                    for (int text = 0; text < TEXTS.size(); text++) {
                        assertThat(tokenizer.encode(TEXTS.get(text)))
                                .isEqualTo(expected.get(model).get(text));
                    }
                }
                return true;
            });
        }
        runAll(tasks, start);
        assertThat(seen).hasSize(MODELS.size());
        assertThat(seen.values())
                .allSatisfy(tokenizers -> assertThat(tokenizers).hasSize(1));
    }

    @Test
    void allWaitersGetTheFailureAndTheNextLoadTriesAgain() throws Exception {
        Path model = folder.resolve("model");
        Files.createDirectories(model);
        Files.writeString(model.resolve("tokenizer.json"), "{\"model\": 1}");
        TokenizerCache cache = TokenizerCache.ofCapacity(2);
        CountDownLatch start = new CountDownLatch(1);
        List<Callable<Boolean>> tasks = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            tasks.add(() -> {
                start.await();
                assertThat(catchThrowable(() -> cache.load(model, LoadOptions.DEFAULT)))
                        .isInstanceOf(LoadException.class);
                return true;
            });
        }
        runAll(tasks, start);
        write(model, MODELS.get(0));
        Tokenizer loaded = cache.load(model, LoadOptions.DEFAULT);
        assertThat(cache.load(model, LoadOptions.DEFAULT)).isSameAs(loaded);
    }

    @Test
    void changedFilesAndOtherOptionsAreOtherTokenizersAndTheOldestIsLetGo() throws IOException {
        Path first = folder.resolve("first");
        Path second = folder.resolve("second");
        write(first, MODELS.get(0));
        write(second, MODELS.get(1));
        TokenizerCache cache = TokenizerCache.ofCapacity(1);
        Tokenizer before = cache.load(first, LoadOptions.DEFAULT);
        assertThat(cache.load(first, LoadOptions.DEFAULT.within(folder))).isNotSameAs(before);
        Tokenizer again = cache.load(first, LoadOptions.DEFAULT);
        assertThat(again).isNotSameAs(before);
        write(first, MODELS.get(2));
        Tokenizer changed = cache.load(first, LoadOptions.DEFAULT);
        assertThat(changed.spec().origin().fingerprint())
                .isNotEqualTo(again.spec().origin().fingerprint());
        cache.load(second, LoadOptions.DEFAULT);
        assertThat(cache.load(first, LoadOptions.DEFAULT)).isNotSameAs(changed);
        assertThatThrownBy(() -> TokenizerCache.ofCapacity(0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void saysWhenAStoreOrAPathIsNotThere() {
        assertThatThrownBy(() -> ModelStore.in(folder.resolve("none")))
                .hasMessage(folder.resolve("none") + ": the model store is no directory; check the path");
        assertThatThrownBy(() -> ModelStore.in(folder).load("a"))
                .hasMessage(folder + ": there is no model \"a\"; there are none");
        assertThatThrownBy(() -> TokenizerCache.ofCapacity(1).load(folder.resolve("none"), LoadOptions.DEFAULT))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("cannot be read (NoSuchFileException); check the path");
    }

    private static void runAll(List<Callable<Boolean>> tasks, CountDownLatch start) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Future<Boolean>> running = tasks.stream().map(threads::submit).toList();
            start.countDown();
            for (Future<Boolean> task : running) {
                assertThat(task.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void write(Path target, String model) throws IOException {
        Files.createDirectories(target);
        Files.write(
                target.resolve("tokenizer.json"),
                GoldenFolder.inRepository().read("tokenizers/" + model + "/tokenizer.json"));
    }
}
