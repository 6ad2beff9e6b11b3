package dev.tokenwright;

import java.util.Objects;

/**
 * How ids become text as they come.
 *
 * @param decoding which ids show, as in decoding everything at once
 * @param mode when text is given
 */
public record StreamOptions(DecodeOptions decoding, Mode mode) {
    /** Special tokens show; text is given when no later id can change it. */
    public static final StreamOptions DEFAULT = new StreamOptions(DecodeOptions.DEFAULT, Mode.EXACT);

    /** Special tokens are left out; text is given when no later id can change it. */
    public static final StreamOptions SKIP_SPECIAL = new StreamOptions(DecodeOptions.SKIP_SPECIAL, Mode.EXACT);

    /** Checks that nothing is null. */
    public StreamOptions {
        Objects.requireNonNull(decoding, "decoding");
        Objects.requireNonNull(mode, "mode");
    }

    /** The same options with another choice of what shows. */
    public StreamOptions withDecoding(DecodeOptions newDecoding) {
        return new StreamOptions(newDecoding, mode);
    }

    /** The same options with another mode. */
    public StreamOptions withMode(Mode newMode) {
        return new StreamOptions(decoding, newMode);
    }

    /** When text is given. The modes differ where a vocabulary has byte fallback, as Llama 2's and Gemma's. */
    public enum Mode {
        /**
         * When no later id can change it. A run of byte tokens is held back until it ends, because one that is not UTF-8
         * is U+FFFD for every byte, in the reference's decoding too.
         */
        EXACT,
        /**
         * When its bytes are there. If the run turns out not to be UTF-8, what is left of it is U+FFFD for every byte, what
         * was given stays, and {@link DecodeStream#diverged} says so.
         */
        LIVE
    }
}
