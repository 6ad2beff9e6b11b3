package dev.tokenwright.text.regex;

import dev.tokenwright.text.Utf8;

/** A text as one char per code point: its class plus one. Counts the chars that are read, up to a budget. */
final class ClassText implements CharSequence {
    private static final long STEPS_PER_CHAR = 500;
    private static final long FREE_STEPS = 20_000_000;

    private final char[] chars;
    private final int length;
    private long stepsLeft;

    private ClassText(char[] chars, int length) {
        this.chars = chars;
        this.length = length;
        this.stepsLeft = FREE_STEPS + STEPS_PER_CHAR * length;
    }

    static ClassText of(byte[] utf8, int from, int to, ClassPartition partition) {
        char[] chars = new char[to - from];
        char[] ascii = partition.asciiChars();
        int length = 0;
        for (int at = from; at < to; ) {
            byte lead = utf8[at];
            if (lead >= 0) {
                chars[length++] = ascii[lead];
                at++;
            } else {
                int codePoint = Utf8.codePointAt(utf8, at);
                chars[length++] = (char) (partition.classOf(codePoint) + 1);
                at += Utf8.length(codePoint);
            }
        }
        return new ClassText(chars, length);
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        if (--stepsLeft < 0) {
            throw new OutOfSteps();
        }
        return chars[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new String(chars, start, end - start);
    }

    @Override
    public String toString() {
        return new String(chars, 0, length);
    }

    /** Ends a search from within. */
    static final class OutOfSteps extends RuntimeException {
        private static final long serialVersionUID = 1L;

        OutOfSteps() {
            super("out of steps", null, false, false);
        }
    }
}
