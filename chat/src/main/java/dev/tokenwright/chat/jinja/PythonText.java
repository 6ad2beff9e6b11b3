package dev.tokenwright.chat.jinja;

import dev.tokenwright.chat.plain.PythonCharacters;
import dev.tokenwright.chat.plain.PythonStrings;

/** Characters as Python's {@code str} sees them. */
final class PythonText {
    private PythonText() {}

    /** Whether {@code str.isspace} holds. All of them are single UTF-16 units. */
    static boolean isSpace(int codePoint) {
        return PythonStrings.isSpace(codePoint);
    }

    /** Whether {@code str.splitlines} ends a line here. */
    static boolean isLineBreak(char unit) {
        return switch (unit) {
            case '\n', '\r', 0x0B, 0x0C, 0x1C, 0x1D, 0x1E, 0x85, 0x2028, 0x2029 -> true;
            default -> false;
        };
    }

    /** Whether {@code str.isprintable} holds. */
    static boolean isPrintable(int codePoint) {
        return codePoint < 0x7F ? codePoint >= ' ' : PythonCharacters.PRINTABLE.contains(codePoint);
    }

    /** Whether the code point is in {@code \w} of a pattern. */
    static boolean isWord(int codePoint) {
        return codePoint == '_' || isAlphanumeric(codePoint);
    }

    static boolean isAlphanumeric(int codePoint) {
        return PythonCharacters.ALPHA.contains(codePoint) || PythonCharacters.NUMERIC.contains(codePoint);
    }

    /** Whether {@code str.isdigit} holds: decimal digits, and superscripts and kin. */
    static boolean isDigit(int codePoint) {
        return PythonCharacters.DIGIT.contains(codePoint);
    }

    /** A text as {@code repr} shows it. */
    static String quoted(String text) {
        Render scratch = Globals.scratch();
        StrBuilder out = new StrBuilder(scratch);
        StrRepr.write(StrValue.of(text.length() > 1000 ? text.substring(0, 1000) : text), out);
        return out.build().text();
    }

    /** Titlecase of one code point, which may be several. */
    static String title(int codePoint) {
        String character = Character.toString(codePoint);
        String upper = character.toUpperCase(java.util.Locale.ROOT);
        if (upper.codePointCount(0, upper.length()) == 1) {
            return Character.toString(Character.toTitleCase(codePoint));
        }
        int first = Character.charCount(upper.codePointAt(0));
        return PythonCharacters.ALPHA.contains(upper.codePointAt(0))
                ? upper.substring(0, first) + upper.substring(first).toLowerCase(java.util.Locale.ROOT)
                : upper;
    }

    static String lower(int codePoint) {
        return Character.toString(codePoint).toLowerCase(java.util.Locale.ROOT);
    }

    static boolean isUpper(int codePoint) {
        return PythonCharacters.UPPER.contains(codePoint);
    }

    /** Whether the character has case. */
    static boolean isCased(int codePoint) {
        return isUpper(codePoint)
                || PythonCharacters.LOWER.contains(codePoint)
                || PythonCharacters.TITLE.contains(codePoint);
    }
}
