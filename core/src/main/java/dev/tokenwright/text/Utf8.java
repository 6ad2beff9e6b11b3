package dev.tokenwright.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * UTF-8. Unless a method says otherwise its input must be well-formed, and indices must lie between code points.
 */
public final class Utf8 {
    /** Most bytes of a code point. */
    public static final int MAX_LENGTH = 4;

    private static final int REPLACEMENT = 0xFFFD;
    /** Top bit of each of 8 bytes. */
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private Utf8() {}

    /** Number of bytes of the code point that starts with {@code lead}. */
    public static int lengthByLead(byte lead) {
        if (lead >= 0) {
            return 1;
        }
        int value = lead & 0xFF;
        return value < 0xE0 ? 2 : value < 0xF0 ? 3 : 4;
    }

    /** Whether the eight bytes at an index are ASCII. */
    public static boolean isAscii(byte[] bytes, int at) {
        return ((long) EIGHT_BYTES.get(bytes, at) & HIGH_BITS) == 0;
    }

    /** Index of the first byte that is not ASCII, or {@code to}. */
    public static int asciiEnd(byte[] bytes, int from, int to) {
        int at = from;
        while (at <= to - Long.BYTES) {
            long high = (long) EIGHT_BYTES.get(bytes, at) & HIGH_BITS;
            if (high != 0) {
                return at + Long.numberOfTrailingZeros(high) / Byte.SIZE;
            }
            at += Long.BYTES;
        }
        while (at < to && bytes[at] >= 0) {
            at++;
        }
        return at;
    }

    /** Number of code points of {@code utf8[from..to)}. */
    public static int countCodePoints(byte[] utf8, int from, int to) {
        int count = to - from;
        for (int at = from; at < to; at++) {
            count -= isContinuation(utf8[at]) ? 1 : 0;
        }
        return count;
    }

    /** Number of UTF-16 units of {@code utf8[from..to)}. */
    public static int countUtf16(byte[] utf8, int from, int to) {
        int count = to - from;
        for (int at = from; at < to; at++) {
            count += (utf8[at] & 0xF8) == 0xF0 ? 1 : isContinuation(utf8[at]) ? -1 : 0;
        }
        return count;
    }

    /** Number of bytes of a code point. */
    public static int length(int codePoint) {
        if (codePoint < 0x80) {
            return 1;
        }
        return codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    /** The code point that starts at {@code index}. */
    public static int codePointAt(byte[] utf8, int index) {
        int lead = utf8[index];
        if (lead >= 0) {
            return lead;
        }
        int value = lead & 0xFF;
        if (value < 0xE0) {
            return (value & 0x1F) << 6 | utf8[index + 1] & 0x3F;
        }
        if (value < 0xF0) {
            return (value & 0x0F) << 12 | (utf8[index + 1] & 0x3F) << 6 | utf8[index + 2] & 0x3F;
        }
        return (value & 0x07) << 18
                | (utf8[index + 1] & 0x3F) << 12
                | (utf8[index + 2] & 0x3F) << 6
                | utf8[index + 3] & 0x3F;
    }

    /** The code point that ends before {@code index}. */
    public static int codePointBefore(byte[] utf8, int index) {
        int at = index - 1;
        while (isContinuation(utf8[at])) {
            at--;
        }
        return codePointAt(utf8, at);
    }

    /** Whether a byte is not the first of a code point. */
    public static boolean isContinuation(byte value) {
        return (value & 0xC0) == 0x80;
    }

    /** Writes a code point and returns the number of bytes. */
    public static int encode(int codePoint, byte[] target, int at) {
        if (codePoint < 0x80) {
            target[at] = (byte) codePoint;
            return 1;
        }
        if (codePoint < 0x800) {
            target[at] = (byte) (0xC0 | codePoint >> 6);
            target[at + 1] = (byte) (0x80 | codePoint & 0x3F);
            return 2;
        }
        if (codePoint < 0x10000) {
            target[at] = (byte) (0xE0 | codePoint >> 12);
            target[at + 1] = (byte) (0x80 | codePoint >> 6 & 0x3F);
            target[at + 2] = (byte) (0x80 | codePoint & 0x3F);
            return 3;
        }
        target[at] = (byte) (0xF0 | codePoint >> 18);
        target[at + 1] = (byte) (0x80 | codePoint >> 12 & 0x3F);
        target[at + 2] = (byte) (0x80 | codePoint >> 6 & 0x3F);
        target[at + 3] = (byte) (0x80 | codePoint & 0x3F);
        return 4;
    }

    /** Index of the first surrogate without a partner, or -1. */
    public static int firstUnpairedSurrogate(CharSequence text) {
        int index = 0;
        while (index < text.length()) {
            int codePoint = Character.codePointAt(text, index);
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                return index;
            }
            index += Character.charCount(codePoint);
        }
        return -1;
    }

