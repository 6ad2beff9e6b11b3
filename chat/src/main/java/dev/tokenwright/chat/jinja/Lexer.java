package dev.tokenwright.chat.jinja;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Cuts a template into tokens, with blocks trimmed as {@code trim_blocks} and {@code lstrip_blocks} say: a newline after
 * a block or comment goes, and blanks before one that begins its line.
 */
final class Lexer {
    private static final List<String> OPERATORS = List.of(
            "//", "**", "==", "!=", ">=", "<=", "+", "-", "/", "*", "%", "~", "[", "]", "(", ")", "{", "}", ">", "<",
            "=", ".", ":", "|", ",", ";");
    private final String source;

    private final List<Token> tokens = new ArrayList<>();
    private final Deque<Character> brackets = new ArrayDeque<>();
    private int at;
    private boolean lineStarts = true;

    private Lexer(String source) {
        this.source = source;
    }

    /** The source as the lexer sees it: one kind of newline, and none at the end. */
    static String normalized(String template) {
        String source = template.replace("\r\n", "\n").replace('\r', '\n');
        return source.endsWith("\n") ? source.substring(0, source.length() - 1) : source;
    }

    static List<Token> tokens(String source) {
        Lexer lexer = new Lexer(source);
        while (lexer.at < source.length()) {
            lexer.data();
        }
        lexer.add(Token.Kind.END, "", source.length());
        return lexer.tokens;
    }

    private void add(Token.Kind kind, String text, int from) {
        tokens.add(new Token(kind, text, from));
    }

    /** Reads plain data and the tag that ends it. */
    private void data() {
        int tag = nextTag(at);
        if (tag < 0) {
            addData(at, source.length());
            at = source.length();
            return;
        }
        char opening = source.charAt(tag + 1);
        int rawEnd = opening == '%' ? rawBegin(tag) : -1;
        char sign = signAt(tag + 2);
        addData(at, dataEnd(at, tag, sign, opening == '{'));
        at = tag + (sign == 0 ? 2 : 3);
        if (rawEnd >= 0) {
            lineStarts = source.charAt(rawEnd - 1) == '\n';
            at = rawEnd;
            raw(tag);
        } else if (opening == '#') {
            comment(tag);
        } else if (opening == '%') {
            add(Token.Kind.BLOCK_BEGIN, "", tag);
            code(Token.Kind.BLOCK_END, "%}");
        } else {
            add(Token.Kind.VARIABLE_BEGIN, "", tag);
            code(Token.Kind.VARIABLE_END, "}}");
        }
    }

    private int nextTag(int from) {
        for (int index = source.indexOf('{', from); index >= 0; index = source.indexOf('{', index + 1)) {
            if (index + 1 < source.length() && "%{#".indexOf(source.charAt(index + 1)) >= 0) {
                return index;
            }
        }
        return -1;
    }

    private char signAt(int index) {
        char sign = index < source.length() ? source.charAt(index) : 0;
        return sign == '-' || sign == '+' ? sign : 0;
    }

    private void addData(int from, int to) {
        if (from < to) {
            add(Token.Kind.DATA, source.substring(from, to), from);
        }
    }

    /** Where the data before a tag ends once white space is taken off. */
    private int dataEnd(int from, int tag, char sign, boolean variable) {
        int end = tag;
        if (sign == '-') {
            while (end > from && PythonText.isSpace(source.charAt(end - 1))) {
                end--;
            }
            return end;
        }
        if (sign == '+' || variable) {
            return tag;
        }
        int line = source.lastIndexOf('\n', tag - 1) + 1;
        boolean begins = line > from || (line <= from && lineStarts);
        int start = Math.max(line, from);
        while (end > start && PythonText.isSpace(source.charAt(end - 1))) {
            end--;
        }
        return begins && end == start ? start : tag;
    }

    /** The end of a {@code raw} tag that begins here, or -1. */
    private int rawBegin(int tag) {
        int index = skipSpace(tag + 2 + (signAt(tag + 2) == 0 ? 0 : 1));
        if (!source.startsWith("raw", index)) {
            return -1;
        }
        index = skipSpace(index + 3);
        if (source.startsWith("-%}", index)) {
            return skipSpace(index + 3);
        }
        return source.startsWith("%}", index) ? index + 2 : -1;
    }

    private int skipSpace(int from) {
        int index = from;
        while (index < source.length() && PythonText.isSpace(source.charAt(index))) {
            index++;
        }
        return index;
    }

