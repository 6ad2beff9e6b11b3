package dev.tokenwright.text.cut;

import dev.tokenwright.text.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One reading of a text by a {@link CutTransducer}: how far it has come, and where its next cut goes. */
final class CutLane {
    /*
     * The loop reads an ASCII character, looks up one entry of the table, and does what the entry says without a branch.
     * What it waits for is the entry before, so two lanes at two places of a text take hardly longer than one.
     */
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private int at;
    private int row;
    /** Number of cuts, counted from the start of the array that they go to. */
    private int count;

    void set(int newAt, int newRow, int newCount) {
        at = newAt;
        row = newRow;
        count = newCount;
    }

    int at() {
        return at;
    }

    int row() {
        return row;
    }

    int count() {
        return count;
    }

    /** Reads until {@code to}, or there are {@code limit} cuts, or, which gives false, a piece must be matched again. */
    boolean run(CutTransducer cutter, byte[] text, int to, int[] cuts, int limit) {
        int[] ascii = cutter.asciiTable;
        while (at < to && count < limit) {
            int n = count;
            int state = row;
            int p = at;
            int stop = Math.min(to, p + limit - n);
            for (; p < stop; p++) {
                int step = ascii[state + (text[p] & 0xFF)];
                if (step < 0) {
                    break;
                }
                cuts[n] = p - (step & CutTransducer.MAX_DISTANCE);
                n += step >>> CutTransducer.CUT_SHIFT & 1;
                state = step >>> CutTransducer.ASCII_ROW_SHIFT;
            }
            set(p, state, n);
            if (p < stop && !runOthers(cutter, text, to, cuts, limit)) {
                return false;
            }
        }
        return true;
    }

    /** Reads with another lane, each until a place of its own that is far enough before the end, or as {@link #run}. */
    boolean runWith(CutLane other, CutTransducer cutter, byte[] text, int to, int otherTo, int[] cuts) {
        int[] ascii = cutter.asciiTable;
        while (at < to && other.at < otherTo) {
            int n = count;
            int m = other.count;
            int state = row;
            int otherState = other.row;
            int p = at;
            int ahead = other.at - p;
            int stop = Math.min(to, otherTo - ahead);
            for (; p < stop; p++) {
                int step = ascii[state + (text[p] & 0xFF)];
                int otherStep = ascii[otherState + (text[p + ahead] & 0xFF)];
                if ((step | otherStep) < 0) {
                    break;
                }
                cuts[n] = p - (step & CutTransducer.MAX_DISTANCE);
                n += step >>> CutTransducer.CUT_SHIFT & 1;
                state = step >>> CutTransducer.ASCII_ROW_SHIFT;
                cuts[m] = p + ahead - (otherStep & CutTransducer.MAX_DISTANCE);
                m += otherStep >>> CutTransducer.CUT_SHIFT & 1;
                otherState = otherStep >>> CutTransducer.ASCII_ROW_SHIFT;
            }
            set(p, state, n);
            other.set(p + ahead, otherState, m);
            if (p < stop
                    && !(runOthers(cutter, text, to, cuts, cuts.length)
                            && other.runOthers(cutter, text, otherTo, cuts, cuts.length))) {
                return false;
            }
        }
        return run(cutter, text, to, cuts, cuts.length) && other.run(cutter, text, otherTo, cuts, cuts.length);
    }

    /**
     * Reads characters that the ASCII table has not, and those of ASCII between them: words in many scripts have blanks and
     * marks of ASCII between them, and it costs more to go back for them than to read them here.
     */
    private boolean runOthers(CutTransducer cutter, byte[] text, int to, int[] cuts, int limit) {
        int[] table = cutter.table;
        byte[] classes = cutter.classes.basic;
        // A mask that the compiler knows to keep within the array.
        int basicMask = classes.length - 1;
        int n = count;
        int state = row;
        int p = at;
        while (p < to && n < limit) {
            int lead = text[p];
            int symbol;
            int next;
            if (lead >= 0) {
                if (cutter.asciiTable[state + lead] >= 0 && isAsciiNear(text, p)) {
                    break;
                }
                symbol = classes[lead & basicMask];
                next = p + 1;
            } else if (lead < (byte) 0xE0) {
                symbol = classes[(lead << 6 & 0x7FF | text[p + 1] & 0x3F) & basicMask];
                next = p + 2;
            } else if (lead < (byte) 0xF0) {
                symbol = classes[(lead << 12 | text[p + 1] << 6 & 0xFFF | text[p + 2] & 0x3F) & basicMask];
                next = p + 3;
            } else {
                symbol = cutter.classes.of(Utf8.codePointAt(text, p));
                next = p + 4;
            }
            int entry = table[state + (symbol & 0xFF)];
            cuts[n] = p - (entry & CutTransducer.MAX_DISTANCE);
            if ((entry & CutTransducer.RARE) != 0) {
                if (entry < 0) {
                    set(p, state, n);
                    return false;
                }
                n -= entry >>> CutTransducer.RETRACT_SHIFT & 1;
                cuts[n] = p - (entry & CutTransducer.MAX_DISTANCE);
                cuts[n + 1] = p - (entry >>> CutTransducer.DISTANCE_BITS & CutTransducer.MAX_DISTANCE);
            }
            n += entry >>> CutTransducer.COUNT_SHIFT & 3;
            state = entry >>> CutTransducer.ROW_SHIFT;
            p = next;
        }
        set(p, state, n);
        return true;
    }

    /** Whether the next eight bytes are ASCII, or there are not as many. */
    private static boolean isAsciiNear(byte[] text, int at) {
        return at > text.length - Long.BYTES || ((long) LONG.get(text, at) & HIGH_BITS) == 0;
    }
}
