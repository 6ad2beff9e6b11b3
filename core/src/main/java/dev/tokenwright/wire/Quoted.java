package dev.tokenwright.wire;

import java.nio.charset.StandardCharsets;

/** Text from a file as error messages show it: in quotes, cut to a length, what is not printable as code points. */
public final class Quoted {
    /** Most code points that are shown. */
    private static final int SHOWN = 60;

    private Quoted() {}

    /** {@code "text"}, with {@code …} for what is cut off and <code>&#92;u{7F}</code> for what is not printable. */
    public static String text(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        int at = 0;
        for (int shown = 0; at < text.length() && shown < SHOWN; shown++) {
            int codePoint = text.codePointAt(at);
            at += Character.charCount(codePoint);
            append(quoted, codePoint);
        }
        return quoted.append(at < text.length() ? "…\"" : "\"").toString();
    }

    /** The character that starts at a byte of a UTF-8 text. */
    static String at(byte[] utf8, int at) {
        int end = at + 1;
        while (end < utf8.length && (utf8[end] & 0xC0) == 0x80) {
            end++;
        }
        return text(new String(utf8, at, end - at, StandardCharsets.UTF_8));
    }

    private static void append(StringBuilder quoted, int codePoint) {
        if (codePoint == '"' || codePoint == '\\') {
            quoted.append('\\').append((char) codePoint);
        } else if (codePoint == ' ' || isPrintable(codePoint)) {
            quoted.appendCodePoint(codePoint);
        } else {
            quoted.append("\\u{").append(Integer.toHexString(codePoint)).append('}');
        }
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SPACE_SEPARATOR -> false;
            default -> true;
        };
    }
}
