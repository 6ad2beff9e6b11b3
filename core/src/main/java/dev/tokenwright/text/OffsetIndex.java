package dev.tokenwright.text;

/** Translates positions in one text between UTF-8 bytes, code points and UTF-16 units. Immutable. */
public final class OffsetIndex {
    /*
     * In ASCII text the three are the same and nothing is stored. Otherwise the position of every 64th code point is
     * kept in bytes, and likewise for every 64 bytes the code points before; what remains is counted byte by byte.
     */
    private static final int STEP_BITS = 6;
    private static final int STEP = 1 << STEP_BITS;
    private static final int[] NOTHING = {};

    private final byte[] utf8;
    private final int codePoints;
    /** By code point index over 64: byte offset. Empty when the text is ASCII. */
    private final int[] byteOfStep;
    /** By code point index over 64: UTF-16 offset. Empty when the text is ASCII. */
    private final int[] utf16OfStep;
    /** By byte offset over 64: number of code points that start before that byte. Empty when the text is ASCII. */
    private final int[] codePointOfStep;

    /** An index of {@code utf8}, which must be well-formed and must not change. */
    public OffsetIndex(byte[] utf8) {
        this.utf8 = utf8;
        if (Utf8.asciiEnd(utf8, 0, utf8.length) == utf8.length) {
            codePoints = utf8.length;
            byteOfStep = NOTHING;
            utf16OfStep = NOTHING;
            codePointOfStep = NOTHING;
            return;
        }
        codePoints = Utf8.countCodePoints(utf8, 0, utf8.length);
        byteOfStep = new int[(codePoints >> STEP_BITS) + 1];
        utf16OfStep = new int[byteOfStep.length];
        codePointOfStep = new int[(utf8.length - 1 >> STEP_BITS) + 1];
        fill();
    }

    private void fill() {
        int codePoint = 0;
        int unit = 0;
        for (int at = 0; at < utf8.length; at++) {
            if ((at & STEP - 1) == 0) {
                codePointOfStep[at >> STEP_BITS] = codePoint;
            }
            if (Utf8.isContinuation(utf8[at])) {
                continue;
            }
            if ((codePoint & STEP - 1) == 0) {
                byteOfStep[codePoint >> STEP_BITS] = at;
                utf16OfStep[codePoint >> STEP_BITS] = unit;
            }
            codePoint++;
            unit += Utf8.lengthByLead(utf8[at]) == Utf8.MAX_LENGTH ? 2 : 1;
        }
        if ((codePoint & STEP - 1) == 0) {
            byteOfStep[codePoint >> STEP_BITS] = utf8.length;
            utf16OfStep[codePoint >> STEP_BITS] = unit;
        }
    }

    /** Number of code points. */
    public int codePoints() {
        return codePoints;
    }

    /** Byte offset of a code point; positions outside the text are taken to its ends. */
    public int byteOfCodePoint(int codePointIndex) {
        int wanted = clamp(codePointIndex);
        if (byteOfStep.length == 0) {
            return wanted;
        }
        int at = byteOfStep[wanted >> STEP_BITS];
        for (int left = wanted & STEP - 1; left > 0; left--) {
            at += Utf8.lengthByLead(utf8[at]);
        }
        return at;
    }

    /** UTF-16 offset of a code point; positions outside the text are taken to its ends. */
    public int utf16OfCodePoint(int codePointIndex) {
        int wanted = clamp(codePointIndex);
        if (byteOfStep.length == 0) {
            return wanted;
        }
        int step = wanted >> STEP_BITS;
        return utf16OfStep[step] + Utf8.countUtf16(utf8, byteOfStep[step], byteOfCodePoint(wanted));
    }

    /** Index of the code point that a byte is part of; the number of code points for the end of the text and beyond. */
    public int codePointOfByte(int byteIndex) {
        if (byteIndex >= utf8.length) {
            return codePoints;
        }
        if (codePointOfStep.length == 0) {
            return byteIndex;
        }
        int step = byteIndex >> STEP_BITS;
        return codePointOfStep[step] + Utf8.countCodePoints(utf8, step << STEP_BITS, byteIndex + 1) - 1;
    }

    private int clamp(int codePointIndex) {
        return Math.max(0, Math.min(codePointIndex, codePoints));
    }
}
