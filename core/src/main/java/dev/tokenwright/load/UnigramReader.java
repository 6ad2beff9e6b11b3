package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.JsonScanner;
import java.util.Arrays;
import java.util.OptionalInt;

/** Reads a Unigram model, whose vocabulary is an array of tokens and scores; the index is the id. */
final class UnigramReader {
    private final JsonNode node;
    private final Rounding rounding;
    private final TokenTable.Builder builder = new TokenTable.Builder(1 << 15, 1 << 18);
    private double[] scores = new double[1 << 15];
    private int size;

    /** How scores become doubles. */
    private enum Rounding {
        /** As {@code serde_json} does it, so as {@code tokenizers} sees them. */
        SERDE,
        /** To the nearest one, as Python does it. */
        NEAREST
    }

    private UnigramReader(JsonNode node, Rounding rounding) {
        this.node = node;
        this.rounding = rounding;
    }

    /** The scores as a class in Python sees them when it builds the model itself. Sums of them can tie differently. */
    static ModelSpec.Scores nearestScores(JsonNode vocabulary) {
        UnigramReader reader = new UnigramReader(vocabulary, Rounding.NEAREST);
        vocabulary.forEachElement(reader::readEntry);
        return ModelSpec.Scores.copyOf(Arrays.copyOf(reader.scores, reader.size));
    }

    static ModelSpec read(Section section) {
        UnigramReader reader = new UnigramReader(section.required("vocab"), Rounding.SERDE);
        reader.node.forEachElement(reader::readEntry);
        OptionalInt unknown = section.optional("unk_id").map(reader::unknownId).orElse(OptionalInt.empty());
        return new ModelSpec.Unigram(
                reader.builder.build(),
                ModelSpec.Scores.copyOf(Arrays.copyOf(reader.scores, reader.size)),
                unknown,
                section.bool("byte_fallback", false));
    }

    private void readEntry(JsonScanner scanner) {
        if (size > Limits.MAX_ID) {
            throw error(Kind.LIMIT, scanner, "more than " + size + " tokens");
        }
        if (!scanner.startsArray()) {
            throw error(Kind.INVALID, scanner, "expected a token and its score");
        }
        scanner.enterArray();
        if (!scanner.startsString()) {
            throw error(Kind.INVALID, scanner, "expected a token in quotes");
        }
        scanner.readString();
        builder.addShadowing(size, scanner.slice(), scanner.sliceFrom(), scanner.sliceTo());
        if (!scanner.takeComma() || !scanner.startsNumber()) {
            throw error(Kind.INVALID, scanner, "expected a score after the token");
        }
        if (size == scores.length) {
            scores = Arrays.copyOf(scores, size * 2);
        }
        scores[size] = rounding == Rounding.SERDE ? scanner.readNumber() : scanner.readNearestNumber();
        if (!scanner.leaveArray()) {
            throw error(Kind.INVALID, scanner, "expected nothing after the score");
        }
        size++;
    }

    private OptionalInt unknownId(JsonNode id) {
        int unknown = id.length();
        if (unknown >= size) {
            throw id.invalid("unk_id " + unknown + " is not in the vocabulary of " + size + " tokens");
        }
        return OptionalInt.of(unknown);
    }

    private LoadException error(Kind kind, JsonScanner scanner, String problem) {
        return new LoadException(kind, node.place().child(size).atByte(scanner.position()), problem);
    }
}
