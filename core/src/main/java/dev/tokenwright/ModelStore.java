package dev.tokenwright;

import dev.tokenwright.load.LoadOptions;
import dev.tokenwright.load.LocalModels;
import java.nio.file.Path;
import java.util.List;

/**
 * Models in a local folder, loaded by name and kept. The folder has {@code org/name[/revision]} or is a Hugging Face
 * cache; nothing is fetched and nothing is written. Safe for all threads.
 */
public final class ModelStore {
    private static final int USUAL_CAPACITY = 64;

    private final LocalModels models;
    private final TokenizerCache cache;

    private ModelStore(LocalModels models, TokenizerCache cache) {
        this.models = models;
        this.cache = cache;
    }

    /** The store in a folder. */
    public static ModelStore in(Path folder) {
        return new ModelStore(LocalModels.in(folder), TokenizerCache.ofCapacity(USUAL_CAPACITY));
    }

    /** The names of all models, sorted. */
    public List<String> names() {
        return models.names();
    }

    /**
     * The tokenizer of a model, such as {@code Qwen/Qwen3-8B} or {@code Qwen/Qwen3-8B@main}.
     *
     * @throws dev.tokenwright.error.LoadException when there is no such model, or more than one, or it cannot be loaded
     */
    public Tokenizer load(String name) {
        return load(name, LoadOptions.DEFAULT);
    }

    /** As {@link #load(String)}, refusing files that are not what the options ask for. */
    public Tokenizer load(String name, LoadOptions options) {
        return cache.load(models.directory(name), options.within(models.folder()));
    }
}
