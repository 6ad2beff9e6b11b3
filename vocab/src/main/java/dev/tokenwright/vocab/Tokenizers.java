package dev.tokenwright.vocab;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.load.TokenizerFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tokenizers that come with the library. Each is loaded once, at its first use, and shared from then on. */
public final class Tokenizers {
    private static final List<String> NAMES = List.of(
            "cl100k_base",
            "gpt-oss",
            "gpt2",
            "o200k_base",
            "o200k_harmony",
            "p50k_base",
            "p50k_edit",
            "qwen3",
            "r50k_base");

    private static final Map<String, Tokenizer> LOADED = new ConcurrentHashMap<>();

    private Tokenizers() {}

    /** The names of the bundled tokenizers, in alphabetical order. */
    public static List<String> names() {
        return NAMES;
    }

    /**
     * A bundled tokenizer. Threads that ask for the same one while it is loading wait and get the same object.
     *
     * @param name one of {@link #names}
     * @throws IllegalArgumentException when there is none of that name
     */
    public static Tokenizer bundled(String name) {
        if (!NAMES.contains(name)) {
            throw new IllegalArgumentException(
                    "no bundled tokenizer \"" + name + "\"; there are " + String.join(", ", NAMES));
        }
        return LOADED.computeIfAbsent(name, Tokenizers::load);
    }

    private static Tokenizer load(String name) {
        String resource = name + ".twv";
        try (InputStream in = Tokenizers.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new IllegalStateException("the jar of the vocabularies lacks " + resource);
            }
            return Tokenizer.of(TokenizerFiles.compact(in.readAllBytes(), name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
