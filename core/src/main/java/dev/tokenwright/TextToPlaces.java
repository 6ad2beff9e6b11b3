package dev.tokenwright;

import org.jspecify.annotations.Nullable;

/** A way from text to tokens with their places in it. */
interface TextToPlaces {
    /** Gives the tokens of a text, added tokens recognised as {@code specialText} and the guard say. */
    void encode(byte[] text, SpecialText specialText, Guard guard, Scratch scratch, Sink sink);

    /** Receives tokens in their order. */
    @FunctionalInterface
    interface Sink {
        /**
         * Takes a token.
         *
         * @param byteStart where it starts in the text, in bytes
         * @param byteEnd where it ends
         * @param piece the index of the piece that it is part of
         * @param surface how it shows, when that is not as the model's vocabulary writes it
         */
        void accept(int id, int byteStart, int byteEnd, int piece, @Nullable String surface);
    }
}
