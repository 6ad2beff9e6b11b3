package dev.tokenwright.chat.jinja;

/** Python's {@code repr} of a text. */
final class StrRepr {
    private StrRepr() {}

    static void write(StrValue value, StrBuilder out) {
        String text = value.text();
        char quote = text.indexOf('\'') >= 0 && text.indexOf('"') < 0 ? '"' : '\'';
        String mark = String.valueOf(quote);
        out.append(mark);
        int plainFrom = 0;
        for (int index = 0; index < text.length(); ) {
            int codePoint = text.codePointAt(index);
            int end = index + Character.charCount(codePoint);
            String escape = escape(codePoint, quote);
            if (!escape.isEmpty()) {
                out.append(value, plainFrom, index).appendFor(escape, value, index);
                plainFrom = end;
            }
            index = end;
        }
        out.append(value, plainFrom, text.length()).append(mark);
    }

    /** What stands for a character, or nothing when it stands for itself. */
    private static String escape(int codePoint, char quote) {
        if (codePoint >= ' ' && codePoint < 0x7F) {
            return codePoint == quote || codePoint == '\\' ? "\\" + (char) codePoint : "";
        }
        return switch (codePoint) {
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> PythonText.isPrintable(codePoint) ? "" : numbered(codePoint);
        };
    }

    private static String numbered(int codePoint) {
        if (codePoint < 0x100) {
            return String.format("\\x%02x", codePoint);
        }
        return String.format(codePoint < 0x10000 ? "\\u%04x" : "\\U%08x", codePoint);
    }
}
