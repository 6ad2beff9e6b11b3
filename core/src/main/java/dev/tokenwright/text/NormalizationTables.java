package dev.tokenwright.text;

import java.util.Arrays;

/** What canonical ordering, composition and the quick check ask of a code point, Unicode 9.0. */
final class NormalizationTables {
    /** Bits of {@link #properties} that hold the canonical combining class. */
    static final int CLASS_MASK = 0xFF;
    /** Property of code points that can be the second of a pair that composes. */
    static final int SECOND_OF_PAIR = 0x1000;

    /** Smallest code point that has a property or decomposes. */
    static final int FIRST_ACTIVE = 0xA0;

    static final int HANGUL_BASE = 0xAC00;
    static final int LEAD_BASE = 0x1100;
    static final int VOWEL_BASE = 0x1161;
    static final int TAIL_BASE = 0x11A7;
    static final int LEAD_COUNT = 19;
    static final int VOWEL_COUNT = 21;
    static final int TAIL_COUNT = 28;
    static final int SYLLABLE_COUNT = LEAD_COUNT * VOWEL_COUNT * TAIL_COUNT;

    private NormalizationTables() {}

    private static final class Properties {
        private static final CodePointTable VALUES = load();

        private static CodePointTable load() {
            UnicodeData.Cursor cursor = UnicodeData.open("Normalization");
            CodePointTable.Builder values = new CodePointTable.Builder();
            int end = 0;
            for (int left = cursor.number(); left > 0; left--) {
                int first = end + cursor.number();
                end = first + cursor.number() + 1;
                values.set(first, end - 1, cursor.number());
            }
            return values.build();
        }
    }

    private static final class Canonical {
        private static final CodePointMapping PARTS = CodePointMapping.load("NFD");
    }

    private static final class Compatible {
        private static final CodePointMapping PARTS = CodePointMapping.load("NFKD");
    }

    /** The pairs that compose, sorted: first in the upper, second in the lower half. */
    private static final class Pairs {
        private static final long[] KEYS;
        /** Composite of the pair at the same index. */
        private static final int[] COMPOSITES;

        static {
            UnicodeData.Cursor cursor = UnicodeData.open("Composites");
            KEYS = new long[cursor.number()];
            COMPOSITES = new int[KEYS.length];
            int first = 0;
            for (int index = 0; index < KEYS.length; index++) {
                first += cursor.number();
                KEYS[index] = (long) first << Integer.SIZE | cursor.number();
                COMPOSITES[index] = cursor.number();
            }
        }
    }

    /** Combining class and flags by code point: {@link #CLASS_MASK}, {@link #SECOND_OF_PAIR} and one bit a form. */
    static CodePointTable properties() {
        return Properties.VALUES;
    }

    /** Full canonical decompositions, Hangul syllables left out. */
    static CodePointMapping canonical() {
        return Canonical.PARTS;
    }

    /** Full compatibility decompositions, Hangul syllables left out. */
    static CodePointMapping compatible() {
        return Compatible.PARTS;
    }

    /** The code point that a pair composes to, or -1. */
    static int composite(int first, int second) {
        if ((properties().get(second) & SECOND_OF_PAIR) == 0) {
            return -1;
        }
        int vowel = second - VOWEL_BASE;
        if (vowel >= 0 && vowel < VOWEL_COUNT) {
            int lead = first - LEAD_BASE;
            return lead >= 0 && lead < LEAD_COUNT ? HANGUL_BASE + (lead * VOWEL_COUNT + vowel) * TAIL_COUNT : -1;
        }
        int tail = second - TAIL_BASE;
        if (tail > 0 && tail < TAIL_COUNT) {
            int syllable = first - HANGUL_BASE;
            return syllable >= 0 && syllable < SYLLABLE_COUNT && syllable % TAIL_COUNT == 0 ? first + tail : -1;
        }
        int found = Arrays.binarySearch(Pairs.KEYS, (long) first << Integer.SIZE | second);
        return found < 0 ? -1 : Pairs.COMPOSITES[found];
    }
}
