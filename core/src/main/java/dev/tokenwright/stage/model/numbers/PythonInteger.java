package dev.tokenwright.stage.model.numbers;

import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;

/**
 * Reads numbers as Python's {@code int(text)} does: white space around them, a sign, digits of any script, single
 * underscores between digits.
 */
final class PythonInteger {
    /** Most digits that Python reads, leading zeros included. */
    private static final int MAX_DIGITS = 4300;

    private static final int MAX_SHOWN = 40;
    private static final CodePointSet DIGITS = UnicodeSets.patternDigit();
    private static final CodePointSet SPACES = UnicodeSets.whiteSpace();

    private PythonInteger() {}

    /**
     * The number that {@code text[from..to)} is.
     *
     * @throws UnencodableTextException when it is none, or one that an int cannot hold
     */
    static int parse(byte[] text, int from, int to) {
        String shown = new String(text, from, Math.min(to - from, 4 * MAX_SHOWN), StandardCharsets.UTF_8);
        int[] codePoints = codePoints(text, from, to);
        int start = 0;
        int end = codePoints.length;
        while (start < end && SPACES.contains(codePoints[start])) {
            start++;
        }
        while (start < end && SPACES.contains(codePoints[end - 1])) {
            end--;
        }
        boolean negative = start < end && codePoints[start] == '-';
        if (negative || start < end && codePoints[start] == '+') {
            start++;
        }
        long magnitude = digits(codePoints, start, end, shown);
        long value = negative ? -magnitude : magnitude;
        if (value != (int) value) {
            throw new UnencodableTextException(
                    "The number " + quoted(shown) + " does not fit an id, which is at most " + Integer.MAX_VALUE);
        }
        return (int) value;
    }

    /** The digits' value; beyond an int any value that is no int. */
    private static long digits(int[] codePoints, int start, int end, String shown) {
        long value = 0;
        int digits = 0;
        boolean afterDigit = false;
        for (int at = start; at < end; at++) {
            int digit = digit(codePoints[at]);
            if (digit < 0 && !(codePoints[at] == '_' && afterDigit)) {
                throw notANumber(shown);
            }
            afterDigit = digit >= 0;
            if (afterDigit) {
                digits++;
                value = Math.min(1L << 40, value * 10 + digit);
            }
        }
        if (!afterDigit || digits > MAX_DIGITS) {
            throw notANumber(shown);
        }
        return value;
    }

    private static int[] codePoints(byte[] text, int from, int to) {
        int[] codePoints = new int[Utf8.countCodePoints(text, from, to)];
        int at = from;
        for (int index = 0; index < codePoints.length; index++) {
            codePoints[index] = Utf8.codePointAt(text, at);
            at += Utf8.length(codePoints[index]);
        }
        return codePoints;
    }

    /** The value of a digit, or -1. Digits of a script lie in a row from 0 to 9, rows perhaps one after the other. */
    private static int digit(int codePoint) {
        if (!DIGITS.contains(codePoint)) {
            return -1;
        }
        int first = codePoint;
        while (DIGITS.contains(first - 1)) {
            first--;
        }
        return (codePoint - first) % 10;
    }

    private static UnencodableTextException notANumber(String shown) {
        return new UnencodableTextException(
                quoted(shown) + " is not a number. Write ids with single blanks between them, such as \"1 2 3\"");
    }

    private static String quoted(String shown) {
        return shown.length() <= MAX_SHOWN ? "\"" + shown + "\"" : "\"" + shown.substring(0, MAX_SHOWN) + "…\"";
    }
}
