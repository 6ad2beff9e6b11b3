package dev.tokenwright.bench;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * A model to encode with.
 *
 * @param name a bundled name, or the name of a fixture
 * @param file its {@code tokenizer.json}, where there is one
 */
record Model(String name, Optional<Path> file) {
    /** Bundled names whose {@code tokenizer.json} has another name among the fixtures. */
    private static final Map<String, String> FIXTURES =
            Map.of("cl100k_base", "gpt35turbo_hf", "o200k_base", "gpt4o_hf", "r50k_base", "gpt2");

    /** A model by name; its file is looked for among the fixtures beside the checkout. */
    static Model named(String name) {
        return new Model(name, Checkout.fixture(FIXTURES.getOrDefault(name, name) + "/tokenizer.json"));
    }

    /** A model by its file. */
    static Model at(Path file) {
        return new Model(file.toString(), Optional.of(file));
    }
}
