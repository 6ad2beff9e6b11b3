package dev.tokenwright.testkit.twin;

import java.nio.charset.StandardCharsets;

/**
 * GPT-2's byte table exactly as its {@code bytes_to_unicode} defines it: bytes that print stand for themselves, the others
 * are numbered from U+0100 up in their order. It is the oracle of {@code ByteLevelAlphabet} and of the steps that write and
 * read byte-level text.
 */
public final class PlainByteLevel {
    private PlainByteLevel() {}

    /** The character that a byte, 0 to 255, is written as. */
    public static char character(int value) {
        if (prints(value)) {
            return (char) value;
        }
        int number = 0;
        for (int smaller = 0; smaller < value; smaller++) {
            number += prints(smaller) ? 0 : 1;
        }
        return (char) (0x100 + number);
    }

    private static boolean prints(int value) {
        return value >= '!' && value <= '~' || value >= 0xA1 && value <= 0xAC || value >= 0xAE && value <= 0xFF;
    }

    /** A text with each of its UTF-8 bytes written as a character. */
    public static String write(String text) {
        StringBuilder result = new StringBuilder();
        for (byte value : text.getBytes(StandardCharsets.UTF_8)) {
            result.append(character(value & 0xFF));
        }
        return result.toString();
    }
}
