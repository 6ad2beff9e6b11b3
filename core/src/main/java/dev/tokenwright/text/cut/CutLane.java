package dev.tokenwright.text.cut;

import dev.tokenwright.text.BitPlaces;
import dev.tokenwright.text.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** One reading of a text by a {@link CutTransducer}: how far it has come, and where its next cut goes. */
final class CutLane {
    /*
     * The loops read two characters of ASCII, look up one entry of the table, and do what the entry says without a branch.
     * What they wait for is the entry before, so two lanes at two places of a text take hardly longer than one. The cuts of
     * a window are bits of a long: each entry puts its own at the top, above those that it moves down by two.
     */
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    /** Bytes that are read before the cuts of pairs, which are bits of a long by then, are written. */
    private static final int WINDOW = Long.SIZE - CutPairs.BACK;

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
        CutPairs pairs = cutter.pairs;
        char[] kinds = pairs.kinds;
        int[] steps = pairs.steps;
        while (at < to && count < limit) {
            int from = at;
            int length = limit - count < WINDOW ? 0 : Math.min(WINDOW, to - from & -2);
            int state = pairs.state(row);
            long bits = 0;
            int read = 0;
            for (; read < length; read += 2) {
                int step = steps[state | kinds[(short) SHORT.get(text, from + read) & 0xFFFF]];
                if (step < 0) {
                    break;
                }
                bits = bits >>> 2 | (long) step << WINDOW - 2;
                state = step >>> CutPairs.ROW_SHIFT;
            }
            take(from, read, bits, pairs.row(state), cuts);
            if ((read < length || length == 0) && !runSome(cutter, text, to, cuts, limit)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Reads until {@code to} while another lane reads as well, for as long as it takes but not beyond {@code otherTo}; or, which
     * gives false, until a piece must be matched again.
     */
    boolean runWith(CutLane other, CutTransducer cutter, byte[] text, int to, int otherTo, int[] cuts) {
        CutPairs pairs = cutter.pairs;
        char[] kinds = pairs.kinds;
        int[] steps = pairs.steps;
        while (at + WINDOW <= to && other.at + WINDOW <= otherTo) {
            int from = at;
            int otherFrom = other.at;
            int state = pairs.state(row);
            int otherState = pairs.state(other.row);
            long bits = 0;
            long otherBits = 0;
            int read = 0;
            for (; read < WINDOW; read += 2) {
                int step = steps[state | kinds[(short) SHORT.get(text, from + read) & 0xFFFF]];
                int otherStep = steps[otherState | kinds[(short) SHORT.get(text, otherFrom + read) & 0xFFFF]];
                if ((step | otherStep) < 0) {
                    break;
                }
                bits = bits >>> 2 | (long) step << WINDOW - 2;
                state = step >>> CutPairs.ROW_SHIFT;
                otherBits = otherBits >>> 2 | (long) otherStep << WINDOW - 2;
                otherState = otherStep >>> CutPairs.ROW_SHIFT;
            }
            take(from, read, bits, pairs.row(state), cuts);
            other.take(otherFrom, read, otherBits, pairs.row(otherState), cuts);
            if (read < WINDOW
                    && !(runSome(cutter, text, to, cuts, cuts.length)
                            && other.runSome(cutter, text, otherTo, cuts, cuts.length))) {
                return false;
            }
        }
        return run(cutter, text, to, cuts, cuts.length);
    }

    /** Goes on behind {@code read} bytes of a window, whose cuts lie so high in the bits that those not read have room below. */
    private void take(int from, int read, long bits, int newRow, int[] cuts) {
        int end = BitPlaces.write(bits >>> WINDOW - read, from - CutPairs.BACK, cuts, count);
        set(from + read, newRow, end);
    }

    /** Reads on, a character at a time, where two at once cannot be read. */
    private boolean runSome(CutTransducer cutter, byte[] text, int to, int[] cuts, int limit) {
        int[] ascii = cutter.asciiTable;
        int n = count;
        int state = row;
        int p = at;
        int stop = Math.min(to, p + Math.min(2, limit - n));
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
        return p == stop || runOthers(cutter, text, to, cuts, limit);
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
        return at > text.length - Long.BYTES || Utf8.isAscii(text, at);
    }
}
