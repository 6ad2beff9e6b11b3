package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Cutting texts apart and trimming them. Limits of -1 mean no limit. */
final class StrSplits {
    private StrSplits() {}

    /** Words between white space, at most {@code limit + 1}. */
    static List<StrValue> words(StrValue value, int limit) {
        String text = value.text();
        List<StrValue> words = new ArrayList<>();
        int index = skipSpace(text, 0);
        while (index < text.length()) {
            if (limit >= 0 && words.size() == limit) {
                words.add(value.slice(index, trimmedEnd(text, index)));
                return words;
            }
            int end = index;
            while (end < text.length() && !PythonText.isSpace(text.charAt(end))) {
                end++;
            }
            words.add(value.slice(index, end));
            index = skipSpace(text, end);
        }
        return words;
    }

    /** Words from the end on, in the text's order. */
    static List<StrValue> wordsFromEnd(StrValue value, int limit) {
        String text = value.text();
        List<StrValue> words = new ArrayList<>();
        int end = trimmedEnd(text, 0);
        while (end > 0) {
            if (limit >= 0 && words.size() == limit) {
                words.add(value.slice(skipSpace(text, 0), end));
                break;
            }
            int start = end;
            while (start > 0 && !PythonText.isSpace(text.charAt(start - 1))) {
                start--;
            }
            words.add(value.slice(start, end));
            end = start;
            while (end > 0 && PythonText.isSpace(text.charAt(end - 1))) {
                end--;
            }
        }
        Collections.reverse(words);
        return words;
    }

    private static int skipSpace(String text, int from) {
        int index = from;
        while (index < text.length() && PythonText.isSpace(text.charAt(index))) {
            index++;
        }
        return index;
    }

    private static int trimmedEnd(String text, int least) {
        int end = text.length();
        while (end > least && PythonText.isSpace(text.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    static List<StrValue> split(StrValue value, String separator, int limit) {
        requireSeparator(separator);
        List<StrValue> parts = new ArrayList<>();
        int from = 0;
        while (limit < 0 || parts.size() < limit) {
            int at = value.text().indexOf(separator, from);
            if (at < 0) {
                break;
            }
            parts.add(value.slice(from, at));
            from = at + separator.length();
        }
        parts.add(value.slice(from, value.text().length()));
        return parts;
    }

    static List<StrValue> splitFromEnd(StrValue value, String separator, int limit) {
        requireSeparator(separator);
        List<StrValue> parts = new ArrayList<>();
        int end = value.text().length();
        while (limit < 0 || parts.size() < limit) {
            int at = end < separator.length() ? -1 : value.text().lastIndexOf(separator, end - separator.length());
            if (at < 0) {
                break;
            }
            parts.add(value.slice(at + separator.length(), end));
            end = at;
        }
        parts.add(value.slice(0, end));
        Collections.reverse(parts);
        return parts;
    }

    static void requireSeparator(String separator) {
        if (separator.isEmpty()) {
            throw Failure.value("empty separator");
        }
    }

    static List<StrValue> lines(StrValue value, boolean keepEnds) {
        String text = value.text();
        List<StrValue> lines = new ArrayList<>();
        int from = 0;
        for (int index = 0; index < text.length(); index++) {
            if (!PythonText.isLineBreak(text.charAt(index))) {
                continue;
            }
            int end = index;
            if (text.charAt(index) == '\r' && index + 1 < text.length() && text.charAt(index + 1) == '\n') {
                index++;
            }
            lines.add(value.slice(from, keepEnds ? index + 1 : end));
            from = index + 1;
        }
        if (from < text.length()) {
            lines.add(value.slice(from, text.length()));
        }
        return lines;
    }

    /** Which ends are trimmed. */
    enum Ends {
        BOTH,
        LEFT,
        RIGHT
    }

    /** Trims white space. */
    static StrValue trim(StrValue value, Ends ends) {
        String text = value.text();
        int from = ends == Ends.RIGHT ? 0 : skipSpace(text, 0);
        int to = ends == Ends.LEFT ? text.length() : trimmedEnd(text, from);
        return value.slice(from, to);
    }

    /** Trims any of the given characters. */
    static StrValue trim(StrValue value, Ends ends, String characters) {
        String text = value.text();
        int from = 0;
        int to = text.length();
        while (ends != Ends.RIGHT && from < to && characters.indexOf(text.codePointAt(from)) >= 0) {
            from += Character.charCount(text.codePointAt(from));
        }
        while (ends != Ends.LEFT && from < to && characters.indexOf(text.codePointBefore(to)) >= 0) {
            to -= Character.charCount(text.codePointBefore(to));
        }
        return value.slice(from, to);
    }

    static StrValue replace(Render render, StrValue value, String old, StrValue replacement, long limit) {
        long left = limit < 0 ? Long.MAX_VALUE : limit;
        StrBuilder out = new StrBuilder(render);
        String text = value.text();
        int from = 0;
        if (old.isEmpty()) {
            return insertEverywhere(out, value, replacement, left);
        }
        for (int at = text.indexOf(old); at >= 0 && left > 0; at = text.indexOf(old, from)) {
            out.append(value, from, at).append(replacement);
            from = at + old.length();
            left--;
        }
        return from == 0 && left == (limit < 0 ? Long.MAX_VALUE : limit)
                ? value
                : out.append(value, from, text.length()).build(value.markup());
    }

    private static StrValue insertEverywhere(StrBuilder out, StrValue value, StrValue inserted, long limit) {
        long left = limit;
        String text = value.text();
        int index = 0;
        while (index < text.length()) {
            if (left-- > 0) {
                out.append(inserted);
            }
            int end = index + Character.charCount(text.codePointAt(index));
            out.append(value, index, end);
            index = end;
        }
        if (left > 0) {
            out.append(inserted);
        }
        return out.build(value.markup());
    }
}
