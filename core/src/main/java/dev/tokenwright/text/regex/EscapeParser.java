package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeSets;

/** Reads what follows a backslash and stands for one code point of a set. */
final class EscapeParser {
    private final PatternCursor in;
    private final RegexDialect dialect;

    EscapeParser(PatternCursor in, RegexDialect dialect) {
        this.in = in;
        this.dialect = dialect;
    }

    /** The set that the escape stands for; the backslash has been taken. */
    CodePointSet set(int start) {
        int next = in.next();
        return switch (next) {
            case 's' -> UnicodeSets.patternSpace();
            case 'S' -> UnicodeSets.patternSpace().complement();
            case 'd' -> UnicodeSets.patternDigit();
            case 'D' -> UnicodeSets.patternDigit().complement();
            case 'w' -> word();
            case 'W' -> word().complement();
            case 'h' -> UnicodeSets.patternHexDigit();
            case 'H' -> UnicodeSets.patternHexDigit().complement();
            case 'p' -> property(start, false);
            case 'P' -> property(start, true);
            default -> CodePointSet.of(codePoint(next, start));
        };
    }

    private CodePointSet word() {
        return dialect == RegexDialect.ONIGURUMA ? UnicodeSets.patternWord() : UnicodeSets.wordCharacter();
    }

    private int codePoint(int escaped, int start) {
        return switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            case 'a' -> 0x07;
            case 'e' -> escape(start);
            case 'x' -> hexadecimal(start);
            case 'u' -> fixedHexadecimal(4, start);
            default -> {
                if (Character.isLetterOrDigit(escaped)) {
                    throw new RegexSyntaxException(
                            "Escape \\" + Character.toString(escaped) + " is not supported", start);
                }
                yield escaped;
            }
        };
    }

    private int escape(int start) {
        if (dialect == RegexDialect.FANCY) {
            throw new RegexSyntaxException("Escape \\e is not supported", start);
        }
        return 0x1B;
    }

    private int hexadecimal(int start) {
        if (in.take('{')) {
            return number(in.until("}", start), start);
        }
        return fixedHexadecimal(2, start);
    }

    private int fixedHexadecimal(int digits, int start) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < digits; index++) {
            text.appendCodePoint(in.next());
        }
        return number(text.toString(), start);
    }

    private static int number(String text, int start) {
        if (!text.matches("[0-9A-Fa-f]{1,6}") || Integer.parseInt(text, 16) > Character.MAX_CODE_POINT) {
            throw new RegexSyntaxException("\"" + text + "\" is no hexadecimal code point", start);
        }
        return Integer.parseInt(text, 16);
    }

    private CodePointSet property(int start, boolean negated) {
        String name;
        if (in.take('{')) {
            name = in.until("}", start);
        } else if (dialect == RegexDialect.FANCY) {
            name = Character.toString(in.next());
        } else {
            throw new RegexSyntaxException("\\p without {", start);
        }
        boolean inverse = name.startsWith("^");
        String plain = inverse ? name.substring(1) : name;
        if (dialect == RegexDialect.FANCY) {
            plain = plain.replaceFirst("^(Script|sc|gc|General_Category|scx|Script_Extensions)=", "");
            plain = plain.replaceFirst("^Is", "");
        }
        String unknown = "Property \"" + name + "\" is not known";
        CodePointSet set = UnicodeSets.property(plain).orElseThrow(() -> new RegexSyntaxException(unknown, start));
        return negated != inverse ? set.complement() : set;
    }
}
