package dev.tokenwright.text;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * The normalisation forms of UAX #15 on Unicode 9.0, which is what Hugging Face {@code tokenizers} uses: code points that
 * came later neither decompose nor reorder.
 */
public final class UnicodeNormalization {
    private static final int HANGUL_BASE = 0xAC00;
    private static final int LEAD_BASE = 0x1100;
    private static final int VOWEL_BASE = 0x1161;
    private static final int TAIL_BASE = 0x11A7;
    private static final int LEAD_COUNT = 19;
    private static final int VOWEL_COUNT = 21;
    private static final int TAIL_COUNT = 28;
    private static final int SYLLABLE_COUNT = LEAD_COUNT * VOWEL_COUNT * TAIL_COUNT;

    private UnicodeNormalization() {}

    /** The four forms. */
    public enum Form {
        /** Canonical composition. */
        NFC(false, true),
        /** Canonical decomposition. */
        NFD(false, false),
        /** Compatibility composition. */
        NFKC(true, true),
        /** Compatibility decomposition. */
        NFKD(true, false);

        private final boolean compatible;
        private final boolean composed;

        Form(boolean compatible, boolean composed) {
            this.compatible = compatible;
            this.composed = composed;
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

    /** The tables, made when first needed. */
    private static final class Tables {
        private static final Map<Integer, int[]> CANONICAL = new HashMap<>();
        private static final Map<Integer, int[]> COMPATIBLE = new HashMap<>();
        /** (first, second) to composite. */
        private static final Map<Long, Integer> COMPOSITES = new HashMap<>();

        private static final Map<Integer, Integer> CLASSES = UnicodeData.combiningClasses();
        /** By form: code points that may be changed or may change a neighbour. */
        private static final Map<Form, CodePointSet> ACTIVE = new EnumMap<>(Form.class);

        static {
            UnicodeData.mapping("NFD", CANONICAL::put);
            UnicodeData.mapping("NFKD", COMPATIBLE::put);
            Map<Integer, int[]> recomposed = new HashMap<>();
            UnicodeData.mapping("NFC", recomposed::put);
            Map<String, Integer> byDecomposition = new HashMap<>();
            CANONICAL.forEach((codePoint, parts) -> {
                if (!recomposed.containsKey(codePoint)) {
                    byDecomposition.put(Arrays.toString(parts), codePoint);
                }
            });
            CANONICAL.forEach((codePoint, parts) -> {
                if (!recomposed.containsKey(codePoint) && parts.length > 1) {
                    int[] head = Arrays.copyOf(parts, parts.length - 1);
                    int first = head.length == 1 ? head[0] : byDecomposition.get(Arrays.toString(head));
                    COMPOSITES.put(pair(first, parts[parts.length - 1]), codePoint);
                }
            });
            for (Form form : Form.values()) {
                ACTIVE.put(form, activeSet(form));
            }
        }

        private static CodePointSet activeSet(Form form) {
            Map<Integer, int[]> mapping = form.compatible ? COMPATIBLE : CANONICAL;
            int[] mapped = mapping.keySet().stream().mapToInt(Integer::intValue).toArray();
            CodePointSet hangul = CodePointSet.ofRanges(HANGUL_BASE, HANGUL_BASE + SYLLABLE_COUNT - 1);
            CodePointSet marks = CodePointSet.of(
                    CLASSES.keySet().stream().mapToInt(Integer::intValue).toArray());
            if (!form.composed) {
                return CodePointSet.of(mapped).union(hangul).union(marks);
            }
            int[] seconds =
                    COMPOSITES.keySet().stream().mapToInt(Long::intValue).toArray();
            CodePointSet jamo =
                    CodePointSet.ofRanges(VOWEL_BASE, VOWEL_BASE + VOWEL_COUNT, TAIL_BASE, TAIL_BASE + TAIL_COUNT);
            CodePointSet composites = CodePointSet.of(COMPOSITES.values().stream()
                    .filter(composite -> Arrays.equals(mapping.get(composite), CANONICAL.get(composite)))
                    .mapToInt(Integer::intValue)
                    .toArray());
            return CodePointSet.of(mapped)
                    .minus(composites)
                    .union(marks)
                    .union(CodePointSet.of(seconds))
                    .union(jamo);
        }
    }

    private static long pair(int first, int second) {
        return (long) first << Integer.SIZE | second;
    }

    /** Whether a text is certainly in a form already. A quick test: false does not mean that it is not. */
    public static boolean isNormalized(Form form, byte[] utf8, int from, int to) {
        int at = from;
        while (at < to && utf8[at] >= 0) {
            at++;
        }
        if (at == to) {
            return true;
        }
        CodePointSet active = Objects.requireNonNull(Tables.ACTIVE.get(form));
        while (at < to) {
            int codePoint = Utf8.codePointAt(utf8, at);
            if (active.contains(codePoint)) {
                return false;
            }
            at += Utf8.length(codePoint);
        }
        return true;
    }

    /** Normalises the first {@code length} code points of a text. */
    public static void normalize(Form form, int[] codePoints, int length, Sink sink) {
        Decomposed parts = new Decomposed(length);
        for (int index = 0; index < length; index++) {
            parts.addDecomposition(codePoints[index], form.compatible);
        }
        parts.sortPending();
        if (form.composed) {
            compose(parts, sink);
        } else {
            for (int index = 0; index < parts.size; index++) {
                sink.accept(parts.codePoints[index], parts.changes[index]);
            }
        }
    }

    /** Decomposed code points in canonical order, each with its combining class and the change it makes. */
    private static final class Decomposed {
        private int[] codePoints;
        private int[] changes;
        private int[] classes;
        private int size;
        private int pendingFrom;

        Decomposed(int expected) {
            codePoints = new int[expected + 16];
            changes = new int[expected + 16];
            classes = new int[expected + 16];
        }

        void addDecomposition(int codePoint, boolean compatible) {
            int syllable = codePoint - HANGUL_BASE;
            if (codePoint < 0x80) {
                add(codePoint, 0);
            } else if (syllable >= 0 && syllable < SYLLABLE_COUNT) {
                add(LEAD_BASE + syllable / (VOWEL_COUNT * TAIL_COUNT), 0);
                add(VOWEL_BASE + syllable % (VOWEL_COUNT * TAIL_COUNT) / TAIL_COUNT, 1);
                if (syllable % TAIL_COUNT > 0) {
                    add(TAIL_BASE + syllable % TAIL_COUNT, 1);
                }
            } else {
                int[] parts = (compatible ? Tables.COMPATIBLE : Tables.CANONICAL).get(codePoint);
                if (parts == null) {
                    add(codePoint, 0);
                } else {
                    for (int index = 0; index < parts.length; index++) {
                        add(parts[index], index == 0 ? 0 : 1);
                    }
                }
            }
        }

        private void add(int codePoint, int change) {
            int combiningClass = codePoint < 0x300 ? 0 : Tables.CLASSES.getOrDefault(codePoint, 0);
            if (combiningClass == 0) {
                sortPending();
                pendingFrom = size + 1;
            }
            if (size == codePoints.length) {
                int capacity = size * 2;
                codePoints = Arrays.copyOf(codePoints, capacity);
                changes = Arrays.copyOf(changes, capacity);
                classes = Arrays.copyOf(classes, capacity);
            }
            codePoints[size] = codePoint;
            changes[size] = change;
            classes[size] = combiningClass;
            size++;
        }

        /** Sorts the marks since the last starter by class, stably. */
        void sortPending() {
            int count = size - pendingFrom;
            if (count < 2) {
                return;
            }
            long[] keys = new long[count];
            for (int index = 0; index < count; index++) {
                keys[index] = (long) classes[pendingFrom + index] << Integer.SIZE | index;
            }
            Arrays.sort(keys);
            int[] oldCodePoints = Arrays.copyOfRange(codePoints, pendingFrom, size);
            int[] oldChanges = Arrays.copyOfRange(changes, pendingFrom, size);
            int[] oldClasses = Arrays.copyOfRange(classes, pendingFrom, size);
            for (int index = 0; index < count; index++) {
                int old = (int) keys[index];
                codePoints[pendingFrom + index] = oldCodePoints[old];
                changes[pendingFrom + index] = oldChanges[old];
                classes[pendingFrom + index] = oldClasses[old];
            }
        }
    }

    /** Composes starter by starter; marks that do not join their starter follow it. */
    private static void compose(Decomposed parts, Sink sink) {
        int[] waiting = new int[parts.size];
        int starter = -1;
        int starterChange = 0;
        int waitingCount = 0;
        int lastClass = -1;
        for (int index = 0; index < parts.size; index++) {
            int codePoint = parts.codePoints[index];
            int change = parts.changes[index];
            int combiningClass = parts.classes[index];
            if (starter < 0) {
                if (combiningClass != 0) {
                    sink.accept(codePoint, change);
                } else {
                    starter = codePoint;
                    starterChange = change;
                }
                continue;
            }
            int composite = lastClass < combiningClass ? composite(starter, codePoint) : -1;
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
                waiting[waitingCount++] = index;
                lastClass = combiningClass;
            }
        }
        if (starter >= 0) {
            flush(parts, sink, starter, starterChange, waiting, waitingCount);
        }
    }

    private static void flush(Decomposed parts, Sink sink, int starter, int change, int[] waiting, int count) {
        sink.accept(starter, change);
        for (int index = 0; index < count; index++) {
            sink.accept(parts.codePoints[waiting[index]], parts.changes[waiting[index]]);
        }
    }

    private static int composite(int first, int second) {
        int lead = first - LEAD_BASE;
        int vowel = second - VOWEL_BASE;
        if (lead >= 0 && lead < LEAD_COUNT && vowel >= 0 && vowel < VOWEL_COUNT) {
            return HANGUL_BASE + (lead * VOWEL_COUNT + vowel) * TAIL_COUNT;
        }
        int syllable = first - HANGUL_BASE;
        int tail = second - TAIL_BASE;
        if (syllable >= 0 && syllable < SYLLABLE_COUNT && syllable % TAIL_COUNT == 0 && tail > 0 && tail < TAIL_COUNT) {
            return first + tail;
        }
        return Tables.COMPOSITES.getOrDefault(pair(first, second), -1);
    }
}
