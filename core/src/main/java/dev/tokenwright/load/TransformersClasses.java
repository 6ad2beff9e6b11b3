package dev.tokenwright.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** The tokenizer classes of {@code transformers} and which model uses which, as its own tables have it. Immutable. */
final class TransformersClasses {
    /** Names of classes that take the file as it is. */
    private static final Set<String> GENERIC =
            Set.of("TokenizersBackend", "PreTrainedTokenizerFast", "PreTrainedTokenizer", "PythonBackend");

    private final Map<String, String> classOfModel = new HashMap<>();
    private final Set<String> misnamedModels = new HashSet<>();
    private final Map<String, Known> classes = new HashMap<>();

    /** What a class does with {@code tokenizer.json}. */
    enum Kind {
        /** Takes it as it is. */
        FILE,
        /** Takes the model of it and builds the other stages itself. */
        STAGES,
        /** Is a subclass of one that builds stages, which it does in part. */
        INHERITS,
        /** Does not use it: an implementation in code. */
        CODE
    }

    /**
     * A class.
     *
     * @param name what it is called, aliases followed
     */
    record Known(String name, Kind kind) {}

    private TransformersClasses() {}

    /** The tables of the version that is followed, read once. */
    private static final class Followed {
        private static final TransformersClasses TABLES = read();
    }

    /** The tables of the version that is followed. */
    static TransformersClasses load() {
        return Followed.TABLES;
    }

    private static TransformersClasses read() {
        TransformersClasses tables = new TransformersClasses();
        try (InputStream in = TransformersClasses.class.getResourceAsStream("transformers.tsv")) {
            String text =
                    new String(Objects.requireNonNull(in, "transformers.tsv").readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(tables::addRow);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return tables;
    }

    private void addRow(String line) {
        List<String> cells = List.of(line.split("\t", -1));
        switch (cells.get(0)) {
            case "model" -> classOfModel.put(cells.get(1), cells.get(2));
            case "misnamed" -> misnamedModels.add(cells.get(1));
            case "class" -> {
                Kind kind = Kind.valueOf(cells.get(2).toUpperCase(java.util.Locale.ROOT));
                classes.put(cells.get(1), new Known(cells.get(cells.size() == 4 ? 3 : 1), kind));
            }
            default -> throw new IllegalStateException(line);
        }
    }

    /** The class that a model of this type uses. */
    Optional<String> ofModel(String modelType) {
        return Optional.ofNullable(classOfModel.get(modelType));
    }

    /** Whether the class that files of such a model name is known to be wrong. */
    boolean isMisnamed(String modelType) {
        return misnamedModels.contains(modelType);
    }

    /** A class by its name, with or without {@code Fast}; empty when there is none. */
    Optional<Known> named(String name) {
        String base = base(name);
        if (isGeneric(name)) {
            return Optional.of(new Known("TokenizersBackend", Kind.FILE));
        }
        return Optional.ofNullable(classes.get(base));
    }

    static boolean isGeneric(String name) {
        return GENERIC.contains(name) || GENERIC.contains(base(name));
    }

    /** The name without {@code Fast}. */
    static String base(String name) {
        return name.endsWith("Fast") ? name.substring(0, name.length() - 4) : name;
    }
}
