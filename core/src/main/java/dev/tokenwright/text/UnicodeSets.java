package dev.tokenwright.text;

import java.util.Locale;
import java.util.Optional;

/**
 * Sets of code points as the references see them. They come from pinned tables, not from the JDK: patterns are Unicode
 * 16, punctuation and marks are older, digits and letter case newer, each as the reference's own stage has it.
 */
public final class UnicodeSets {
    private UnicodeSets() {}

    /**
     * What {@code \p{name}} or {@code [[:name:]]} matches: a general category, a script or a property. Case, blanks,
     * hyphens and underscores in the name do not count.
     */
    public static Optional<CodePointSet> property(String name) {
        String plain = PropertyNames.canonical(name.toLowerCase(Locale.ROOT).replaceAll("[ _-]", ""));
        return switch (plain) {
            case "any" -> Optional.of(CodePointSet.ALL);
            case "ascii" -> Optional.of(CodePointSet.ofRanges(0, 0x7F));
            case "assigned" -> UnicodeData.set("pattern \\p{Cn}").map(CodePointSet::complement);
            case "cs" -> Optional.of(CodePointSet.ofRanges(0xD800, 0xDFFF));
            default -> UnicodeData.property(plain);
        };
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
