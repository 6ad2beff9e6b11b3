package dev.tokenwright;

import java.util.Objects;

/**
 * How ids become text.
 *
 * @param specialTokens whether special tokens show in the text
 * @param unknownIds what an id that no token has does
 */
public record DecodeOptions(SpecialTokens specialTokens, UnknownIds unknownIds) {
    /** Special tokens show; unknown ids as the reference treats them. */
    public static final DecodeOptions DEFAULT = new DecodeOptions(SpecialTokens.KEEP, UnknownIds.AS_REFERENCE);

    /** Special tokens are left out; unknown ids as the reference treats them. */
    public static final DecodeOptions SKIP_SPECIAL = new DecodeOptions(SpecialTokens.SKIP, UnknownIds.AS_REFERENCE);

    /** Checks that nothing is null. */
    public DecodeOptions {
        Objects.requireNonNull(specialTokens, "specialTokens");
        Objects.requireNonNull(unknownIds, "unknownIds");
    }

    /** The same options with another treatment of special tokens. */
    public DecodeOptions withSpecialTokens(SpecialTokens newSpecialTokens) {
        return new DecodeOptions(newSpecialTokens, unknownIds);
    }

    /** The same options with another treatment of unknown ids. */
    public DecodeOptions withUnknownIds(UnknownIds newUnknownIds) {
        return new DecodeOptions(specialTokens, newUnknownIds);
    }

    /** Whether special tokens show. */
    public enum SpecialTokens {
        /** They show. */
        KEEP,
        /** They are left out. */
        SKIP,
        /** Throws {@link dev.tokenwright.error.TokenIdException}. */
        REJECT
    }

    /** What an id that no token has does. */
    public enum UnknownIds {
        /** As the reference of the tokenizer's format: Hugging Face leaves it out, tiktoken fails. */
        AS_REFERENCE,
        /** It is left out. */
        SKIP,
        /** Throws {@link dev.tokenwright.error.TokenIdException}. */
        REJECT
    }
}
