package dev.tokenwright.spec;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Everything that decides which ids a text gets and which text ids get: the meeting point of all file formats and all
 * engines.
 *
 * @param addedTokens in the order in which they were declared; ids may also be in the model's vocabulary
 * @param unknownIds what decoding does with an id that no token has, as the reference of this format does it
 * @param addedTokenSearch which of the added tokens that overlap in a text are taken
 * @param defaults what the model's other files say; nothing of it changes ids
 */
public record TokenizerSpec(
        Origin origin,
        ModelSpec model,
        List<AddedToken> addedTokens,
        Optional<NormalizerSpec> normalizer,
        Optional<SplitSpec> splitter,
        Optional<FrameSpec> frame,
        Optional<DecoderSpec> decoder,
        Optional<TruncationSpec> truncation,
        Optional<PaddingSpec> padding,
        UnknownIds unknownIds,
        AddedTokenSearch addedTokenSearch,
        ModelDefaults defaults) {
    /** Copies the list and checks the parts. */
    public TokenizerSpec {
        Objects.requireNonNull(origin, "origin");
        Objects.requireNonNull(model, "model");
        addedTokens = List.copyOf(addedTokens);
        Objects.requireNonNull(normalizer, "normalizer");
        Objects.requireNonNull(splitter, "splitter");
        Objects.requireNonNull(frame, "frame");
        Objects.requireNonNull(decoder, "decoder");
        Objects.requireNonNull(truncation, "truncation");
        Objects.requireNonNull(padding, "padding");
        Objects.requireNonNull(unknownIds, "unknownIds");
        Objects.requireNonNull(addedTokenSearch, "addedTokenSearch");
        Objects.requireNonNull(defaults, "defaults");
    }

    /** A tokenizer of which nothing but its own file is known. */
    public TokenizerSpec(
            Origin origin,
            ModelSpec model,
            List<AddedToken> addedTokens,
            Optional<NormalizerSpec> normalizer,
            Optional<SplitSpec> splitter,
            Optional<FrameSpec> frame,
            Optional<DecoderSpec> decoder,
            Optional<TruncationSpec> truncation,
            Optional<PaddingSpec> padding,
            UnknownIds unknownIds,
            AddedTokenSearch addedTokenSearch) {
        this(
                origin,
                model,
                addedTokens,
                normalizer,
                splitter,
                frame,
                decoder,
                truncation,
                padding,
                unknownIds,
                addedTokenSearch,
                ModelDefaults.NONE);
    }

    /** A tokenizer whose added tokens are searched from the left. */
    public TokenizerSpec(
            Origin origin,
            ModelSpec model,
            List<AddedToken> addedTokens,
            Optional<NormalizerSpec> normalizer,
            Optional<SplitSpec> splitter,
            Optional<FrameSpec> frame,
            Optional<DecoderSpec> decoder,
            Optional<TruncationSpec> truncation,
            Optional<PaddingSpec> padding,
            UnknownIds unknownIds) {
        this(
                origin,
                model,
                addedTokens,
                normalizer,
                splitter,
                frame,
                decoder,
                truncation,
                padding,
                unknownIds,
                AddedTokenSearch.LEFTMOST_LONGEST);
    }

    /** The same tokenizer with another origin. */
    public TokenizerSpec withOrigin(Origin newOrigin) {
        return new TokenizerSpec(
                newOrigin,
                model,
                addedTokens,
                normalizer,
                splitter,
                frame,
                decoder,
                truncation,
                padding,
                unknownIds,
                addedTokenSearch,
                defaults);
    }

    /** The same tokenizer with other defaults. */
    public TokenizerSpec withDefaults(ModelDefaults newDefaults) {
        return new TokenizerSpec(
                origin,
                model,
                addedTokens,
                normalizer,
                splitter,
                frame,
                decoder,
                truncation,
                padding,
                unknownIds,
                addedTokenSearch,
                newDefaults);
    }

    /** Which of the added tokens that overlap in a text are taken. */
    public enum AddedTokenSearch {
        /** The one that starts first, and of those the longest, as Hugging Face {@code tokenizers} has it. */
        LEFTMOST_LONGEST,
        /**
         * The longest first, wherever it is, and then the next in what is left, as llama.cpp has it. Blanks that a token
         * strips are those of ASCII.
         */
        LONGEST_FIRST
    }

    /** What decoding does with an id that no token has. */
    public enum UnknownIds {
        /** Leaves it out, as Hugging Face {@code tokenizers} does. */
        SKIP,
        /** Throws, as tiktoken does. */
        REJECT
    }
}
