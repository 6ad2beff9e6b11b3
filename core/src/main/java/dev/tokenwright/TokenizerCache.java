package dev.tokenwright;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.load.LoadOptions;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;

/**
 * Tokenizers that were loaded, so that each is loaded once. Callers that ask for one that is being loaded wait for it and
 * get the same object, or the same exception; a failed load is tried again. Safe for all threads; the tokenizers that were
 * not asked for longest are let go.
 */
public final class TokenizerCache {
    private static final int MOST_FILES = 10_000;
    private static final String TEMPLATE_FOLDER = "additional_chat_templates";

    private final int capacity;
    private final Map<Key, CompletableFuture<Tokenizer>> tokenizers = new LinkedHashMap<>(16, 0.75f, true);

    /**
     * What makes two loads the same.
     *
     * @param files names, sizes and times of the files, so that changed files are read again
     */
    private record Key(Path path, LoadOptions options, List<String> files) {}

    private TokenizerCache(int capacity) {
        this.capacity = capacity;
    }

    /** A cache that keeps at most {@code capacity} tokenizers. */
    public static TokenizerCache ofCapacity(int capacity) {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be at least 1: " + capacity);
        }
        return new TokenizerCache(capacity);
    }

    /**
     * The tokenizer of a file or directory, loaded now or before.
     *
     * @throws LoadException as {@link Tokenizer#load(Path, LoadOptions)} does
     */
    public Tokenizer load(Path path, LoadOptions options) {
        Key key = key(path, options);
        CompletableFuture<Tokenizer> own = new CompletableFuture<>();
        CompletableFuture<Tokenizer> shared = claim(key, own);
        if (shared != own) {
            return await(shared);
        }
        try {
            own.complete(Tokenizer.load(path, options));
        } catch (RuntimeException | Error e) {
            forget(key, own);
            own.completeExceptionally(e);
        }
        return await(own);
    }

    private static Tokenizer await(CompletableFuture<Tokenizer> loading) {
        try {
            return loading.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof LoadException failure) {
                throw failure;
            }
            throw e;
        }
    }

    /** The load that is there already, else {@code own}. */
    private synchronized CompletableFuture<Tokenizer> claim(Key key, CompletableFuture<Tokenizer> own) {
        CompletableFuture<Tokenizer> known = tokenizers.get(key);
        if (known != null) {
            return known;
        }
        tokenizers.put(key, own);
        if (tokenizers.size() > capacity) {
            Key eldest = tokenizers.keySet().iterator().next();
            tokenizers.remove(eldest);
        }
        return own;
    }

    private synchronized void forget(Key key, CompletableFuture<Tokenizer> failed) {
        tokenizers.remove(key, failed);
    }

    private static Key key(Path path, LoadOptions options) {
        try {
            Path real = path.toRealPath();
            List<String> stamps = new ArrayList<>();
            stamp(real, stamps);
            for (Path folder : List.of(real, real.resolve(TEMPLATE_FOLDER))) {
                if (Files.isDirectory(folder)) {
                    stampAll(folder, stamps);
                }
            }
            stamps.sort(null);
            return new Key(real, options, List.copyOf(stamps));
        } catch (IOException | DirectoryIteratorException e) {
            throw new LoadException(
                    LoadException.Kind.UNREADABLE,
                    Place.of(path.toString()),
                    "cannot be read (" + e.getClass().getSimpleName() + "); check the path",
                    e);
        }
    }

    private static void stampAll(Path folder, List<String> stamps) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                if (stamps.size() < MOST_FILES && Files.exists(file)) {
                    stamp(file, stamps);
                }
            }
        }
    }

    private static void stamp(Path file, List<String> stamps) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        stamps.add(file + " " + attributes.size() + " "
                + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS));
    }
}
