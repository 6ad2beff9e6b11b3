package dev.tokenwright.text;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** An exact text that is not empty. Immutable. */
public final class LiteralPattern implements TextPattern {
    /*
     * Knuth, Morris, Pratt: Fast pattern matching in strings, SIAM J. Comput. 6(2), 1977. Linear on every text.
     */
    private final byte[] literal;
    /** Per prefix the length of its longest proper border. */
    private final int[] borders;

    /** A pattern for {@code text}. */
    public LiteralPattern(String text) {
        literal = text.getBytes(StandardCharsets.UTF_8);
        if (literal.length == 0) {
            throw new IllegalArgumentException("the text must not be empty");
        }
        borders = new int[literal.length + 1];
        int border = 0;
        for (int length = 2; length <= literal.length; length++) {
            while (border > 0 && literal[border] != literal[length - 1]) {
                border = borders[border];
            }
            if (literal[border] == literal[length - 1]) {
                border++;
            }
            borders[length] = border;
        }
    }

    @Override
    public void findAll(byte[] utf8, int from, int to, Sink sink) {
        int matched = 0;
        for (int at = from; at < to; at++) {
            while (matched > 0 && literal[matched] != utf8[at]) {
                matched = borders[matched];
            }
            if (literal[matched] == utf8[at]) {
                matched++;
            }
            if (matched == literal.length) {
                sink.accept(at + 1 - matched, at + 1);
                matched = 0;
            }
        }
    }

    @Override
    public String toString() {
        return new String(literal, StandardCharsets.UTF_8) + Arrays.toString(literal);
    }
}
