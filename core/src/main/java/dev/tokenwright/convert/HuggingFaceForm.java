package dev.tokenwright.convert;

import dev.tokenwright.error.Place;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelDefaults;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenizerSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tokenizer with the parts that Hugging Face {@code tokenizers} has, as far as there are such parts, and with the same ids
 * for every text. Parts that have no counterpart stay as they are.
 */
public final class HuggingFaceForm {
    private final TokenizerSpec spec;
    private final Place place;
    private final List<String> notes = new ArrayList<>();

    private HuggingFaceForm(TokenizerSpec spec, Place place) {
        this.spec = spec;
        this.place = place;
    }

    /**
     * The tokenizer in that form; its notes say what of decoding is lost, which has no effect on ids.
     *
     * @param place what messages call the tokenizer
     * @throws dev.tokenwright.error.ConversionException when added tokens would get other ids or match in other places
     */
    public static TokenizerSpec of(TokenizerSpec spec, Place place) {
        return new HuggingFaceForm(spec, place).converted();
    }

    private TokenizerSpec converted() {
        AddedTokenForm added = new AddedTokenForm(spec, place);
        ModelSpec model = added.withAddedTokens(model());
        added.note(notes);
        if (spec.unknownIds() == TokenizerSpec.UnknownIds.REJECT) {
            notes.add("an id that no token has is left out when decoding, not refused");
        }
        if (!spec.defaults().equals(ModelDefaults.NONE)) {
            notes.add("what tokenizer_config.json says of special tokens' duties and lengths stays in that file");
        }
        PatternForm patterns = new PatternForm(place);
        Optional<NormalizerSpec> normalizer = spec.normalizer().map(patterns::of);
        Optional<DecoderSpec> decoder = decoder().map(patterns::of);
        return new TokenizerSpec(
                new Origin(spec.origin().format(), spec.origin().files(), notes),
                model,
                added.written(),
                normalizer,
                splitter().map(patterns::of),
                spec.frame(),
                decoder,
                spec.truncation(),
                spec.padding(),
                TokenizerSpec.UnknownIds.SKIP);
    }

    private boolean isRaw() {
        return spec.model() instanceof ModelSpec.Bpe bpe && bpe.alphabet() == ModelSpec.Alphabet.BYTES;
    }

    private ModelSpec model() {
        return spec.model() instanceof ModelSpec.Bpe bpe && isRaw()
                ? ByteLevelVocabulary.of(bpe, place.child("model"))
                : spec.model();
    }

    /** A vocabulary of bytes that is written in visible characters needs its pieces written in them too. */
    private Optional<SplitSpec> splitter() {
        if (!isRaw()) {
            return spec.splitter();
        }
        SplitSpec byteLevel = new SplitSpec.ByteLevel(false, false);
        return Optional.of(spec.splitter()
                .<SplitSpec>map(split -> {
                    List<SplitSpec> steps = new ArrayList<>(
                            split instanceof SplitSpec.Sequence sequence ? sequence.steps() : List.of(split));
                    steps.add(byteLevel);
                    return new SplitSpec.Sequence(steps);
                })
                .orElse(byteLevel));
    }

    private Optional<DecoderSpec> decoder() {
        if (isRaw() && spec.decoder().isPresent() && spec.decoder().get() instanceof DecoderSpec.Bytes bytes) {
            switch (bytes.joining()) {
                case ALL -> {}
                case BETWEEN_SPECIAL ->
                    notes.add("bytes are joined across special tokens when decoding leaves those out");
                case NONE -> notes.add("bytes of neighbouring tokens are joined when decoding");
            }
            return Optional.of(new DecoderSpec.ByteLevel());
        }
        if (spec.decoder().isPresent() && spec.decoder().get() instanceof DecoderSpec.WrittenPieces written) {
            return writtenPieces(written);
        }
        return spec.decoder();
    }

    /** llama.cpp's decoding of byte-level tokens. */
    private Optional<DecoderSpec> writtenPieces(DecoderSpec.WrittenPieces written) {
        if (!ByteLevelVocabulary.isWritten(spec, written.pieces())) {
            return spec.decoder();
        }
        if (written.dropFirstBlank()) {
            notes.add("a blank at the start is not dropped when decoding");
        }
        if (written.cleanUp()) {
            notes.add("blanks before punctuation are not dropped when decoding");
        }
        return Optional.of(new DecoderSpec.ByteLevel());
    }
}
