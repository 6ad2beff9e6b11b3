package dev.tokenwright.load;

import dev.tokenwright.error.Place;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.spec.TokenizerSpec;
import java.util.List;
import java.util.Optional;

/**
 * What tokenizers that are built on tiktoken have in common: tokens of bytes with ranks, a split pattern, control tokens.
 *
 * @param patternPlace where the pattern stands, for messages
 */
record RankedTokenizer(
        TokenTable ranks,
        MergeSpec merges,
        String pattern,
        Place patternPlace,
        List<AddedToken> addedTokens,
        Optional<NormalizerSpec> normalizer,
        Optional<SplitSpec.Windows> windows,
        Optional<FrameSpec> frame,
        DecoderSpec decoder) {
    /** A tokenizer of ranks, a pattern and control tokens, and nothing else. */
    static RankedTokenizer plain(TokenTable ranks, String pattern, Place patternPlace, List<AddedToken> addedTokens) {
        return new RankedTokenizer(
                ranks,
                new MergeSpec.ByRank(),
                pattern,
                patternPlace,
                addedTokens,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                new DecoderSpec.Bytes());
    }

    RankedTokenizer withMerges(MergeSpec newMerges) {
        return new RankedTokenizer(
                ranks, newMerges, pattern, patternPlace, addedTokens, normalizer, windows, frame, decoder);
    }

    RankedTokenizer withNormalizer(NormalizerSpec newNormalizer) {
        return new RankedTokenizer(
                ranks, merges, pattern, patternPlace, addedTokens, Optional.of(newNormalizer), windows, frame, decoder);
    }

    RankedTokenizer withWindows(SplitSpec.Windows newWindows) {
        return new RankedTokenizer(
                ranks, merges, pattern, patternPlace, addedTokens, normalizer, Optional.of(newWindows), frame, decoder);
    }

    RankedTokenizer withFrame(Optional<FrameSpec> newFrame) {
        return new RankedTokenizer(
                ranks, merges, pattern, patternPlace, addedTokens, normalizer, windows, newFrame, decoder);
    }

    RankedTokenizer withDecoder(DecoderSpec newDecoder) {
        return new RankedTokenizer(
                ranks, merges, pattern, patternPlace, addedTokens, normalizer, windows, frame, newDecoder);
    }

    TokenizerSpec spec(Origin origin) {
        PatternSpec regex = new PatternSpec.Regex(pattern, PatternSpec.Dialect.FANCY, patternPlace);
        SplitSpec split = new SplitSpec.Split(regex, SplitBehavior.REMOVED, true);
        return new TokenizerSpec(
                origin,
                new ModelSpec.Bpe(
                        ranks,
                        ModelSpec.Alphabet.BYTES,
                        merges,
                        Optional.empty(),
                        false,
                        false,
                        true,
                        Optional.empty(),
                        Optional.empty()),
                addedTokens,
                normalizer,
                Optional.of(windows.<SplitSpec>map(first -> new SplitSpec.Sequence(List.of(first, split)))
                        .orElse(split)),
                frame,
                Optional.of(decoder),
                Optional.empty(),
                Optional.empty(),
                TokenizerSpec.UnknownIds.REJECT);
    }
}
