package dev.tokenwright.testkit.property;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.text.ByteLevelAlphabet;
import java.util.Optional;

/** Tells which tokenizers promise to give every text back. */
final class Losslessness {
    private Losslessness() {}

    /** Nothing rewrites the text, no piece is dropped, each byte has a token, and decoding joins bytes. */
    static boolean holds(TokenizerSpec spec) {
        return spec.normalizer().isEmpty()
                && spec.decoder().filter(Losslessness::joinsBytes).isPresent()
                && spec.model() instanceof ModelSpec.Bpe bpe
                && bpe.continuingSubwordPrefix().orElse("").isEmpty()
                && bpe.endOfWordSuffix().orElse("").isEmpty()
                && hasAllBytes(bpe)
                && spec.addedTokens().stream().noneMatch(Losslessness::takesBlanks)
                && writesBytes(bpe, spec.splitter());
    }

    private static boolean joinsBytes(DecoderSpec decoder) {
        return decoder instanceof DecoderSpec.Bytes || decoder instanceof DecoderSpec.ByteLevel;
    }

    private static boolean takesBlanks(AddedToken token) {
        return token.stripLeft() || token.stripRight();
    }

    private static boolean hasAllBytes(ModelSpec.Bpe bpe) {
        for (int value = 0; value < 256; value++) {
            boolean found = bpe.alphabet() == ModelSpec.Alphabet.BYTES
                    ? bpe.vocabulary().id(new byte[] {(byte) value}, 0, 1) >= 0
                    : bpe.vocabulary().id(Character.toString(ByteLevelAlphabet.character((byte) value))) >= 0;
            if (!found) {
                return false;
            }
        }
        return true;
    }

    private static boolean writesBytes(ModelSpec.Bpe bpe, Optional<SplitSpec> splitter) {
        if (splitter.isEmpty()) {
            return bpe.alphabet() == ModelSpec.Alphabet.BYTES;
        }
        return keepsEverything(splitter.get())
                && (bpe.alphabet() == ModelSpec.Alphabet.BYTES || hasByteLevel(splitter.get()));
    }

    private static boolean hasByteLevel(SplitSpec spec) {
        return spec instanceof SplitSpec.ByteLevel
                || spec instanceof SplitSpec.Sequence sequence
                        && sequence.steps().stream().anyMatch(Losslessness::hasByteLevel);
    }

    private static boolean keepsEverything(SplitSpec spec) {
        if (spec instanceof SplitSpec.Sequence sequence) {
            return sequence.steps().stream().allMatch(Losslessness::keepsEverything);
        } else if (spec instanceof SplitSpec.ByteLevel byteLevel) {
            return !byteLevel.addPrefixSpace();
        } else if (spec instanceof SplitSpec.Split split) {
            return split.behavior() != SplitBehavior.REMOVED || split.invert();
        }
        return spec instanceof SplitSpec.Digits
                || spec instanceof SplitSpec.Punctuation punctuation && punctuation.behavior() != SplitBehavior.REMOVED
                || spec instanceof SplitSpec.FixedLength;
    }
}