    private static boolean hasSurrogate(String text) {
        char[] chars = new char[Math.min(text.length(), 1024)];
        for (int from = 0; from < text.length(); from += chars.length) {
            int count = Math.min(chars.length, text.length() - from);
            text.getChars(from, from + count, chars, 0);
            int signs = 0;
            for (int index = 0; index < count; index++) {
                signs |= (chars[index] & 0xF800 ^ Character.MIN_SURROGATE) - 1;
            }
            if (signs < 0) {
                return true;
            }
        }
        return false;
    }

    /** A text in UTF-8; a surrogate without a partner becomes U+FFFD. */
    public static byte[] encode(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        // As many bytes as characters: all are ASCII, but for surrogates without partners, which have become question
        // marks.
        boolean whole = utf8.length == text.length()
                ? new String(utf8, StandardCharsets.ISO_8859_1).equals(text)
                : !hasSurrogate(text);
        if (whole || firstUnpairedSurrogate(text) < 0) {
            return utf8;
        }
        int[] mended = text.codePoints()
                .map(codePoint -> codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE
                        ? REPLACEMENT
                        : codePoint)
                .toArray();
        return new String(mended, 0, mended.length).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Length of the code point at {@code index} of bytes that need not be well-formed; negative when there is none: minus
     * the length of the longest stretch there that begins a code point, at least 1 (the maximal subpart of Unicode
     * 3.9, D93b).
     */
    public static int checkedLength(byte[] bytes, int index, int to) {
        int lead = bytes[index] & 0xFF;
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xC2 || lead > 0xF4) {
            return -1;
        }
        int length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
        int low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
        int high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
        for (int at = 1; at < length; at++) {
            int value = index + at < to ? bytes[index + at] & 0xFF : 0;
            if (value < low || value > high) {
                return -at;
            }
            low = 0x80;
            high = 0xBF;
        }
        return length;
    }

    /**
     * How many bytes at the end of {@code bytes[from..to)}, which need not be well-formed, begin a code point that is not
     * whole; at most 3.
     */
    public static int incompleteEnd(byte[] bytes, int from, int to) {
        for (int at = to - 1; at >= from && at > to - MAX_LENGTH; at--) {
            if (!isContinuation(bytes[at])) {
                int lead = bytes[at] & 0xFF;
                return lead >= 0xC2 && lead <= 0xF4 && checkedLength(bytes, at, to) == at - to ? to - at : 0;
            }
        }
        return 0;
    }

    /** Index of the first byte that is not part of a code point, or -1 when everything is well-formed. */
    public static int firstMalformed(byte[] bytes, int from, int to) {
        return WellFormed.is(bytes, from, to) ? -1 : nextMalformed(bytes, from, to);
    }

    /** The same for bytes that are read only as far as the one looked for. */
    private static int nextMalformed(byte[] bytes, int from, int to) {
        int at = asciiEnd(bytes, from, to);
        while (at < to) {
            int length = checkedLength(bytes, at, to);
            if (length < 0) {
                return at;
            }
            at += length;
            if (at < to && bytes[at] >= 0) {
                at = asciiEnd(bytes, at, to);
            }
        }
        return -1;
    }

    /** Text of bytes that need not be well-formed; each maximal subpart of a code point becomes one U+FFFD. */
    public static String decodeLossy(byte[] bytes, int from, int to) {
        // The JDK reads what is well-formed faster than anything here, and puts U+FFFD where it is not, though not as
        // many.
        String text = new String(bytes, from, to - from, StandardCharsets.UTF_8);
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeMalformed(bytes, from, to);
    }

    private static String decodeMalformed(byte[] bytes, int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int done = from;
        for (int bad = nextMalformed(bytes, from, to); bad >= 0; bad = nextMalformed(bytes, done, to)) {
            text.append(new String(bytes, done, bad - done, StandardCharsets.UTF_8))
                    .append((char) REPLACEMENT);
            done = bad - checkedLength(bytes, bad, to);
        }
        return text.append(new String(bytes, done, to - done, StandardCharsets.UTF_8))
                .toString();
    }
}
