package dev.tokenwright.text;

import java.util.Optional;

/**
 * Sets of code points as the references see them. They come from pinned tables, not from the JDK: patterns are Unicode
 * 16, punctuation and marks are older, digits and letter case newer, each as the reference's own stage has it.
 */
public final class UnicodeSets {
    private UnicodeSets() {}

    /**
     * What {@code \p{name}} matches in Oniguruma's patterns, Unicode 16: a general category, a script, a block (with
     * {@code In} before its name) or a binary property, by its long or short name. Case, blanks, hyphens and underscores
     * in the name do not count. Surrogates are in no set but {@code Any}, {@code Assigned} and their own. {@code Punct}
     * is what {@code [[:punct:]]} matches, symbols included, where Oniguruma's {@code \p{Punct}} has no symbols.
     */
    public static Optional<CodePointSet> property(String name) {
        String plain = folded(name);
        return switch (plain) {
            case "any" -> Optional.of(CodePointSet.ALL);
            case "assigned" -> UnicodeData.set("pattern \\p{Cn}").map(CodePointSet::complement);
            case "cs", "surrogate" -> Optional.of(CodePointSet.ofRanges(0xD800, 0xDFFF));
            default -> UnicodeData.property(plain);
        };
    }

    /** What {@code [[:name:]]} matches in Oniguruma's patterns: one of its 14 names, in lower case. */
    public static Optional<CodePointSet> posixBracket(String name) {
        return UnicodeData.set("pattern [[:" + name + ":]]");
    }

    /** A property's name as Oniguruma compares it; names with characters beyond ASCII name nothing. */
    private static String folded(String name) {
        StringBuilder plain = new StringBuilder(name.length());
        for (int index = 0; index < name.length(); index++) {
            char next = name.charAt(index);
            if (next >= 'A' && next <= 'Z') {
                plain.append((char) (next + 'a' - 'A'));
            } else if (next != ' ' && next != '-' && next != '_') {
                plain.append(next);
            }
        }
        return plain.toString();
    }

    /** White space of split patterns, the regular expression {@code \s}. */
    public static CodePointSet patternSpace() {
        return UnicodeData.required("pattern \\s");
    }

    /** Word characters of Oniguruma's split patterns, the regular expression {@code \w}. */
    public static CodePointSet patternWord() {
        return UnicodeData.required("pattern \\w");
    }

    /** Decimal digits of split patterns, the regular expression {@code \d}. */
    public static CodePointSet patternDigit() {
        return UnicodeData.required("pattern \\d");
    }

    /** Hexadecimal digits of Oniguruma's split patterns, the regular expression {@code \h}. */
    public static CodePointSet patternHexDigit() {
        return UnicodeData.required("pattern \\h");
    }

    /** Rust's {@code char::is_whitespace}. */
    public static CodePointSet whiteSpace() {
        return UnicodeData.required("WhitespaceSplit: white space");
    }

    /** Word characters of Rust's regular expressions. */
    public static CodePointSet wordCharacter() {
        return UnicodeData.required("Whitespace: word character");
    }

    /** Punctuation, ASCII symbols included. */
    public static CodePointSet punctuation() {
        return UnicodeData.required("Punctuation: punctuation");
    }

    /** Rust's {@code char::is_numeric}. */
    public static CodePointSet numeric() {
        return UnicodeData.required("Digits: numeric");
    }

    /** What BERT's cleaning removes. */
    public static CodePointSet bertRemoved() {
        return UnicodeData.required("BertNormalizer clean_text: removed");
    }

    /** What BERT's cleaning turns into a blank. */
    public static CodePointSet bertBlank() {
        return UnicodeData.required("BertNormalizer clean_text: becomes a space");
    }

    /** What BERT puts blanks around. */
    public static CodePointSet bertChinese() {
        return UnicodeData.required("BertNormalizer: Chinese character");
    }

    /** The marks that BERT's accent stripping removes. */
    public static CodePointSet bertNonspacingMark() {
        return UnicodeData.required("BertNormalizer: nonspacing mark");
    }

    /** What the Nmt step removes. */
    public static CodePointSet nmtRemoved() {
        return UnicodeData.required("Nmt: removed");
    }

    /** What the Nmt step turns into a blank. */
    public static CodePointSet nmtBlank() {
        return UnicodeData.required("Nmt: becomes a space");
    }

    /** The marks that the StripAccents step removes. */
    public static CodePointSet combiningMark() {
        return UnicodeData.required("StripAccents: removed");
    }
}
