package dev.tokenwright.text;

/** Something that is looked for in text. Immutable. */
public interface TextPattern {
    /**
     * Finds all matches in {@code utf8[from..to)}, which counts as a text of its own: nothing outside is seen.
     *
     * @param sink receives the matches in order; they do not overlap
     */
    void findAll(byte[] utf8, int from, int to, Sink sink);

    /** Receives matches. */
    @FunctionalInterface
    interface Sink {
        /** Takes a match from {@code start} to {@code end}, byte offsets. */
        void accept(int start, int end);
    }
}
