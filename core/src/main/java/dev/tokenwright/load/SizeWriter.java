package dev.tokenwright.load;

import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.spec.TruncationSpec;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;
import java.util.Optional;

/** Writes truncation and padding of a {@code tokenizer.json}. */
final class SizeWriter {
    private SizeWriter() {}

    static void write(Optional<TruncationSpec> truncation, Optional<PaddingSpec> padding, JsonOutput json)
            throws IOException {
        json.name("truncation");
        if (truncation.isPresent()) {
            truncation(truncation.get(), json);
        } else {
            json.nullValue();
        }
        json.name("padding");
        if (padding.isPresent()) {
            padding(padding.get(), json);
        } else {
            json.nullValue();
        }
    }

    private static void truncation(TruncationSpec spec, JsonOutput json) throws IOException {
        json.beginObject();
        json.name("direction");
        json.value(name(spec.direction()));
        json.name("max_length");
        json.value(spec.maxLength());
        json.name("strategy");
        json.value(
                switch (spec.strategy()) {
                    case LONGEST_FIRST -> "LongestFirst";
                    case ONLY_FIRST -> "OnlyFirst";
                    case ONLY_SECOND -> "OnlySecond";
                });
        json.name("stride");
        json.value(spec.stride());
        json.endObject();
    }

    private static void padding(PaddingSpec spec, JsonOutput json) throws IOException {
        json.beginObject();
        json.name("strategy");
        if (spec.length().isPresent()) {
            json.beginObject();
            json.name("Fixed");
            json.value(spec.length().getAsInt());
            json.endObject();
        } else {
            json.value("BatchLongest");
        }
        json.name("direction");
        json.value(name(spec.direction()));
        json.name("pad_to_multiple_of");
        if (spec.multipleOf().isPresent()) {
            json.value(spec.multipleOf().getAsInt());
        } else {
            json.nullValue();
        }
        json.name("pad_id");
        json.value(spec.padId());
        json.name("pad_type_id");
        json.value(spec.padTypeId());
        json.name("pad_token");
        json.value(spec.padToken());
        json.endObject();
    }

    private static String name(Direction direction) {
        return switch (direction) {
            case LEFT -> "Left";
            case RIGHT -> "Right";
        };
    }
}
