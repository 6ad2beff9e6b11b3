package dev.tokenwright.text;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Tells whether bytes are well-formed UTF-8. */
final class WellFormed {
    /*
     * An automaton over bytes [1] whose row for a byte is one long [2]: at the bits that a state's number tells stands the
     * number of the next one. A step is one shift, by the six bits of the state before, and waits for nothing else. Eight
     * bytes of ASCII are one step. The plain twin is Utf8.checkedLength, by way of TextTwinTest; the benchmark is
     * EncodeBenchmark.
     *
     * [1] Unicode 15, table 3-7
     * [2] P. Vognsen: shift-based DFAs, 2020
     */
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final int STATE_BITS = 6;
    private static final int STATE = (1 << STATE_BITS) - 1;

    private static final int BETWEEN = 0;
    private static final int MALFORMED = STATE_BITS;
    /** One to three bytes are missing, and may be any continuation. */
    private static final int ONE_LEFT = 2 * STATE_BITS;

    private static final int TWO_LEFT = 3 * STATE_BITS;
    private static final int THREE_LEFT = 4 * STATE_BITS;
    /** The next byte may not be any continuation, lest the code point be overlong, a surrogate, or too large. */
    private static final int BEHIND_E0 = 5 * STATE_BITS;

    private static final int BEHIND_ED = 6 * STATE_BITS;
    private static final int BEHIND_F0 = 7 * STATE_BITS;
    private static final int BEHIND_F4 = 8 * STATE_BITS;

    /** By byte: the next state at each state's bits. */
    private static final long[] STEPS = steps();

    private WellFormed() {}

    private static long[] steps() {
        long[] steps = new long[256];
        for (int state = BETWEEN; state <= BEHIND_F4; state += STATE_BITS) {
            add(steps, state, 0x00, 0xFF, MALFORMED);
        }
        add(steps, BETWEEN, 0x00, 0x7F, BETWEEN);
        add(steps, BETWEEN, 0xC2, 0xDF, ONE_LEFT);
        add(steps, BETWEEN, 0xE0, 0xEF, TWO_LEFT);
        add(steps, BETWEEN, 0xF0, 0xF4, THREE_LEFT);
        add(steps, BETWEEN, 0xE0, 0xE0, BEHIND_E0);
        add(steps, BETWEEN, 0xED, 0xED, BEHIND_ED);
        add(steps, BETWEEN, 0xF0, 0xF0, BEHIND_F0);
        add(steps, BETWEEN, 0xF4, 0xF4, BEHIND_F4);
        add(steps, ONE_LEFT, 0x80, 0xBF, BETWEEN);
        add(steps, TWO_LEFT, 0x80, 0xBF, ONE_LEFT);
        add(steps, THREE_LEFT, 0x80, 0xBF, TWO_LEFT);
        add(steps, BEHIND_E0, 0xA0, 0xBF, ONE_LEFT);
        add(steps, BEHIND_ED, 0x80, 0x9F, ONE_LEFT);
        add(steps, BEHIND_F0, 0x90, 0xBF, TWO_LEFT);
        add(steps, BEHIND_F4, 0x80, 0x8F, TWO_LEFT);
        return steps;
    }

    /** Sets the step of a state over the bytes from one to another. */
    private static void add(long[] steps, int state, int first, int last, int next) {
        for (int value = first; value <= last; value++) {
            steps[value] = steps[value] & ~((long) STATE << state) | (long) next << state;
        }
    }

    /** Whether {@code bytes[from..to)} are. */
    static boolean is(byte[] bytes, int from, int to) {
        long state = BETWEEN;
        int at = from;
        for (; at <= to - Long.BYTES; at += Long.BYTES) {
            long word = (long) LONG.get(bytes, at);
            if ((word & HIGH_BITS) == 0) {
                if ((state & STATE) != BETWEEN) {
                    return false;
                }
                continue;
            }
            state = STEPS[(int) word & 0xFF] >>> state;
            state = STEPS[(int) (word >>> 8) & 0xFF] >>> state;
            state = STEPS[(int) (word >>> 16) & 0xFF] >>> state;
            state = STEPS[(int) (word >>> 24) & 0xFF] >>> state;
            state = STEPS[(int) (word >>> 32) & 0xFF] >>> state;
            state = STEPS[(int) (word >>> 40) & 0xFF] >>> state;
            state = STEPS[(int) (word >>> 48) & 0xFF] >>> state;
            state = STEPS[(int) (word >>> 56)] >>> state;
        }
        for (; at < to; at++) {
            state = STEPS[bytes[at] & 0xFF] >>> state;
        }
        return (state & STATE) == BETWEEN;
    }
}
