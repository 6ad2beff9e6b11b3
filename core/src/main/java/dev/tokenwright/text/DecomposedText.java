package dev.tokenwright.text;

import java.util.Arrays;

/** Decomposed code points in canonical order, each with its combining class and the change it makes. Single use. */
final class DecomposedText {
    /*
     * Marks collect behind the last starter and are sorted when the next starter arrives, stably and in
     * O(n log n), so that a long run of marks is no problem (UAX #15, section 1.3; Unicode 3.11, D109).
     */
    private final CodePointTable properties = NormalizationTables.properties();
    private final CodePointMapping mapping;

    private int[] codePoints;
    /** 0 for the first code point of a decomposition, 1 for the others. */
    private byte[] changes;
    /** Combining classes. */
    private byte[] classes;

    private int size;
    /** Index after the last starter. */
    private int marksFrom;
    /** Whether the marks after the last starter are in order so far. */
    private boolean ordered = true;

    private DecomposedText(CodePointMapping mapping, int expected) {
        this.mapping = mapping;
        codePoints = new int[expected + 16];
        changes = new byte[expected + 16];
        classes = new byte[expected + 16];
    }

    /** Decomposes the first {@code length} code points of a text. */
    static DecomposedText of(CodePointMapping mapping, int[] text, int length) {
        DecomposedText parts = new DecomposedText(mapping, length);
        for (int index = 0; index < length; index++) {
            parts.decompose(text[index]);
        }
        parts.sortMarks();
        return parts;
    }

    int size() {
        return size;
    }

    int codePoint(int index) {
        return codePoints[index];
    }

    int change(int index) {
        return changes[index];
    }

    int combiningClass(int index) {
        return classes[index] & 0xFF;
    }

    private void decompose(int codePoint) {
        if (codePoint < NormalizationTables.FIRST_ACTIVE) {
            add(codePoint, 0);
            return;
        }
        int syllable = codePoint - NormalizationTables.HANGUL_BASE;
        if (syllable >= 0 && syllable < NormalizationTables.SYLLABLE_COUNT) {
            decomposeHangul(syllable);
            return;
        }
        int start = mapping.start(codePoint);
        if (start == CodePointMapping.NONE) {
            add(codePoint, 0);
            return;
        }
        for (int index = 0; index < mapping.length(start); index++) {
            add(mapping.part(start, index), index == 0 ? 0 : 1);
        }
    }

    /** Unicode 3.12, Conjoining Jamo Behavior. */
    private void decomposeHangul(int syllable) {
        int tail = syllable % NormalizationTables.TAIL_COUNT;
        int leadAndVowel = syllable / NormalizationTables.TAIL_COUNT;
        add(NormalizationTables.LEAD_BASE + leadAndVowel / NormalizationTables.VOWEL_COUNT, 0);
        add(NormalizationTables.VOWEL_BASE + leadAndVowel % NormalizationTables.VOWEL_COUNT, 1);
        if (tail > 0) {
            add(NormalizationTables.TAIL_BASE + tail, 1);
        }
    }

    private void add(int codePoint, int change) {
        int combiningClass = properties.get(codePoint) & NormalizationTables.CLASS_MASK;
        if (combiningClass == 0) {
            sortMarks();
            marksFrom = size + 1;
        } else if (size > marksFrom && combiningClass(size - 1) > combiningClass) {
            ordered = false;
        }
        if (size == codePoints.length) {
            grow();
        }
        codePoints[size] = codePoint;
        changes[size] = (byte) change;
        classes[size] = (byte) combiningClass;
        size++;
    }

    private void grow() {
        int capacity = (int) Math.min(Integer.MAX_VALUE - 8L, size * 2L);
        if (capacity == size) {
            throw new OutOfMemoryError("a decomposed text of more than " + size + " code points");
        }
        codePoints = Arrays.copyOf(codePoints, capacity);
        changes = Arrays.copyOf(changes, capacity);
        classes = Arrays.copyOf(classes, capacity);
    }

    private void sortMarks() {
        if (ordered) {
            return;
        }
        ordered = true;
        int count = size - marksFrom;
        long[] keys = new long[count];
        for (int index = 0; index < count; index++) {
            keys[index] = (long) combiningClass(marksFrom + index) << Integer.SIZE | index;
        }
        Arrays.sort(keys);
        int[] oldCodePoints = Arrays.copyOfRange(codePoints, marksFrom, size);
        byte[] oldChanges = Arrays.copyOfRange(changes, marksFrom, size);
        for (int index = 0; index < count; index++) {
            int old = (int) keys[index];
            codePoints[marksFrom + index] = oldCodePoints[old];
            changes[marksFrom + index] = oldChanges[old];
            classes[marksFrom + index] = (byte) (keys[index] >>> Integer.SIZE);
        }
    }
}
