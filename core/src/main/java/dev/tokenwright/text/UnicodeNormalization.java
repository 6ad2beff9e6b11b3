package dev.tokenwright.text;

import java.util.Arrays;

/**
 * The normalisation forms of UAX #15 on Unicode 9.0, which is what Hugging Face {@code tokenizers} uses: code points that
 * came later neither decompose nor reorder.
 */
public final class UnicodeNormalization {
    private UnicodeNormalization() {}

    /** Starters that no form decomposes, made when first needed. */
    private static final class Inert {
        private static final CodePointSet DECOMPOSING = NormalizationTables.properties()
                .numbered()
                .union(NormalizationTables.canonical().codePoints())
                .union(NormalizationTables.compatible().codePoints())
                .union(CodePointSet.ofRanges(
                        NormalizationTables.HANGUL_BASE,
                        NormalizationTables.HANGUL_BASE + NormalizationTables.SYLLABLE_COUNT - 1))
                .complement();
    }

    /** The four forms. */
    public enum Form {
        /** Canonical composition. */
        NFC(0x100),
        /** Canonical decomposition. */
        NFD(0x200),
        /** Compatibility composition. */
        NFKC(0x400),
        /** Compatibility decomposition. */
        NFKD(0x800);

        /** Property of the code points that the form changes when they stand alone. */
        private final int changedAlone;

        Form(int changedAlone) {
            this.changedAlone = changedAlone;
        }

        /**
         * Code points that the form leaves as they are, whatever stands beside them, and over which nothing moves or
         * joins. Not all there are.
         */
        public CodePointSet inert() {
            return composes() ? CodePointSet.ofRanges(0, ' ') : Inert.DECOMPOSING;
        }

        private boolean composes() {
            return this == NFC || this == NFKC;
        }

        private CodePointMapping decompositions() {
            return this == NFC || this == NFD ? NormalizationTables.canonical() : NormalizationTables.compatible();
        }
    }

    /** Receives code points of a normalised text. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes the next code point.
         *
         * @param change 0 when it replaces the next code point of the old text, 1 when it is a further one, {@code -n} when
         *     it replaces the next and the {@code n} after it vanish
         */
        void accept(int codePoint, int change);
    }

    /**
     * Whether the well-formed text {@code utf8[from..to)} is certainly in a form already, in which case {@link #normalize}
     * would give every code point back with change 0. A quick test: false does not mean that it is not.
     */
    public static boolean isNormalized(Form form, byte[] utf8, int from, int to) {
        int asciiEnd = Utf8.asciiEnd(utf8, from, to);
        if (asciiEnd == to) {
            return true;
        }
        // the last ASCII character may be the first of a pair
        int at = Math.max(from, asciiEnd - 1);
        CodePointTable properties = NormalizationTables.properties();
        int previous = -1;
        int previousProperty = 0;
        while (at < to) {
            int codePoint = Utf8.codePointAt(utf8, at);
            at += Utf8.length(codePoint);
            int property = codePoint < NormalizationTables.FIRST_ACTIVE ? 0 : properties.get(codePoint);
            if (property != 0) {
                if ((property & form.changedAlone) != 0 || outOfOrder(previousProperty, property)) {
                    return false;
                }
                if (form.composes()
                        && (property & NormalizationTables.SECOND_OF_PAIR) != 0
                        && mayCompose(form, previous, previousProperty, codePoint, property)) {
                    return false;
                }
            }
            previous = codePoint;
            previousProperty = property;
        }
        return true;
    }

    private static boolean outOfOrder(int previousProperty, int property) {
        int combiningClass = property & NormalizationTables.CLASS_MASK;
        return combiningClass != 0 && combiningClass < (previousProperty & NormalizationTables.CLASS_MASK);
    }

    /** Whether the second of some pair may join what stands before it, all of which is normalised. */
    private static boolean mayCompose(Form form, int previous, int previousProperty, int codePoint, int property) {
        if ((previousProperty & NormalizationTables.CLASS_MASK) != 0) {
            // a mark between two starters keeps them apart; between a starter and a mark it need not
            return (property & NormalizationTables.CLASS_MASK) != 0;
        }
        // the marks inside a composite could give way to the new one
        int decomposes = form == Form.NFC ? Form.NFD.changedAlone : Form.NFKD.changedAlone;
        return previous >= 0
                && ((previousProperty & decomposes) != 0 || NormalizationTables.composite(previous, codePoint) >= 0);
    }

    /** Normalises the first {@code length} code points of a text. */
    public static void normalize(Form form, int[] codePoints, int length, Sink sink) {
        DecomposedText parts = DecomposedText.of(form.decompositions(), codePoints, length);
        if (form.composes()) {
            compose(parts, sink);
            return;
        }
        for (int index = 0; index < parts.size(); index++) {
            sink.accept(parts.codePoint(index), parts.change(index));
        }
    }

    /** Composes starter by starter; marks that do not join their starter follow it. */
    private static void compose(DecomposedText parts, Sink sink) {
        int[] waiting = new int[16];
        int waitingCount = 0;
        int starter = -1;
        int starterChange = 0;
        int lastClass = -1;
        for (int index = 0; index < parts.size(); index++) {
            int codePoint = parts.codePoint(index);
            int change = parts.change(index);
            int combiningClass = parts.combiningClass(index);
            if (starter < 0 && combiningClass != 0) {
                sink.accept(codePoint, change);
                continue;
            }
            int composite =
                    starter >= 0 && lastClass < combiningClass ? NormalizationTables.composite(starter, codePoint) : -1;
            if (composite >= 0) {
                starter = composite;
                starterChange += change - 1;
            } else if (combiningClass == 0) {
                flush(parts, sink, starter, starterChange, waiting, waitingCount);
                starter = codePoint;
                starterChange = change;
                waitingCount = 0;
                lastClass = -1;
            } else {
                if (waitingCount == waiting.length) {
                    waiting = Arrays.copyOf(waiting, waitingCount * 2);
                }
                waiting[waitingCount++] = index;
                lastClass = combiningClass;
            }
        }
        flush(parts, sink, starter, starterChange, waiting, waitingCount);
    }

    private static void flush(
            DecomposedText parts, Sink sink, int starter, int starterChange, int[] waiting, int waitingCount) {
        if (starter >= 0) {
            sink.accept(starter, starterChange);
        }
        for (int index = 0; index < waitingCount; index++) {
            sink.accept(parts.codePoint(waiting[index]), parts.change(waiting[index]));
        }
    }
}
