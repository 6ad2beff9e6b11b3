package dev.tokenwright.load;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;
import java.util.Base64;
import java.util.Optional;

/** Writes the normalizer of a {@code tokenizer.json}. */
final class NormalizerWriter {
    private final JsonOutput json;
    private final PartWriter part;

    NormalizerWriter(JsonOutput json) {
        this.json = json;
        this.part = new PartWriter(json);
    }

    /** The one place where a kind of normalizer is written. */
    void write(NormalizerSpec spec, Place place) throws IOException {
        if (spec instanceof NormalizerSpec.Sequence sequence) {
            sequence(sequence, place);
        } else if (spec instanceof NormalizerSpec.Unicode unicode) {
            part.only(unicode.form().name());
        } else if (spec instanceof NormalizerSpec.Lowercase) {
            part.only("Lowercase");
        } else if (spec instanceof NormalizerSpec.Strip strip) {
            part.begin("Strip").flag("strip_left", strip.left()).flag("strip_right", strip.right());
            part.end();
        } else if (spec instanceof NormalizerSpec.StripAccents) {
            part.only("StripAccents");
        } else if (spec instanceof NormalizerSpec.Prepend prepend) {
            part.begin("Prepend").text("prepend", prepend.text()).end();
        } else if (spec instanceof NormalizerSpec.Replace replace) {
            part.begin("Replace").pattern(replace.pattern(), place).text("content", replace.content());
            part.end();
        } else if (spec instanceof NormalizerSpec.Nmt) {
            part.only("Nmt");
        } else if (spec instanceof NormalizerSpec.Precompiled precompiled) {
            String map =
                    Base64.getEncoder().encodeToString(precompiled.charsMap().toByteArray());
            part.begin("Precompiled").text("precompiled_charsmap", map).end();
        } else if (spec instanceof NormalizerSpec.Bert bert) {
            bert(bert);
        } else if (spec instanceof NormalizerSpec.ByteLevel) {
            part.only("ByteLevel");
        } else if (spec instanceof NormalizerSpec.SentencePiece) {
            throw new ConversionException(
                    place,
                    "SentencePiece's normalizer is more than a character map: user-defined pieces that it keeps and blanks"
                            + " that it removes and adds would be lost");
        } else if (spec instanceof NormalizerSpec.LlamaText || spec instanceof NormalizerSpec.LlamaUnigram) {
            throw new ConversionException(
                    place,
                    "llama.cpp's own cleaning of text differs from every normalizer of the reference; it would be lost");
        } else {
            throw new AssertionError(spec);
        }
    }

    private void sequence(NormalizerSpec.Sequence sequence, Place place) throws IOException {
        part.begin("Sequence");
        json.name("normalizers");
        json.beginArray();
        Place steps = place.child("normalizers");
        for (int index = 0; index < sequence.steps().size(); index++) {
            write(sequence.steps().get(index), steps.child(index));
        }
        json.endArray();
        part.end();
    }

    private void bert(NormalizerSpec.Bert bert) throws IOException {
        part.begin("BertNormalizer")
                .flag("clean_text", bert.cleanText())
                .flag("handle_chinese_chars", bert.handleChineseChars());
        json.name("strip_accents");
        Optional<Boolean> stripAccents = bert.stripAccents();
        if (stripAccents.isPresent()) {
            json.value(stripAccents.get());
        } else {
            json.nullValue();
        }
        part.flag("lowercase", bert.lowercase()).end();
    }
}
