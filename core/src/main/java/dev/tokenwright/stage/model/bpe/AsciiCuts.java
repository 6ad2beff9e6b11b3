package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.text.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Between which ASCII characters there is a cut: told for eight at a time. Immutable. */
final class AsciiCuts {
    /*
     * One table by two bytes as they lie in a text, so that all look-ups of a word are independent of one another. The plain
     * twin is SafeCuts.next, the benchmark EncodeBenchmark.
     */
    static final int LIMIT = 128;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int PAIR = 0xFFFF;

    /** By two characters, the second one higher: 1 for a cut. */
    private final byte[] cuts = new byte[1 << Character.SIZE];

    /** Tells of two characters whether there is a cut between them. */
    interface Rule {
        boolean isCut(int before, int after);
    }

    AsciiCuts(Rule rule) {
        for (int before = 0; before < LIMIT; before++) {
            for (int after = 0; after < LIMIT; after++) {
                cuts[pair(before, after)] = (byte) (rule.isCut(before, after) ? 1 : 0);
            }
        }
    }

    private static int pair(int before, int after) {
        return after << Byte.SIZE | before;
    }

    boolean isCut(int before, int after) {
        return cuts[pair(before, after)] != 0;
    }

    /** Whether {@code text[at..at + 9)} is inside {@code text[..to)} and ASCII. */
    static boolean isNear(byte[] text, int at, int to) {
        return at + Long.BYTES < to && Utf8.isAscii(text, at) && text[at + Long.BYTES] >= 0;
    }

    /** The cuts behind each of the eight characters at a place where ASCII {@link #isNear}, as bits, the first one lowest. */
    int eight(byte[] text, int at) {
        long word = (long) LONG.get(text, at);
        long next = (long) LONG.get(text, at + 1);
        return cuts[(int) word & PAIR]
                | cuts[(int) next & PAIR] << 1
                | cuts[(int) (word >>> 16) & PAIR] << 2
                | cuts[(int) (next >>> 16) & PAIR] << 3
                | cuts[(int) (word >>> 32) & PAIR] << 4
                | cuts[(int) (next >>> 32) & PAIR] << 5
                | cuts[(int) (word >>> 48)] << 6
                | cuts[(int) (next >>> 48)] << 7;
    }
}