    private void raw(int tag) {
        for (int end = source.indexOf("{%", at); end >= 0; end = source.indexOf("{%", end + 1)) {
            char sign = signAt(end + 2);
            int index = skipSpace(end + 2 + (sign == 0 ? 0 : 1));
            if (!source.startsWith("endraw", index)) {
                continue;
            }
            int after = blockEnd(skipSpace(index + 6));
            if (after >= 0) {
                addData(at, dataEnd(at, end, sign, false));
                moveTo(after);
                return;
            }
        }
        throw Failure.syntax("Missing end of raw directive", tag);
    }

    /** The place after {@code %}} and what is trimmed behind it, or -1. */
    private int blockEnd(int index) {
        if (source.startsWith("+%}", index)) {
            return index + 3;
        }
        if (source.startsWith("-%}", index)) {
            return skipSpace(index + 3);
        }
        return source.startsWith("%}", index) ? trimmed(index + 2) : -1;
    }

    private int trimmed(int index) {
        return index < source.length() && source.charAt(index) == '\n' ? index + 1 : index;
    }

    private void moveTo(int index) {
        lineStarts = index > 0 && source.charAt(index - 1) == '\n';
        at = index;
    }

    private void comment(int tag) {
        int end = source.indexOf("#}", at);
        if (end < 0) {
            throw Failure.syntax("Missing end of comment tag", tag);
        }
        char sign = end > at ? source.charAt(end - 1) : 0;
        moveTo(sign == '-' ? skipSpace(end + 2) : sign == '+' ? end + 2 : trimmed(end + 2));
    }

    private void code(Token.Kind endKind, String end) {
        while (at < source.length()) {
            int after = brackets.isEmpty() ? codeEnd(end) : -1;
            if (after >= 0) {
                add(endKind, "", at);
                moveTo(after);
                return;
            }
            if (PythonText.isSpace(source.charAt(at))) {
                at = skipSpace(at);
            } else {
                token();
            }
        }
    }

    private int codeEnd(String end) {
        if (end.equals("%}")) {
            return blockEnd(at);
        }
        if (source.startsWith("-}}", at)) {
            return skipSpace(at + 3);
        }
        return source.startsWith("}}", at) ? at + 2 : -1;
    }

    private void token() {
        char first = source.charAt(at);
        int end = NumberScanner.floatEnd(source, at);
        if (end > at) {
            addNumber(Token.Kind.FLOAT, end);
            return;
        }
        end = NumberScanner.integerEnd(source, at);
        if (end > at) {
            addNumber(Token.Kind.INTEGER, end);
            return;
        }
        end = nameEnd();
        if (end > at) {
            String name = source.substring(at, end);
            if (!StrCases.isIdentifier(name)) {
                throw Failure.syntax("Invalid character in identifier", at);
            }
            add(Token.Kind.NAME, name, at);
            at = end;
        } else if (first == '\'' || first == '"') {
            string(first);
        } else {
            operator();
        }
    }

    private void addNumber(Token.Kind kind, int end) {
        add(kind, source.substring(at, end).replace("_", ""), at);
        at = end;
    }

    private int nameEnd() {
        int index = at;
        while (index < source.length()) {
            int codePoint = source.codePointAt(index);
            boolean part = PythonText.isWord(codePoint)
                    || (codePoint >= 0x80
                            && Character.isUnicodeIdentifierPart(codePoint)
                            && !Character.isIdentifierIgnorable(codePoint));
            if (!part) {
                break;
            }
            index += Character.charCount(codePoint);
        }
        return index;
    }

    private void string(char quote) {
        int index = at + 1;
        while (index < source.length() && source.charAt(index) != quote) {
            index += source.charAt(index) == '\\' ? 2 : 1;
        }
        if (index >= source.length()) {
            throw Failure.syntax("unexpected char " + PythonText.quoted(String.valueOf(quote)) + " at " + at, at);
        }
        add(Token.Kind.STRING, StringEscapes.resolve(source.substring(at + 1, index), at), at);
        at = index + 1;
    }

    private void operator() {
        for (String operator : OPERATORS) {
            if (source.startsWith(operator, at)) {
                balance(operator.charAt(0));
                add(Token.Kind.OPERATOR, operator, at);
                at += operator.length();
                return;
            }
        }
        String character = Character.toString(source.codePointAt(at));
        throw Failure.syntax("unexpected char " + PythonText.quoted(character) + " at " + at, at);
    }

    private void balance(char sign) {
        int opening = "{([".indexOf(sign);
        if (opening >= 0) {
            brackets.push("})]".charAt(opening));
        } else if ("})]".indexOf(sign) >= 0) {
            if (brackets.isEmpty()) {
                throw Failure.syntax("unexpected '" + sign + "'", at);
            }
            char expected = brackets.pop();
            if (expected != sign) {
                throw Failure.syntax("unexpected '" + sign + "', expected '" + expected + "'", at);
            }
        }
    }
}
