package dev.tokenwright.load;

import dev.tokenwright.convert.HuggingFaceForm;
import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** Writes {@code tokenizer.json}. */
final class TokenizerJsonWriter {
    private final JsonOutput json;
    private final Place place;

    private TokenizerJsonWriter(OutputStream out, Place place) {
        this.json = new JsonOutput(out);
        this.place = place;
    }

    /** Writes any tokenizer that can be written, and nothing of one that cannot; gives the notes about decoding. */
    static List<String> write(TokenizerSpec spec, OutputStream out) throws IOException {
        Place place = place(spec.origin());
        Optional<ConversionException> refusal = ModelWriter.refusal(spec.model(), place.child("model"));
        if (refusal.isPresent()) {
            throw refusal.get();
        }
        TokenizerSpec converted = HuggingFaceForm.of(spec, place);
        new TokenizerJsonWriter(OutputStream.nullOutputStream(), place).write(converted);
        new TokenizerJsonWriter(out, place).write(converted);
        return converted.origin().notes();
    }

    /** What messages call the file that is written for a tokenizer. */
    private static Place place(Origin origin) {
        String name = origin.files().isEmpty()
                ? origin.format()
                : origin.files().get(0).name();
        return Place.of(name + " as " + TokenizerJsonReader.FORMAT);
    }

    private void write(TokenizerSpec spec) throws IOException {
        json.beginObject();
        json.name("version");
        json.value("1.0");
        SizeWriter.write(spec.truncation(), spec.padding(), json);
        addedTokens(spec.addedTokens());
        normalizer(spec.normalizer());
        splitter(spec.splitter());
        frame(spec.frame());
        decoder(spec.decoder());
        json.name("model");
        new ModelWriter(json, place.child("model")).write(spec.model());
        json.endObject();
        json.flush();
    }

    private void addedTokens(List<AddedToken> tokens) throws IOException {
        json.name("added_tokens");
        json.beginArray();
        for (AddedToken token : tokens) {
            json.beginObject();
            json.name("id");
            json.value(token.id());
            json.name("content");
            json.value(token.content());
            flag("single_word", token.singleWord());
            flag("lstrip", token.stripLeft());
            flag("rstrip", token.stripRight());
            flag("normalized", token.normalized());
            flag("special", token.special());
            json.endObject();
        }
        json.endArray();
    }

    private void flag(String name, boolean value) throws IOException {
        json.name(name);
        json.value(value);
    }

    private void normalizer(Optional<NormalizerSpec> spec) throws IOException {
        json.name("normalizer");
        if (spec.isPresent()) {
            new NormalizerWriter(json).write(spec.get(), place.child("normalizer"));
        } else {
            json.nullValue();
        }
    }

    private void splitter(Optional<SplitSpec> spec) throws IOException {
        json.name("pre_tokenizer");
        if (spec.isPresent()) {
            new SplitWriter(json).write(spec.get(), place.child("pre_tokenizer"));
        } else {
            json.nullValue();
        }
    }

    private void frame(Optional<FrameSpec> spec) throws IOException {
        json.name("post_processor");
        if (spec.isPresent()) {
            new FrameWriter(json).write(spec.get(), place.child("post_processor"));
        } else {
            json.nullValue();
        }
    }

    private void decoder(Optional<DecoderSpec> spec) throws IOException {
        json.name("decoder");
        if (spec.isPresent()) {
            new DecoderWriter(json).write(spec.get(), place.child("decoder"));
        } else {
            json.nullValue();
        }
    }
}
