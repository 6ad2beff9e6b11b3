package dev.tokenwright.load;

import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.spec.TruncationSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.util.OptionalInt;

/** Reads truncation and padding of a {@code tokenizer.json}. */
final class SizeReader {
    private SizeReader() {}

    static TruncationSpec truncation(JsonNode node) {
        Section section = new Section(node);
        JsonNode strategyNode = section.required("strategy");
        TruncationSpec.Strategy strategy =
                switch (strategyNode.string()) {
                    case "LongestFirst" -> TruncationSpec.Strategy.LONGEST_FIRST;
                    case "OnlyFirst" -> TruncationSpec.Strategy.ONLY_FIRST;
                    case "OnlySecond" -> TruncationSpec.Strategy.ONLY_SECOND;
                    default ->
                        throw strategyNode.unsupported("the truncation strategy " + Quoted.text(strategyNode.string())
                                + " is not known; known are LongestFirst, OnlyFirst, OnlySecond");
                };
        TruncationSpec spec = new TruncationSpec(
                section.required("max_length").length(),
                section.required("stride").length(),
                strategy,
                section.has("direction") ? direction(section.required("direction")) : Direction.RIGHT);
        section.end();
        return spec;
    }

    static PaddingSpec padding(JsonNode node) {
        Section section = new Section(node);
        OptionalInt multiple = section.optional("pad_to_multiple_of")
                .map(value -> OptionalInt.of(value.length()))
                .orElse(OptionalInt.empty());
        PaddingSpec spec = new PaddingSpec(
                direction(section.required("direction")),
                length(section.required("strategy")),
                multiple,
                section.required("pad_id").integer(0, Integer.MAX_VALUE),
                section.required("pad_type_id").integer(0, Integer.MAX_VALUE),
                section.string("pad_token"));
        section.end();
        return spec;
    }

    private static OptionalInt length(JsonNode strategy) {
        if (strategy.type() == JsonNode.Type.STRING) {
            if (strategy.string().equals("BatchLongest")) {
                return OptionalInt.empty();
            }
            throw strategy.unsupported("the padding strategy " + Quoted.text(strategy.string())
                    + " is not known; known are \"BatchLongest\" and {\"Fixed\": length}");
        }
        Section section = new Section(strategy);
        int length = section.required("Fixed").length();
        section.end();
        return OptionalInt.of(length);
    }

    private static Direction direction(JsonNode node) {
        return switch (node.string()) {
            case "Left" -> Direction.LEFT;
            case "Right" -> Direction.RIGHT;
            default ->
                throw node.unsupported(
                        "the direction " + Quoted.text(node.string()) + " is not known; known are Left, Right");
        };
    }
}
