package dev.tokenwright.load;

import dev.tokenwright.load.TokenizerClass.Effect;
import dev.tokenwright.load.TokenizerClass.ExtraRule;
import dev.tokenwright.spec.Direction;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * The fast tokenizer classes of {@code transformers} 4.57 that do more than read {@code tokenizer.json}, and the models
 * that use them: the table that {@code tools/golden/transformers_classes.py} writes.
 */
final class TransformersClasses {
    private final Map<String, String> classOfModel = new HashMap<>();
    private final Map<String, TokenizerClass> classes = new HashMap<>();

    private TransformersClasses() {}

    /** The table of the version that is followed, read once. */
    private static final class Followed {
        private static final TransformersClasses TABLE = read();
    }

    /** The table of the version that is followed. */
    static TransformersClasses load() {
        return Followed.TABLE;
    }

    private static TransformersClasses read() {
        TransformersClasses table = new TransformersClasses();
        try (InputStream in = TransformersClasses.class.getResourceAsStream("transformers.tsv")) {
            String text =
                    new String(Objects.requireNonNull(in, "transformers.tsv").readAllBytes(), StandardCharsets.UTF_8);
            text.lines().filter(line -> !line.startsWith("#")).forEach(table::addRow);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return table;
    }

    private void addRow(String line) {
        List<String> cells = List.of(line.split("\t", -1));
        switch (cells.get(0)) {
            case "model" -> classOfModel.put(cells.get(1), cells.get(2));
            case "class" -> classes.put(cells.get(1), tokenizerClass(cells));
            default -> throw new IllegalStateException(line);
        }
    }

    private static TokenizerClass tokenizerClass(List<String> cells) {
        String prefix = cells.get(4);
        return new TokenizerClass(
                cells.get(1),
                Effect.valueOf(upper(cells.get(2))),
                Direction.valueOf(upper(cells.get(3))),
                prefix.equals("file") ? Optional.empty() : Optional.of(Boolean.valueOf(prefix)),
                pairs(cells.get(5)),
                pairs(cells.get(6)),
                ExtraRule.valueOf(upper(cells.get(7))),
                words(cells.get(8)));
    }

    private static String upper(String word) {
        return word.toUpperCase(Locale.ROOT);
    }

    private static List<String> words(String cell) {
        return cell.isEmpty() ? List.of() : List.of(cell.split(" "));
    }

    private static Map<String, String> pairs(String cell) {
        Map<String, String> pairs = new LinkedHashMap<>();
        for (String word : words(cell)) {
            int at = word.indexOf('=');
            pairs.put(word.substring(0, at), word.substring(at + 1));
        }
        return pairs;
    }

    /** The name of the class that a model of this type uses. */
    Optional<String> ofModel(String modelType) {
        return Optional.ofNullable(classOfModel.get(modelType));
    }

    /** A class by its name, with or without {@code Fast}; one that has no line takes the file as it is. */
    TokenizerClass named(String name) {
        String base = name.endsWith("Fast") ? name.substring(0, name.length() - 4) : name;
        return classes.getOrDefault(base, TokenizerClass.PLAIN);
    }
}
