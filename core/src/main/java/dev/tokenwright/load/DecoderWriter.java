package dev.tokenwright.load;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;

/** Writes the decoder of a {@code tokenizer.json}. */
final class DecoderWriter {
    private final JsonOutput json;
    private final PartWriter part;

    DecoderWriter(JsonOutput json) {
        this.json = json;
        this.part = new PartWriter(json);
    }

    /** The one place where a kind of decoder is written. */
    void write(DecoderSpec spec, Place place) throws IOException {
        if (spec instanceof DecoderSpec.Sequence sequence) {
            sequence(sequence, place);
        } else if (spec instanceof DecoderSpec.ByteLevel) {
            part.begin("ByteLevel")
                    .flag("add_prefix_space", true)
                    .flag("trim_offsets", true)
                    .flag("use_regex", true)
                    .end();
        } else if (spec instanceof DecoderSpec.Metaspace metaspace) {
            part.begin("Metaspace")
                    .codePoint("replacement", metaspace.replacement())
                    .scheme(metaspace.scheme())
                    .flag("split", true)
                    .end();
        } else if (spec instanceof DecoderSpec.WordPiece wordPiece) {
            part.begin("WordPiece").text("prefix", wordPiece.prefix()).flag("cleanup", wordPiece.cleanup());
            part.end();
        } else if (spec instanceof DecoderSpec.Bpe bpe) {
            part.begin("BPEDecoder").text("suffix", bpe.suffix()).end();
        } else if (spec instanceof DecoderSpec.ByteFallback) {
            part.only("ByteFallback");
        } else if (spec instanceof DecoderSpec.Fuse) {
            part.only("Fuse");
        } else if (spec instanceof DecoderSpec.Strip strip) {
            part.begin("Strip")
                    .codePoint("content", strip.content())
                    .number("start", strip.start())
                    .number("stop", strip.stop())
                    .end();
        } else if (spec instanceof DecoderSpec.Replace replace) {
            part.begin("Replace").pattern(replace.pattern(), place).text("content", replace.content());
            part.end();
        } else if (spec instanceof DecoderSpec.Ctc ctc) {
            part.begin("CTC")
                    .text("pad_token", ctc.padToken())
                    .text("word_delimiter_token", ctc.wordDelimiterToken())
                    .flag("cleanup", ctc.cleanup())
                    .end();
        } else {
            throw refusal(spec, place);
        }
    }

    private static ConversionException refusal(DecoderSpec spec, Place place) {
        if (spec instanceof DecoderSpec.SentencePiece) {
            return new ConversionException(
                    place, "SentencePiece's own decoding would be lost; no decoder of the reference does the same");
        }
        if (spec instanceof DecoderSpec.WrittenPieces) {
            return new ConversionException(
                    place, "what each token writes would be lost: it is not what a byte-level token would write");
        }
        if (spec instanceof DecoderSpec.Bytes) {
            return new ConversionException(place, "tokens as raw bytes would be lost: the vocabulary is text");
        }
        if (spec instanceof DecoderSpec.TrimmedBytes) {
            return new ConversionException(
                    place, "that white space at the end and what is not UTF-8 are left out would be lost");
        }
        throw new AssertionError(spec);
    }

    private void sequence(DecoderSpec.Sequence sequence, Place place) throws IOException {
        part.begin("Sequence");
        json.name("decoders");
        json.beginArray();
        Place steps = place.child("decoders");
        for (int index = 0; index < sequence.steps().size(); index++) {
            write(sequence.steps().get(index), steps.child(index));
        }
        json.endArray();
        part.end();
    }
}
