package dev.tokenwright.text;

import dev.tokenwright.text.UnicodeNormalization.Form;
import java.util.Optional;

/**
 * Characters as llama.cpp sees them: the categories, the white space, the lower case and the decomposition of Unicode 15.1.
 */
public final class LlamaSets {
    /** What Unicode 16 added to 15.1, as first and last code points. No older code point changed its category. */
    private static final int[] ADDED_IN_16 = {
        0x897, 0x897, 0x1B4E, 0x1B4F, 0x1B7F, 0x1B7F, 0x1C89, 0x1C8A, 0x2427, 0x2429, 0x31E4, 0x31E5, 0xA7CB, 0xA7CD,
        0xA7DA, 0xA7DC, 0x105C0, 0x105F3, 0x10D40, 0x10D65, 0x10D69, 0x10D85, 0x10D8E, 0x10D8F, 0x10EC2, 0x10EC4,
        0x10EFC, 0x10EFC, 0x11380, 0x11389, 0x1138B, 0x1138B, 0x1138E, 0x1138E, 0x11390, 0x113B5, 0x113B7, 0x113C0,
        0x113C2, 0x113C2, 0x113C5, 0x113C5, 0x113C7, 0x113CA, 0x113CC, 0x113D5, 0x113D7, 0x113D8, 0x113E1, 0x113E2,
        0x116D0, 0x116E3, 0x11BC0, 0x11BE1, 0x11BF0, 0x11BF9, 0x11F5A, 0x11F5A, 0x13460, 0x143FA, 0x16100, 0x16139,
        0x16D40, 0x16D79, 0x18CFF, 0x18CFF, 0x1CC00, 0x1CCF9, 0x1CD00, 0x1CEB3, 0x1E5D0, 0x1E5FA, 0x1E5FF, 0x1E5FF,
        0x1F8B2, 0x1F8BB, 0x1F8C0, 0x1F8C1, 0x1FA89, 0x1FA89, 0x1FA8F, 0x1FA8F, 0x1FABE, 0x1FABE, 0x1FAC6, 0x1FAC6,
        0x1FADC, 0x1FADC, 0x1FADF, 0x1FADF, 0x1FAE9, 0x1FAE9, 0x1FBCB, 0x1FBEF
    };

    private static final CodePointSet NOT_YET = CodePointSet.ofRanges(ADDED_IN_16);
    private static final CodePointSet WHITE_SPACE = CodePointSet.ofRanges(
            '\t', '\r', ' ', ' ', 0x85, 0x85, 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F,
            0x202F, 0x205F, 0x205F, 0x3000, 0x3000);
    private static final CodePointSet WIDE_SPACE = WHITE_SPACE.minus(CodePointSet.ofRanges(0, 0x7F));
    private static final int DOTTED_CAPITAL_I = 0x130;

    private LlamaSets() {}

    /**
     * What {@code \p{name}} matches: a one-letter category, or one of the kinds of letters, which are all taken for the
     * whole category. White space is in no category.
     */
    public static Optional<CodePointSet> category(String name) {
        return switch (name) {
            case "L", "Lu", "Ll", "Lt", "Lm", "Lo" -> Optional.of(known("L"));
            case "N", "P", "M", "S" -> Optional.of(known(name));
            default -> Optional.empty();
        };
    }

    private static CodePointSet known(String category) {
        return UnicodeSets.property(category).orElseThrow().minus(NOT_YET).minus(WHITE_SPACE);
    }

    /** White space. */
    public static CodePointSet whiteSpace() {
        return WHITE_SPACE;
    }

    /** White space beyond ASCII, which stands in no set but that of white space: each is matched as a vertical tab is. */
    public static CodePointSet wideSpace() {
        return WIDE_SPACE;
    }

    /** Control and format characters, private use and surrogates. */
    public static CodePointSet control() {
        CodePointSet all = CodePointSet.ofRanges(0xD800, 0xDFFF);
        for (String name : new String[] {"Cc", "Cf", "Co"}) {
            all = all.union(UnicodeSets.property(name).orElseThrow());
        }
        return all.minus(NOT_YET);
    }

    /** The lower case of a code point, as one code point. */
    public static int lowercase(int codePoint) {
        if (codePoint == DOTTED_CAPITAL_I) {
            return 'i';
        }
        int[] lower = new int[Lowercase.MAX_LENGTH];
        return NOT_YET.contains(codePoint) || Lowercase.map(codePoint, lower) != 1 ? codePoint : lower[0];
    }

    /** The first code point of the canonical decomposition. What follows it is dropped, marks or not. */
    public static int baseOf(int codePoint) {
        if (codePoint < 0xC0 || NOT_YET.contains(codePoint)) {
            return codePoint;
        }
        int[] first = {-1};
        UnicodeNormalization.normalize(Form.NFD, new int[] {codePoint}, 1, (part, change) -> {
            if (first[0] < 0) {
                first[0] = part;
            }
        });
        return first[0];
    }
}
