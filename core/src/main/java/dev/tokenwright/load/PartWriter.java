package dev.tokenwright.load;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;

/** Writes objects that say their type, as the parts of a {@code tokenizer.json} do. */
final class PartWriter {
    private final JsonOutput json;

    PartWriter(JsonOutput json) {
        this.json = json;
    }

    PartWriter begin(String type) throws IOException {
        json.beginObject();
        return text("type", type);
    }

    void end() throws IOException {
        json.endObject();
    }

    /** A part that has nothing but a type. */
    void only(String type) throws IOException {
        begin(type).end();
    }

    PartWriter text(String name, String value) throws IOException {
        json.name(name);
        json.value(value);
        return this;
    }

    PartWriter codePoint(String name, int value) throws IOException {
        return text(name, Character.toString(value));
    }

    PartWriter flag(String name, boolean value) throws IOException {
        json.name(name);
        json.value(value);
        return this;
    }

    PartWriter number(String name, long value) throws IOException {
        json.name(name);
        json.value(value);
        return this;
    }

    /** The one place where a kind of pattern is written. */
    PartWriter pattern(PatternSpec pattern, Place part) throws IOException {
        json.name("pattern");
        json.beginObject();
        if (pattern instanceof PatternSpec.Literal literal) {
            text("String", literal.text());
        } else if (pattern instanceof PatternSpec.Regex regex) {
            if (regex.dialect() != PatternSpec.Dialect.ONIGURUMA) {
                throw new ConversionException(
                        part.child("pattern"),
                        "the pattern \"" + regex.pattern() + "\" is for another engine (" + regex.dialect()
                                + ") than the reference's, which would match other text with it");
            }
            text("Regex", regex.pattern());
        } else {
            throw new AssertionError(pattern);
        }
        json.endObject();
        return this;
    }

    PartWriter behavior(SplitBehavior behavior) throws IOException {
        return text(
                "behavior",
                switch (behavior) {
                    case REMOVED -> "Removed";
                    case ISOLATED -> "Isolated";
                    case MERGED_WITH_PREVIOUS -> "MergedWithPrevious";
                    case MERGED_WITH_NEXT -> "MergedWithNext";
                    case CONTIGUOUS -> "Contiguous";
                });
    }

    PartWriter scheme(PrependScheme scheme) throws IOException {
        return text(
                "prepend_scheme",
                switch (scheme) {
                    case FIRST -> "first";
                    case NEVER -> "never";
                    case ALWAYS -> "always";
                });
    }
}
