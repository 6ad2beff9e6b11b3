package dev.tokenwright.load;

import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;

/** Reads {@code {"String": …}} and {@code {"Regex": …}}, and what to do with matches. */
final class PatternReader {
    private PatternReader() {}

    static PatternSpec read(JsonNode node) {
        Section section = new Section(node);
        PatternSpec pattern;
        if (section.has("String")) {
            pattern = new PatternSpec.Literal(section.string("String"));
        } else if (section.has("Regex")) {
            JsonNode regex = section.required("Regex");
            pattern = new PatternSpec.Regex(regex.string(), PatternSpec.Dialect.ONIGURUMA, regex.place());
        } else {
            throw node.unsupported("a pattern must be a \"String\" or a \"Regex\"");
        }
        section.end();
        return pattern;
    }

    static SplitBehavior behavior(JsonNode node) {
        return switch (node.string()) {
            case "Removed" -> SplitBehavior.REMOVED;
            case "Isolated" -> SplitBehavior.ISOLATED;
            case "MergedWithPrevious" -> SplitBehavior.MERGED_WITH_PREVIOUS;
            case "MergedWithNext" -> SplitBehavior.MERGED_WITH_NEXT;
            case "Contiguous" -> SplitBehavior.CONTIGUOUS;
            default ->
                throw node.unsupported("the behavior " + Quoted.text(node.string())
                        + " is not known; known are Removed, Isolated, MergedWithPrevious, MergedWithNext, Contiguous");
        };
    }
}
