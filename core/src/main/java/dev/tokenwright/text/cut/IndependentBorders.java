package dev.tokenwright.text.cut;

import dev.tokenwright.text.Utf8;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Neighbouring characters between which a text can be cut in two, each of which has the same pieces alone. Immutable. */
public final class IndependentBorders {
    /*
     * A transducer reads the last character before the border and comes to some row. There a border is independent if the
     * first character behind it makes the cuts that the end of the text would make, the last of them at the border, and
     * leads to the row to which it leads at the start of a text. Then everything before the border has the pieces that it
     * has alone, and everything behind it too. All rows that the character before the border can lead to are asked.
     */
    private final CutTransducer transducer;
    /** By class before times the number of classes, plus class behind. */
    private final BitSet independent = new BitSet();

    private IndependentBorders(CutTransducer transducer) {
        this.transducer = transducer;
    }

    /** The borders at which all pieces of a transducer end. */
    public static IndependentBorders of(CutTransducer transducer) {
        IndependentBorders borders = new IndependentBorders(transducer);
        int width = transducer.width;
        for (int before = 0; before < width; before++) {
            BitSet rows = borders.rowsAfter(before);
            for (int behind = 0; rows != null && behind < width; behind++) {
                int symbol = behind;
                borders.independent.set(
                        before * width + behind, rows.stream().allMatch(row -> borders.isIndependent(row, symbol)));
            }
        }
        return borders;
    }

    /** The rows to which a character can lead, or null if it may make a piece be matched again. */
    private @Nullable BitSet rowsAfter(int symbol) {
        BitSet rows = new BitSet();
        for (int row = 0; row < transducer.rows(); row++) {
            int entry = transducer.table[row * CutTransducer.WIDTH + symbol];
            if (entry == CutTransducer.SLOW) {
                return null;
            }
            rows.set((entry >>> CutTransducer.ROW_SHIFT) / CutTransducer.WIDTH);
        }
        return rows;
    }

    private boolean isIndependent(int row, int symbol) {
        int entry = transducer.table[row * CutTransducer.WIDTH + symbol];
        int[] atEnd = transducer.endCuts[row];
        int count = entry >>> CutTransducer.COUNT_SHIFT & 3;
        int[] distances = {
            entry & CutTransducer.MAX_DISTANCE, entry >>> CutTransducer.DISTANCE_BITS & CutTransducer.MAX_DISTANCE
        };
        return entry != CutTransducer.SLOW
                && count > 0
                && distances[count - 1] == 0
                && Arrays.equals(distances, 0, count, atEnd, 0, atEnd.length)
                && (entry >>> CutTransducer.RETRACT_SHIFT & 1) == (transducer.endRetracts[row] ? 1 : 0)
                && entry >>> CutTransducer.ROW_SHIFT == transducer.table[symbol] >>> CutTransducer.ROW_SHIFT;
    }

    /** Whether there are any. */
    public boolean isEmpty() {
        return independent.isEmpty();
    }

    /**
     * The first such border behind {@code from}, or {@code to}.
     *
     * @param from where a character of the text starts, less than {@code to}
     */
    public int next(byte[] text, int from, int to) {
        int before = transducer.classes.of(Utf8.codePointAt(text, from));
        int at = from + Utf8.lengthByLead(text[from]);
        while (at < to) {
            int behind = transducer.classes.of(Utf8.codePointAt(text, at));
            if (independent.get(before * transducer.width + behind)) {
                return at;
            }
            before = behind;
            at += Utf8.lengthByLead(text[at]);
        }
        return to;
    }
}
