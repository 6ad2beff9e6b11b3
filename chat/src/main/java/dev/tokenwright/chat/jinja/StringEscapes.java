package dev.tokenwright.chat.jinja;

/** The escapes of string literals, as Python's {@code unicode-escape} resolves them. */
final class StringEscapes {
    private StringEscapes() {}

    /**
     * The text of a literal.
     *
     * @param literal what stands between the quotes
     * @param at where it stands in the template, for messages
     */
    static String resolve(String literal, int at) {
        if (literal.indexOf('\\') < 0) {
            return literal;
        }
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < literal.length(); index++) {
            char unit = literal.charAt(index);
            if (unit != '\\') {
                text.append(unit);
            } else {
                index = escape(literal, index + 1, at, text);
            }
        }
        return text.toString();
    }

    /** Resolves one escape and gives the index of its last character. */
    private static int escape(String literal, int index, int at, StringBuilder text) {
        char unit = literal.charAt(index);
        switch (unit) {
            case '\n' -> {}
            case '\\', '\'', '"' -> text.append(unit);
            case 'a' -> text.append('\u0007');
            case 'b' -> text.append('\b');
            case 'f' -> text.append('\f');
            case 'n' -> text.append('\n');
            case 'r' -> text.append('\r');
            case 't' -> text.append('\t');
            case 'v' -> text.append('\u000B');
            case 'x' -> {
                return numbered(literal, index, 2, "truncated \\xXX escape", at, text);
            }
            case 'u' -> {
                return numbered(literal, index, 4, "truncated \\uXXXX escape", at, text);
            }
            case 'U' -> {
                return numbered(literal, index, 8, "truncated \\UXXXXXXXX escape", at, text);
            }
            case 'N' -> {
                return named(literal, index, at, text);
            }
            default -> {
                return other(literal, index, text);
            }
        }
        return index;
    }

    private static int other(String literal, int index, StringBuilder text) {
        char unit = literal.charAt(index);
        if (unit >= '0' && unit <= '7') {
            int value = 0;
            int end = index;
            while (end < literal.length()
                    && end < index + 3
                    && literal.charAt(end) >= '0'
                    && literal.charAt(end) <= '7') {
                value = value * 8 + literal.charAt(end++) - '0';
            }
            text.append((char) value);
            return end - 1;
        }
        text.append('\\');
        if (unit < 0x80) {
            text.append(unit);
            return index;
        }
        // the reference escapes what is not ASCII first, so that the backslash hits the escape's own
        int codePoint = literal.codePointAt(index);
        String form = codePoint < 0x100 ? "x%02x" : codePoint < 0x10000 ? "u%04x" : "U%08x";
        text.append(String.format(form, codePoint));
        return index + Character.charCount(codePoint) - 1;
    }

    private static int numbered(String literal, int index, int digits, String problem, int at, StringBuilder text) {
        int end = index + 1 + digits;
        int value = 0;
        for (int digit = index + 1; digit < end; digit++) {
            int next = digit < literal.length() && literal.charAt(digit) < 0x80
                    ? Character.digit(literal.charAt(digit), 16)
                    : -1;
            if (next < 0) {
                throw Failure.syntax(problem, at);
            }
            value = value * 16 + next;
        }
        if (!Character.isValidCodePoint(value)) {
            throw Failure.syntax("illegal Unicode character", at);
        }
        text.appendCodePoint(value);
        return end - 1;
    }

    private static int named(String literal, int index, int at, StringBuilder text) {
        int end = literal.indexOf('}', index);
        if (!literal.startsWith("{", index + 1) || end < 0) {
            throw Failure.syntax("malformed \\N character escape", at);
        }
        try {
            text.appendCodePoint(Character.codePointOf(literal.substring(index + 2, end)));
        } catch (IllegalArgumentException unknown) {
            throw Failure.syntax("unknown Unicode character name", at);
        }
        return end;
    }
}
