package dev.tokenwright.stage.decode;

import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;

/** How bytes that need not be UTF-8 become text. Immutable. */
@FunctionalInterface
interface BytesToText {
    /** The text. */
    String apply(byte[] bytes);

    /** What is not UTF-8 becomes U+FFFD. */
    static String replacing(byte[] bytes) {
        return Utf8.decodeLossy(bytes, 0, bytes.length);
    }

    /** What is not UTF-8 is left out, and so is what Python counts as white space at the end. */
    static String trimmed(byte[] bytes) {
        String text = dropping(bytes);
        int end = text.length();
        while (end > 0 && isBlank(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(0, end);
    }

    /** What is not UTF-8 is left out. */
    static String dropping(byte[] bytes) {
        byte[] kept = new byte[bytes.length];
        int count = 0;
        for (int at = 0; at < bytes.length; ) {
            int length = Utf8.checkedLength(bytes, at, bytes.length);
            if (length > 0) {
                System.arraycopy(bytes, at, kept, count, length);
                count += length;
            }
            at += Math.abs(length);
        }
        return new String(kept, 0, count, StandardCharsets.UTF_8);
    }

    /** Whether Python counts a code point as white space. */
    static boolean isBlank(int codePoint) {
        return UnicodeSets.whiteSpace().contains(codePoint) || codePoint >= 0x1C && codePoint <= 0x1F;
    }
}
