package dev.tokenwright.chat.jinja;

/**
 * A stretch of rendered text of one origin. The spans of a text tile it.
 *
 * @param start index of the first UTF-16 unit
 * @param end index after the last
 * @param origin where the text came from
 * @param originStart index of the first UTF-16 unit in the origin's own text (the template's source or the input's
 *     string), or {@link #DERIVED}
 */
public record TextSpan(int start, int end, Origin origin, int originStart) {
    /** Stands for text that was computed from its origin and stands nowhere in it. */
    public static final int DERIVED = Runs.DERIVED;
}
