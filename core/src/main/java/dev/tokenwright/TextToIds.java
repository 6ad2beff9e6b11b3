package dev.tokenwright;

import dev.tokenwright.text.Ints;

/** A way from text to ids alone. */
interface TextToIds {
    /**
     * Adds the ids of {@code text[from..to)}, added tokens recognised as {@code specialText} says.
     *
     * @param enough once so many ids are there the rest may be left out
     */
    void encode(byte[] text, int from, int to, SpecialText specialText, Scratch scratch, Ints ids, int enough);
}
