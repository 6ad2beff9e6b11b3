package dev.tokenwright.chat.plain;

/** What Python's {@code str} does to texts. */
public final class PythonStrings {
    private PythonStrings() {}

    /** Whether {@code str.isspace} holds of a UTF-16 unit; none of those characters takes two. */
    public static boolean isSpace(int unit) {
        if (unit < 0x80) {
            return unit == ' ' || (unit >= '\t' && unit <= '\r') || (unit >= 0x1C && unit <= 0x1F);
        }
        return switch (unit) {
            case 0x85, 0xA0, 0x1680, 0x2028, 0x2029, 0x202F, 0x205F, 0x3000 -> true;
            default -> unit >= 0x2000 && unit <= 0x200A;
        };
    }

    /** {@code text.strip()}. */
    public static String strip(String text) {
        return lstrip(rstrip(text));
    }

    /** {@code text.lstrip()}. */
    public static String lstrip(String text) {
        int start = 0;
        while (start < text.length() && isSpace(text.charAt(start))) {
            start++;
        }
        return text.substring(start);
    }

    /** {@code text.rstrip()}. */
    public static String rstrip(String text) {
        int end = text.length();
        while (end > 0 && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end);
    }

    /** {@code text.strip("\n")}. */
    public static String stripNewlines(String text) {
        return lstripNewlines(rstripNewlines(text));
    }

    /** {@code text.lstrip("\n")}. */
    public static String lstripNewlines(String text) {
        int start = 0;
        while (start < text.length() && text.charAt(start) == '\n') {
            start++;
        }
        return text.substring(start);
    }

    /** {@code text.rstrip("\n")}. */
    public static String rstripNewlines(String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == '\n') {
            end--;
        }
        return text.substring(0, end);
    }

    /** {@code text.split(mark)[-1]}: what is behind the last mark, or everything. */
    public static String afterLast(String text, String mark) {
        int index = text.lastIndexOf(mark);
        return index < 0 ? text : text.substring(index + mark.length());
    }

    /** {@code text.split(mark)[0]}: what is before the first mark, or everything. */
    public static String beforeFirst(String text, String mark) {
        int index = text.indexOf(mark);
        return index < 0 ? text : text.substring(0, index);
    }

    /** {@code text.split(mark, 1)[-1]}: what is behind the first mark, or everything. */
    public static String afterFirst(String text, String mark) {
        int index = text.indexOf(mark);
        return index < 0 ? text : text.substring(index + mark.length());
    }

    /** Which of two texts comes first in the order of their code points. */
    public static int compare(String left, String right) {
        return java.util.Arrays.compare(
                left.codePoints().toArray(), right.codePoints().toArray());
    }
}
