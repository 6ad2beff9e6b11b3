package dev.tokenwright.text;

import java.util.Arrays;

/** Translates positions in one text between UTF-8 bytes, code points and UTF-16 units. Immutable. */
public final class OffsetIndex {
    /** Byte offset of each code point, and of the end. */
    private final int[] byteStarts;
    /** UTF-16 offset of each code point, and of the end. */
    private final int[] utf16Starts;

    /** An index of {@code utf8}, which must be well-formed. */
    public OffsetIndex(byte[] utf8) {
        int[] bytes = new int[utf8.length + 1];
        int[] units = new int[utf8.length + 1];
        int count = 0;
        int unit = 0;
        for (int at = 0; at < utf8.length; count++) {
            bytes[count] = at;
            units[count] = unit;
            int size = Utf8.lengthByLead(utf8[at]);
            at += size;
            unit += size == Utf8.MAX_LENGTH ? 2 : 1;
        }
        bytes[count] = utf8.length;
        units[count] = unit;
        byteStarts = Arrays.copyOf(bytes, count + 1);
        utf16Starts = Arrays.copyOf(units, count + 1);
    }

    /** Number of code points. */
    public int codePoints() {
        return byteStarts.length - 1;
    }

    /** Byte offset of a code point; positions outside the text are taken to its ends. */
    public int byteOfCodePoint(int codePointIndex) {
        return byteStarts[clamp(codePointIndex)];
    }

    /** UTF-16 offset of a code point; positions outside the text are taken to its ends. */
    public int utf16OfCodePoint(int codePointIndex) {
        return utf16Starts[clamp(codePointIndex)];
    }

    /** Index of the code point that a byte is part of; the number of code points for the end of the text. */
    public int codePointOfByte(int byteIndex) {
        int found = Arrays.binarySearch(byteStarts, byteIndex);
        return found >= 0 ? found : -found - 2;
    }

    private int clamp(int codePointIndex) {
        return Math.max(0, Math.min(codePointIndex, codePoints()));
    }
}
