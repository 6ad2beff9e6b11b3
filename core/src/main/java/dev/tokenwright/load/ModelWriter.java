package dev.tokenwright.load;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.wire.JsonOutput;
import java.io.IOException;
import java.util.Optional;

/** Writes the model of a {@code tokenizer.json}. */
final class ModelWriter {
    private final JsonOutput json;
    private final PartWriter part;
    private final Place place;

    ModelWriter(JsonOutput json, Place place) {
        this.json = json;
        this.part = new PartWriter(json);
        this.place = place;
    }

    /** The one place where a kind of model is written. */
    void write(ModelSpec spec) throws IOException {
        if (spec instanceof ModelSpec.Bpe bpe) {
            bpe(bpe);
        } else if (spec instanceof ModelSpec.WordPiece wordPiece) {
            part.begin("WordPiece")
                    .text("unk_token", wordPiece.unknownToken())
                    .text("continuing_subword_prefix", wordPiece.continuingSubwordPrefix())
                    .number("max_input_chars_per_word", wordPiece.maxInputCharsPerWord());
            vocabulary(spec);
            part.end();
        } else if (spec instanceof ModelSpec.WordLevel wordLevel) {
            part.begin("WordLevel");
            vocabulary(spec);
            part.text("unk_token", wordLevel.unknownToken()).end();
        } else if (spec instanceof ModelSpec.Unigram unigram) {
            unigram(unigram);
        } else {
            throw refusal(spec, place).orElseThrow(() -> new AssertionError(spec));
        }
    }

    /** Why a kind of model cannot be written, if it cannot. */
    static Optional<ConversionException> refusal(ModelSpec spec, Place place) {
        if (spec instanceof ModelSpec.SentencePiece sentencePiece) {
            return Optional.of(new ConversionException(
                    place,
                    "SentencePiece's own " + sentencePiece.algorithm() + " model would be lost: the reference's models"
                            + " add up scores in another precision or merge in another order, so some texts would get"
                            + " other ids"));
        }
        if (spec instanceof ModelSpec.Bytes) {
            return Optional.of(new ConversionException(place, "ids that are bytes without a vocabulary would be lost"));
        }
        if (spec instanceof ModelSpec.Numbers) {
            return Optional.of(new ConversionException(place, "ids that text gives as numbers would be lost"));
        }
        if (spec instanceof ModelSpec.LlamaBpe
                || spec instanceof ModelSpec.LlamaWordPiece
                || spec instanceof ModelSpec.LlamaUnigram) {
            return Optional.of(new ConversionException(
                    place,
                    "llama.cpp's own model (" + spec.getClass().getSimpleName()
                            + ") would be lost: no model of the reference gives the same ids for every text"));
        }
        return spec instanceof ModelSpec.Bpe bpe && bpe.merges() instanceof MergeSpec.ByScore
                ? Optional.of(new ConversionException(
                        place.child("merges"), "that scores rank the merges, the leftmost first, would be lost"))
                : Optional.empty();
    }

    private void bpe(ModelSpec.Bpe bpe) throws IOException {
        if (bpe.alphabet() != ModelSpec.Alphabet.TEXT) {
            throw new ConversionException(place.child("vocab"), "tokens that are not text would be lost");
        }
        part.begin("BPE");
        json.name("dropout");
        json.nullValue();
        optional("unk_token", bpe.unknownToken());
        optional("continuing_subword_prefix", bpe.continuingSubwordPrefix());
        optional("end_of_word_suffix", bpe.endOfWordSuffix());
        part.flag("fuse_unk", bpe.fuseUnknown())
                .flag("byte_fallback", bpe.byteFallback())
                .flag("ignore_merges", bpe.ignoreMerges());
        vocabulary(bpe);
        merges(bpe);
        part.end();
    }

    private void optional(String name, Optional<String> text) throws IOException {
        json.name(name);
        if (text.isPresent()) {
            json.value(text.get());
        } else {
            json.nullValue();
        }
    }

    private void vocabulary(ModelSpec spec) throws IOException {
        json.name("vocab");
        new VocabularyWriter(json, spec.vocabulary(), place.child("vocab")).writeIds();
    }

    /** The one place where a kind of merges is written. */
    private void merges(ModelSpec.Bpe bpe) throws IOException {
        json.name("merges");
        json.beginArray();
        MergeWriter writer = new MergeWriter(json, bpe, place.child("merges"));
        if (bpe.merges() instanceof MergeSpec.Listed listed) {
            for (int rank = 0; rank < listed.size(); rank++) {
                writer.write(rank, listed.leftId(rank), listed.rightId(rank), listed.mergedId(rank));
            }
        } else if (bpe.merges() instanceof MergeSpec.Splits splits) {
            for (int rank = 0; rank < splits.size(); rank++) {
                writer.write(splits.mergedId(rank), splits.leftLength(rank));
            }
        } else if (bpe.merges() instanceof MergeSpec.ByRank) {
            throw new ConversionException(place.child("merges"), "that ids rank the merges of text would be lost");
        } else {
            throw refusal(bpe, place).orElseThrow(() -> new AssertionError(bpe.merges()));
        }
        json.endArray();
    }

    private void unigram(ModelSpec.Unigram unigram) throws IOException {
        part.begin("Unigram");
        json.name("unk_id");
        if (unigram.unknownId().isPresent()) {
            json.value(unigram.unknownId().getAsInt());
        } else {
            json.nullValue();
        }
        json.name("vocab");
        new VocabularyWriter(json, unigram.vocabulary(), place.child("vocab")).writeScores(unigram.scores());
        part.flag("byte_fallback", unigram.byteFallback()).end();
    }
}
