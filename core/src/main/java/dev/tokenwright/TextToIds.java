package dev.tokenwright;

/** A way from text to ids alone. */
interface TextToIds {
    /**
     * Adds the ids of {@code text[from..to)}, added tokens recognised as {@code specialText} says.
     *
     * @param out takes the ids; once it has enough the rest may be left out
     */
    void encode(byte[] text, int from, int to, SpecialText specialText, Scratch scratch, IdOutput out);
}
