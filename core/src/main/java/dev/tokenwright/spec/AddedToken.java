package dev.tokenwright.spec;

import java.util.Objects;

/**
 * A token that is found in raw text before the model sees it.
 *
 * @param id the id that encoding gives it
 * @param content the text that matches
 * @param singleWord whether a match next to a word character is discarded
 * @param stripLeft whether white space before a match becomes part of it
 * @param stripRight whether white space after a match becomes part of it
 * @param normalized whether it is looked for in normalised text, in its own normalised form
 * @param special whether it is a control token, which decoding may skip and {@code SpecialText} governs
 * @param foundInText whether text can give its id; otherwise only the program itself puts it among ids
 */
public record AddedToken(
        int id,
        String content,
        boolean singleWord,
        boolean stripLeft,
        boolean stripRight,
        boolean normalized,
        boolean special,
        boolean foundInText) {
    /** Checks the content. */
    public AddedToken {
        Objects.requireNonNull(content, "content");
        if (id < 0) {
            throw new IllegalArgumentException("id must not be negative: " + id);
        }
    }

    /** A token that is found in text. */
    public AddedToken(
            int id,
            String content,
            boolean singleWord,
            boolean stripLeft,
            boolean stripRight,
            boolean normalized,
            boolean special) {
        this(id, content, singleWord, stripLeft, stripRight, normalized, special, true);
    }

    /** A control token that matches its exact text anywhere. */
    public static AddedToken control(int id, String content) {
        return new AddedToken(id, content, false, false, false, false, true);
    }

    /** A control token whose id no text gives. */
    public static AddedToken reserved(int id, String content) {
        return new AddedToken(id, content, false, false, false, false, true, false);
    }
}
