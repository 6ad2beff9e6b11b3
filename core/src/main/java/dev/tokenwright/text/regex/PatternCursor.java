package dev.tokenwright.text.regex;

import dev.tokenwright.text.regex.RegexNode.Repeat;

/** A position in a pattern that is being read. */
final class PatternCursor {
    private static final int[] NO_QUANTIFIER = {};

    private final String pattern;
    private int index;

    PatternCursor(String pattern) {
        this.pattern = pattern;
    }

    int index() {
        return index;
    }

    boolean atEnd() {
        return index >= pattern.length();
    }

    /** The UTF-16 unit at a position. */
    char at(int charIndex) {
        return pattern.charAt(charIndex);
    }

    /** The next code point, or -1 at the end. */
    int peek() {
        return atEnd() ? -1 : pattern.codePointAt(index);
    }

    int next() {
        if (atEnd()) {
            throw problem("Pattern ends too early");
        }
        int codePoint = pattern.codePointAt(index);
        index += Character.charCount(codePoint);
        return codePoint;
    }

    boolean take(char expected) {
        if (!atEnd() && pattern.charAt(index) == expected) {
            index++;
            return true;
        }
        return false;
    }

    boolean take(String expected) {
        if (pattern.startsWith(expected, index)) {
            index += expected.length();
            return true;
        }
        return false;
    }

    boolean looksAt(String expected) {
        return pattern.startsWith(expected, index);
    }

    /** Everything up to {@code end}, which is taken too. */
    String until(String end, int start) {
        int stop = pattern.indexOf(end, index);
        if (stop < 0) {
            throw new RegexSyntaxException("Missing " + end, start);
        }
        String text = pattern.substring(index, stop);
        index = stop + end.length();
        return text;
    }

    void skipName(int start) {
        String name = until(">", start);
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw new RegexSyntaxException("Group name \"" + name + "\" is not supported", start);
        }
    }

    boolean atQuantifier() {
        return switch (peek()) {
            case '*', '+', '?' -> true;
            case '{' -> braces(Integer.MAX_VALUE).length > 0;
            default -> false;
        };
    }

    /** Takes a quantifier without its suffix and gives its bounds; an empty array when there is none. */
    int[] quantifier(RegexDialect dialect, int maxCount) {
        if (take('*')) {
            return new int[] {0, Repeat.UNBOUNDED};
        }
        if (take('+')) {
            return new int[] {1, Repeat.UNBOUNDED};
        }
        if (take('?')) {
            return new int[] {0, 1};
        }
        if (peek() != '{') {
            return NO_QUANTIFIER;
        }
        int[] bounds = braces(maxCount);
        if (bounds.length == 0) {
            if (dialect == RegexDialect.FANCY) {
                throw problem("Malformed {}");
            }
            return NO_QUANTIFIER;
        }
        index = pattern.indexOf('}', index) + 1;
        return bounds;
    }

    /** The bounds that the braces at the current position give; an empty array when they are no quantifier. */
    private int[] braces(int maxCount) {
        int close = pattern.indexOf('}', index);
        String inside = close < 0 ? "" : pattern.substring(index + 1, close);
        if (!inside.matches("[0-9]{1,9}(,[0-9]{0,9})?|,[0-9]{1,9}")) {
            return NO_QUANTIFIER;
        }
        int comma = inside.indexOf(',');
        String low = comma < 0 ? inside : inside.substring(0, comma);
        String high = comma < 0 ? inside : inside.substring(comma + 1);
        int min = low.isEmpty() ? 0 : Integer.parseInt(low);
        int max = high.isEmpty() ? Repeat.UNBOUNDED : Integer.parseInt(high);
        if (min > maxCount || max > maxCount) {
            throw problem("Repeat count over " + maxCount);
        }
        if (max != Repeat.UNBOUNDED && max < min) {
            throw problem("Repeat bounds in the wrong order");
        }
        return new int[] {min, max};
    }

    RegexSyntaxException problem(String what) {
        return new RegexSyntaxException(what, index);
    }
}
