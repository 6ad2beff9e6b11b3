package dev.tokenwright.stage.added;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.List;

/** The bytes that patterns start with: skips what is certainly none. Immutable. */
final class FirstBytes {
    /*
     * Few bytes are looked for in eight bytes of text at once [1]: a byte of x = text ^ (the byte eight times) is 0 where
     * the text has it, and (x - 0x01..01) & ~x & 0x80..80 is not 0 exactly when a byte of x is. Many are looked up byte by
     * byte.
     *
     * [1] H. S. Warren: Hacker's Delight, 2nd edition, section 6-1
     */
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101_0101_0101_0101L;
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;
    /** Most bytes that are looked for at once. */
    private static final int FEW = 2;

    private final boolean[] isFirst = new boolean[256];
    private final boolean few;
    private final long first;
    private final long second;

    /** Those of patterns; an empty pattern starts with none. */
    FirstBytes(List<byte[]> patterns) {
        int[] bytes = patterns.stream()
                .filter(pattern -> pattern.length > 0)
                .mapToInt(pattern -> pattern[0] & 0xFF)
                .distinct()
                .toArray();
        for (int value : bytes) {
            isFirst[value] = true;
        }
        few = bytes.length > 0 && bytes.length <= FEW;
        first = few ? ONES * bytes[0] : 0;
        second = few ? ONES * bytes[bytes.length - 1] : 0;
    }

    /** The first place in {@code text[from..to)} where there is one, or {@code to}. */
    int next(byte[] text, int from, int to) {
        int at = from;
        if (few) {
            while (at <= to - Long.BYTES && !hasFirst((long) LONG.get(text, at))) {
                at += Long.BYTES;
            }
        }
        while (at < to && !isFirst[text[at] & 0xFF]) {
            at++;
        }
        return at;
    }

    private boolean hasFirst(long word) {
        long one = word ^ first;
        long other = word ^ second;
        return ((one - ONES & ~one | other - ONES & ~other) & HIGH_BITS) != 0;
    }
}
