package dev.tokenwright.stage.decode;

import dev.tokenwright.text.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Runs of tokens such as {@code <0xE3>} become the bytes they name; a run that is not UTF-8 becomes U+FFFD a byte. */
final class ByteFallback {
    private static final String REPLACEMENT = "\uFFFD";
    private static final int NO_BYTE = -1;

    private ByteFallback() {}

    static List<String> apply(List<String> texts) {
        List<String> result = new ArrayList<>(texts.size());
        byte[] run = new byte[16];
        int length = 0;
        for (String text : texts) {
            int value = byteValue(text);
            if (value == NO_BYTE) {
                flush(run, length, result);
                length = 0;
                result.add(text);
            } else {
                if (length == run.length) {
                    run = Arrays.copyOf(run, length * 2);
                }
                run[length++] = (byte) value;
            }
        }
        flush(run, length, result);
        return result;
    }

    private static void flush(byte[] run, int length, List<String> result) {
        if (length == 0) {
            return;
        }
        if (Utf8.firstMalformed(run, 0, length) < 0) {
            result.add(Utf8.decodeLossy(run, 0, length));
        } else {
            for (int index = 0; index < length; index++) {
                result.add(REPLACEMENT);
            }
        }
    }

    /** The byte that a token names, or -1. */
    static int byteValue(String text) {
        if (text.length() != 6 || !text.startsWith("<0x") || !text.endsWith(">")) {
            return NO_BYTE;
        }
        int high = hexDigit(text.charAt(3));
        int low = hexDigit(text.charAt(4));
        if (low < 0) {
            return NO_BYTE;
        }
        if (text.charAt(3) == '+') {
            return low;
        }
        return high < 0 ? NO_BYTE : high << 4 | low;
    }

    private static int hexDigit(char digit) {
        return digit < 0x80 ? Character.digit(digit, 16) : -1;
    }
}
