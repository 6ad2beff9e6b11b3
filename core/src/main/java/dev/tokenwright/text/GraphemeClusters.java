package dev.tokenwright.text;

/** Extended grapheme clusters of UAX #29, on pinned tables. */
public final class GraphemeClusters {
    private static final String PREFIX = "Grapheme: ";

    private GraphemeClusters() {}

    /** The sets by break value, made when first needed. */
    private static final class Sets {
        private static final CodePointSet CONTROL = set("Control");
        private static final CodePointSet EXTEND = set("Extend");
        private static final CodePointSet REGIONAL = set("Regional_Indicator");
        private static final CodePointSet PREPEND = set("Prepend");
        private static final CodePointSet SPACING = set("SpacingMark");
        private static final CodePointSet LEAD = set("L");
        private static final CodePointSet VOWEL = set("V");
        private static final CodePointSet TAIL = set("T");
        private static final CodePointSet LEAD_VOWEL = set("LV");
        private static final CodePointSet LEAD_VOWEL_TAIL = set("LVT");
        private static final CodePointSet PICTOGRAPH = set("Extended_Pictographic");
        private static final CodePointSet CONSONANT = set("InCB_Consonant");
        private static final CodePointSet CONJUNCT_EXTEND = set("InCB_Extend");
        private static final CodePointSet LINKER = CodePointSet.of(
                0x94D, 0x9CD, 0xACD, 0xB4D, 0xC4D, 0xD4D, 0x1039, 0x17D2, 0x1A60, 0x1B44, 0x1BAB, 0xA9C0, 0xAAF6,
                0x10A3F, 0x11133, 0x113D0, 0x1193E, 0x11A47, 0x11A99, 0x11F42);

        private static CodePointSet set(String name) {
            return UnicodeData.set(PREFIX + name).orElse(CodePointSet.EMPTY);
        }
    }

    private static final int ZERO_WIDTH_JOINER = 0x200D;

    /** Code points that join the cluster of what follows them. */
    public static CodePointSet prepended() {
        return Sets.PREPEND;
    }

    /** End, in bytes, of the cluster that starts at {@code from}. */
    public static int end(byte[] utf8, int from, int to) {
        int before = Utf8.codePointAt(utf8, from);
        int at = from + Utf8.length(before);
        int regionals = Sets.REGIONAL.contains(before) ? 1 : 0;
        boolean pictograph = Sets.PICTOGRAPH.contains(before);
        boolean consonant = Sets.CONSONANT.contains(before);
        boolean linked = false;
        while (at < to) {
            int next = Utf8.codePointAt(utf8, at);
            boolean joins = joins(before, next)
                    || regionals % 2 == 1 && Sets.REGIONAL.contains(next)
                    || pictograph && before == ZERO_WIDTH_JOINER && Sets.PICTOGRAPH.contains(next)
                    || consonant && linked && Sets.CONSONANT.contains(next);
            if (!joins) {
                break;
            }
            regionals = Sets.REGIONAL.contains(next) ? regionals + 1 : 0;
            pictograph = Sets.PICTOGRAPH.contains(next)
                    || pictograph
                            && before != ZERO_WIDTH_JOINER
                            && (Sets.EXTEND.contains(next) || next == ZERO_WIDTH_JOINER);
            if (Sets.CONSONANT.contains(next)) {
                consonant = true;
                linked = false;
            } else if (Sets.LINKER.contains(next)) {
                linked = consonant;
            } else if (!Sets.CONJUNCT_EXTEND.contains(next)) {
                consonant = false;
                linked = false;
            }
            before = next;
            at += Utf8.length(next);
        }
        return at;
    }

    /** The rules that look only at two neighbours: GB3 to GB9b. */
    private static boolean joins(int before, int next) {
        if (before == '\r' && next == '\n') {
            return true;
        }
        if (breaksAround(before) || breaksAround(next)) {
            return false;
        }
        return next == ZERO_WIDTH_JOINER
                || Sets.EXTEND.contains(next)
                || Sets.SPACING.contains(next)
                || Sets.PREPEND.contains(before)
                || joinsHangul(before, next);
    }

    private static boolean breaksAround(int codePoint) {
        return codePoint == '\r' || codePoint == '\n' || Sets.CONTROL.contains(codePoint);
    }

    private static boolean joinsHangul(int before, int next) {
        if (Sets.LEAD.contains(before)) {
            return Sets.LEAD.contains(next)
                    || Sets.VOWEL.contains(next)
                    || Sets.LEAD_VOWEL.contains(next)
                    || Sets.LEAD_VOWEL_TAIL.contains(next);
        }
        if (Sets.LEAD_VOWEL.contains(before) || Sets.VOWEL.contains(before)) {
            return Sets.VOWEL.contains(next) || Sets.TAIL.contains(next);
        }
        return (Sets.LEAD_VOWEL_TAIL.contains(before) || Sets.TAIL.contains(before)) && Sets.TAIL.contains(next);
    }
}
