package dev.tokenwright.load;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;

/** Writes the pre-tokenizer of a {@code tokenizer.json}. */
final class SplitWriter {
    private final JsonOutput json;
    private final PartWriter part;

    SplitWriter(JsonOutput json) {
        this.json = json;
        this.part = new PartWriter(json);
    }

    /** The one place where a kind of splitter is written. */
    void write(SplitSpec spec, Place place) throws IOException {
        if (spec instanceof SplitSpec.Sequence sequence) {
            sequence(sequence, place);
        } else if (spec instanceof SplitSpec.ByteLevel byteLevel) {
            part.begin("ByteLevel")
                    .flag("add_prefix_space", byteLevel.addPrefixSpace())
                    .flag("trim_offsets", true)
                    .flag("use_regex", byteLevel.useRegex())
                    .end();
        } else if (spec instanceof SplitSpec.Split split) {
            part.begin("Split")
                    .pattern(split.pattern(), place)
                    .behavior(split.behavior())
                    .flag("invert", split.invert())
                    .end();
        } else if (spec instanceof SplitSpec.Digits digits) {
            part.begin("Digits").flag("individual_digits", digits.individual()).end();
        } else if (spec instanceof SplitSpec.Metaspace metaspace) {
            part.begin("Metaspace")
                    .codePoint("replacement", metaspace.replacement())
                    .scheme(metaspace.scheme())
                    .flag("split", metaspace.split())
                    .end();
        } else if (spec instanceof SplitSpec.Punctuation punctuation) {
            part.begin("Punctuation").behavior(punctuation.behavior()).end();
        } else if (spec instanceof SplitSpec.Whitespace) {
            part.only("Whitespace");
        } else if (spec instanceof SplitSpec.WhitespaceSplit) {
            part.only("WhitespaceSplit");
        } else if (spec instanceof SplitSpec.CharDelimiter delimiter) {
            part.begin("CharDelimiterSplit")
                    .codePoint("delimiter", delimiter.delimiter())
                    .end();
        } else if (spec instanceof SplitSpec.Bert) {
            part.only("BertPreTokenizer");
        } else if (spec instanceof SplitSpec.UnicodeScripts) {
            part.only("UnicodeScripts");
        } else if (spec instanceof SplitSpec.FixedLength fixedLength) {
            part.begin("FixedLength").number("length", fixedLength.length()).end();
        } else {
            throw refusal(spec, place);
        }
    }

    private static ConversionException refusal(SplitSpec spec, Place place) {
        if (spec instanceof SplitSpec.Windows windows) {
            return new ConversionException(
                    place,
                    "windows of " + windows.maxCodePoints() + " code points, or " + windows.maxRunCodePoints()
                            + " in a run, would be lost: longer texts and runs would get other ids");
        }
        if (spec instanceof SplitSpec.DigitGroups groups) {
            return new ConversionException(
                    place, "digits in groups of " + groups.length() + ", counted from the right, would be lost");
        }
        throw new AssertionError(spec);
    }

    private void sequence(SplitSpec.Sequence sequence, Place place) throws IOException {
        part.begin("Sequence");
        json.name("pretokenizers");
        json.beginArray();
        Place steps = place.child("pretokenizers");
        for (int index = 0; index < sequence.steps().size(); index++) {
            write(sequence.steps().get(index), steps.child(index));
        }
        json.endArray();
        part.end();
    }
}
