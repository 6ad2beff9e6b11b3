package dev.tokenwright.testkit.twin;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Lossy decoding of UTF-8 exactly as Unicode 3.9 (D93b) recommends it: what is no code point is cut into its longest
 * stretches that begin one, and each becomes U+FFFD. It is the oracle of {@code Utf8.decodeLossy} and of decoding bytes
 * that are not text.
 */
public final class PlainUtf8 {
    private static final int MAX_LENGTH = 4;

    private PlainUtf8() {}

    /** The text of bytes that need not be well-formed. */
    public static String decodeLossy(byte[] bytes) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < bytes.length) {
            int length = codePointLength(bytes, at);
            if (length > 0) {
                text.append(new String(bytes, at, length, StandardCharsets.UTF_8));
                at += length;
            } else {
                text.append('\uFFFD');
                at += beginningLength(bytes, at);
            }
        }
        return text.toString();
    }

    /** Length of the code point at {@code at}, or 0 when there is none. */
    private static int codePointLength(byte[] bytes, int at) {
        for (int length = 1; length <= MAX_LENGTH && at + length <= bytes.length; length++) {
            if (isCodePoint(Arrays.copyOfRange(bytes, at, at + length))) {
                return length;
            }
        }
        return 0;
    }

    /** Length of the longest stretch at {@code at} that begins some code point, at least 1. */
    private static int beginningLength(byte[] bytes, int at) {
        int longest = 1;
        for (int length = 2; length < MAX_LENGTH && at + length <= bytes.length; length++) {
            if (beginsCodePoint(Arrays.copyOfRange(bytes, at, at + length))) {
                longest = length;
            }
        }
        return longest;
    }

    /** Whether some code point begins with these two or three bytes: tries the smallest and the largest ends. */
    private static boolean beginsCodePoint(byte[] beginning) {
        for (int length = beginning.length + 1; length <= MAX_LENGTH; length++) {
            for (int filler : new int[] {0x80, 0xBF}) {
                byte[] whole = Arrays.copyOf(beginning, length);
                Arrays.fill(whole, beginning.length, length, (byte) filler);
                if (isCodePoint(whole)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Whether encoding the code point that these bytes would be gives these bytes again. */
    private static boolean isCodePoint(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8);
        return text.codePointCount(0, text.length()) == 1
                && Arrays.equals(text.getBytes(StandardCharsets.UTF_8), bytes);
    }
}
