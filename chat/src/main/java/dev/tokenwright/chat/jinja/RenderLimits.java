package dev.tokenwright.chat.jinja;

/**
 * How much a template may do.
 *
 * @param steps expressions, statements and elements that may be worked on
 * @param characters characters that may be written anywhere, intermediate results and list elements included, beside
 *     {@value #CHARACTERS_PER_INPUT} for each character of the data
 * @param outputCharacters characters that the result may have
 * @param depth macros, loops and data inside each other
 */
public record RenderLimits(long steps, long characters, int outputCharacters, int depth) {
    /** Far beyond what a real template does with a long conversation: a second or two of work at most. */
    public static final RenderLimits DEFAULT = new RenderLimits(50_000_000, 32_000_000, 32_000_000, 199);

    /** What each character of the data adds to {@link #characters}. */
    static final int CHARACTERS_PER_INPUT = 32;

    /** Checks that all are positive. */
    public RenderLimits {
        if (steps < 1 || characters < 1 || outputCharacters < 1 || depth < 1) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
