package dev.tokenwright.text;

/**
 * Translates positions in one text between UTF-8 bytes, code points and UTF-16 units, quickly when each lies near the one
 * before. Belongs to one caller. Gives what {@link OffsetIndex} gives, its plain twin.
 */
public final class OffsetWalk {
    private final byte[] utf8;
    private final boolean ascii;
    private final int codePoints;
    /** The current place, between code points, in each of the three units. */
    private int at;

    private int codePoint;
    private int unit;

    /** A walk over {@code utf8}, which must be well-formed and must not change. */
    public OffsetWalk(byte[] utf8) {
        this.utf8 = utf8;
        this.ascii = Utf8.asciiEnd(utf8, 0, utf8.length) == utf8.length;
        this.codePoints = ascii ? utf8.length : Utf8.countCodePoints(utf8, 0, utf8.length);
    }

    /** Number of bytes. */
    public int length() {
        return utf8.length;
    }

    /** Whether positions within the text are the same in all units. */
    public boolean isAscii() {
        return ascii;
    }

    /** Byte offset of a code point; positions outside the text are taken to its ends. */
    public int byteOfCodePoint(int codePointIndex) {
        int wanted = Math.max(0, Math.min(codePointIndex, codePoints));
        if (ascii) {
            return wanted;
        }
        walkToCodePoint(wanted);
        return at;
    }

    /** UTF-16 offset of a code point; positions outside the text are taken to its ends. */
    public int utf16OfCodePoint(int codePointIndex) {
        int wanted = Math.max(0, Math.min(codePointIndex, codePoints));
        if (ascii) {
            return wanted;
        }
        walkToCodePoint(wanted);
        return unit;
    }

    /** Index of the code point that a byte is part of; the number of code points for the end of the text and beyond. */
    public int codePointOfByte(int byteIndex) {
        if (byteIndex >= utf8.length) {
            return codePoints;
        }
        if (ascii) {
            return byteIndex;
        }
        if (byteIndex < at / 2) {
            restart();
        }
        while (at > byteIndex) {
            back();
        }
        while (at < byteIndex && at + Utf8.lengthByLead(utf8[at]) <= byteIndex) {
            forward();
        }
        return codePoint;
    }

    private void restart() {
        at = 0;
        codePoint = 0;
        unit = 0;
    }

    private void walkToCodePoint(int wanted) {
        if (wanted < codePoint / 2) {
            restart();
        }
        while (codePoint > wanted) {
            back();
        }
        while (codePoint < wanted) {
            forward();
        }
    }

    private void forward() {
        int size = Utf8.lengthByLead(utf8[at]);
        at += size;
        codePoint++;
        unit += size == Utf8.MAX_LENGTH ? 2 : 1;
    }

    private void back() {
        do {
            at--;
        } while (Utf8.isContinuation(utf8[at]));
        codePoint--;
        unit -= Utf8.lengthByLead(utf8[at]) == Utf8.MAX_LENGTH ? 2 : 1;
    }
}
