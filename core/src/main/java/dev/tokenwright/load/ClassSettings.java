package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import java.util.Map;
import java.util.Optional;

/**
 * What a class builds its stages from.
 *
 * @param className the class, for messages
 * @param root the text of {@code tokenizer.json}
 * @param file what it holds
 * @param register the added tokens; empty while the stages are built
 */
record ClassSettings(
        String className,
        DirectoryConfig config,
        JsonNode root,
        TokenizerSpec file,
        Map<String, ConfigToken> tokens,
        AddedTokenRegister register) {
    boolean flag(String key, boolean otherwise) {
        return config.flag(key, otherwise);
    }

    boolean strictFlag(String key, boolean otherwise) {
        return config.strictFlag(key, otherwise);
    }

    /** The text of a token that the class cannot do without. */
    String text(String key) {
        ConfigToken token = tokens.get(key);
        if (token == null) {
            throw config.unsupported(key, className + " needs a text here");
        }
        return token.content();
    }

    /** A token that the class puts into its frame. */
    FrameSpec.NamedToken token(String key) {
        String text = text(key);
        if (!register.has(text)) {
            throw config.unsupported(key, className + " frames texts with a token that is not in the vocabulary");
        }
        return new FrameSpec.NamedToken(text, register.id(text));
    }

    /** The model of the file, which must be a BPE model over characters without a prefix. */
    ModelSpec.Bpe bpe() {
        if (file.model() instanceof ModelSpec.Bpe bpe
                && bpe.continuingSubwordPrefix().isEmpty()) {
            return bpe;
        }
        throw wrongModel("a BPE model without a prefix");
    }

    ModelSpec.WordPiece wordPiece() {
        if (file.model() instanceof ModelSpec.WordPiece wordPiece) {
            return wordPiece;
        }
        throw wrongModel("a WordPiece model");
    }

    /** The model of the file, with the scores as Python reads them. */
    ModelSpec.Unigram unigram() {
        if (file.model() instanceof ModelSpec.Unigram unigram) {
            JsonNode vocabulary = new Section(new Section(root).required("model")).required("vocab");
            return new ModelSpec.Unigram(
                    unigram.vocabulary(),
                    UnigramReader.nearestScores(vocabulary),
                    unigram.unknownId(),
                    unigram.byteFallback());
        }
        throw wrongModel("a Unigram model");
    }

    private LoadException wrongModel(String expected) {
        return config.unsupported(
                "tokenizer_class",
                className + " builds " + expected
                        + ", but tokenizer.json has another. Name tokenizer.json itself to load" + " that file alone");
    }

    /** The first compiled character map of the file's normalizer. */
    Optional<NormalizerSpec> characterMap() {
        return file.normalizer().flatMap(normalizer -> {
            if (normalizer instanceof NormalizerSpec.Sequence sequence) {
                return sequence.steps().stream()
                        .filter(NormalizerSpec.Precompiled.class::isInstance)
                        .findFirst();
            }
            return Optional.of(normalizer).filter(NormalizerSpec.Precompiled.class::isInstance);
        });
    }
}
