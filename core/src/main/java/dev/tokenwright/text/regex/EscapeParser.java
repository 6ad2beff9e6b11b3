package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.LlamaSets;
import dev.tokenwright.text.UnicodeSets;
import java.util.Locale;

/** Reads what follows a backslash and stands for one code point of a set. */
final class EscapeParser {
    /** Where the escape stands: Oniguruma's {@code \w} differs in and outside a bracketed class. */
    enum Place {
        /** Inside a bracketed class. */
        CLASS,
        /** On its own. */
        ALONE
    }

    private final PatternCursor in;
    private final RegexDialect dialect;
    private final Place place;

    EscapeParser(PatternCursor in, RegexDialect dialect, Place place) {
        this.in = in;
        this.dialect = dialect;
        this.place = place;
    }

    /** Whether what follows the backslash stands for a named set and not for one character. */
    boolean atNamedSet() {
        return "sSdDwWhHpP".indexOf(in.peek()) >= 0;
    }

    /** The set that the escape stands for; the backslash has been taken. */
    CodePointSet set(int start) {
        int next = in.next();
        return switch (next) {
            case 's' -> space();
            case 'S' -> space().complement();
            case 'd' -> digit();
            case 'D' -> digit().complement();
            case 'w' -> word(dialect, place);
            case 'W' -> word(dialect, place).complement();
            case 'h' -> UnicodeSets.patternHexDigit();
            case 'H' -> UnicodeSets.patternHexDigit().complement();
            case 'p' -> property(start, false);
            case 'P' -> property(start, true);
            default -> CodePointSet.of(codePoint(next, start));
        };
    }

    private CodePointSet space() {
        return dialect == RegexDialect.LLAMA_CPP ? LlamaSets.whiteSpace() : UnicodeSets.patternSpace();
    }

    private CodePointSet digit() {
        return dialect == RegexDialect.LLAMA_CPP ? CodePointSet.ofRanges('0', '9') : UnicodeSets.patternDigit();
    }

    static CodePointSet word(RegexDialect dialect, Place place) {
        if (dialect == RegexDialect.LLAMA_CPP) {
            return CodePointSet.ofRanges('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
        }
        if (dialect == RegexDialect.FANCY) {
            return UnicodeSets.wordCharacter();
        }
        return place == Place.ALONE
                ? UnicodeSets.patternWord()
                : UnicodeSets.posixBracket("word").orElseThrow();
    }

    private int codePoint(int escaped, int start) {
        return switch (escaped) {
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'f' -> '\f';
            case 'v' -> 0x0B;
            case 'a' -> 0x07;
            case 'e' -> 0x1B;
            case 'x' -> hexadecimal(start);
            case 'u' -> in.peek() == '{' && dialect == RegexDialect.FANCY ? hexadecimal(start) : fixed(4, start);
            default -> {
                boolean wordEdge = dialect == RegexDialect.FANCY && (escaped == '<' || escaped == '>');
                if (wordEdge || Character.isLetterOrDigit(escaped)) {
                    throw new RegexSyntaxException(
                            "Escape \\" + Character.toString(escaped) + ", which is not supported,", start);
                }
                yield escaped;
            }
        };
    }

    private int hexadecimal(int start) {
        if (in.take('{')) {
            return number(in.until("}", start), start);
        }
        int value = fixed(2, start);
        if (value > 0x7F && dialect == RegexDialect.ONIGURUMA) {
            throw new RegexSyntaxException("\\x with a byte over 7F; write \\x{...}", start);
        }
        return value;
    }

    private int fixed(int digits, int start) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < digits; index++) {
            text.appendCodePoint(in.next());
        }
        return number(text.toString(), start);
    }

    private static int number(String text, int start) {
        int value = text.matches("[0-9A-Fa-f]{1,6}") ? Integer.parseInt(text, 16) : Integer.MAX_VALUE;
        if (value > Character.MAX_CODE_POINT || value >= Character.MIN_SURROGATE && value <= Character.MAX_SURROGATE) {
            throw new RegexSyntaxException("\"" + text + "\", which is no hexadecimal code point,", start);
        }
        return value;
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
            plain = plain.replaceFirst("^(Script|sc|gc|General_Category)=", "");
            plain = plain.replaceFirst("^Is", "");
        }
        CodePointSet set = named(plain, name, start);
        return negated != inverse ? set.complement() : set;
    }

    private CodePointSet named(String plain, String name, int start) {
        if (dialect == RegexDialect.LLAMA_CPP) {
            return LlamaSets.category(plain)
                    .orElseThrow(() -> new RegexSyntaxException("Property \"" + name + "\"", start));
        }
        String folded = plain.toLowerCase(Locale.ROOT).replaceAll("[ _-]", "");
        String canonical =
                switch (folded) {
                    case "punct" -> "P";
                    case "digit" -> "Nd";
                    // Same names, other sets: each engine has its own.
                    case "word", "graph", "print", "xdigit" -> "";
                    default -> plain;
                };
        boolean block = folded.startsWith("in") && !folded.startsWith("inherited") && !folded.startsWith("inscription");
        return UnicodeSets.property(dialect == RegexDialect.FANCY && block ? "" : canonical)
                .orElseThrow(() ->
                        new RegexSyntaxException("Property \"" + name + "\", which is not known or supported,", start));
    }
}
