package dev.tokenwright.spec;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;

/**
 * What the files beside a tokenizer say about using it with its model. Encoding and decoding do not depend on it.
 *
 * @param maxLength most tokens that the model takes; empty when the files name none, or a number that stands for none
 * @param paddingSide where batches of this model are filled up
 * @param truncationSide where texts of this model are cut
 * @param stopIds ids that end a reply, as {@code generation_config.json} lists them
 * @param chatTemplates chat templates by name; the usual one is called {@code default}
 */
public record ModelDefaults(
        SpecialTokens specialTokens,
        OptionalLong maxLength,
        Direction paddingSide,
        Direction truncationSide,
        List<Integer> stopIds,
        Map<String, String> chatTemplates) {
    /** Nothing is known. */
    public static final ModelDefaults NONE = new ModelDefaults(
            SpecialTokens.NONE, OptionalLong.empty(), Direction.RIGHT, Direction.RIGHT, List.of(), Map.of());

    /** Copies the collections; the order of the templates is kept. */
    public ModelDefaults {
        Objects.requireNonNull(specialTokens, "specialTokens");
        Objects.requireNonNull(maxLength, "maxLength");
        Objects.requireNonNull(paddingSide, "paddingSide");
        Objects.requireNonNull(truncationSide, "truncationSide");
        stopIds = List.copyOf(stopIds);
        chatTemplates = Collections.unmodifiableMap(new LinkedHashMap<>(chatTemplates));
    }
}
