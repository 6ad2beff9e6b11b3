package dev.tokenwright.stage.model;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * A piece of up to 15 bytes as a key of one long or of two: the bytes in order, the first one lowest, and the length in the top
 * byte of the last long.
 */
final class PieceKey {
    /** Most bytes of a key of one long, and of two. */
    static final int SHORT = 7;

    static final int MIDDLE = 15;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LENGTH_SHIFT = 56;

    private PieceKey() {}

    /** The key of a short piece, from the eight bytes at its start. */
    static long ofShort(long bytes, int length) {
        return bytes & -1L >>> Long.SIZE - length * Byte.SIZE | (long) length << LENGTH_SHIFT;
    }

    /** The second long of the key of a piece of 8 to 15 bytes, from the eight bytes behind its first eight. */
    static long last(long bytes, int length) {
        long kept = length == Long.BYTES ? 0 : bytes & -1L >>> 2 * Long.SIZE - length * Byte.SIZE;
        return kept | (long) length << LENGTH_SHIFT;
    }

    /** The 8 bytes at an index that has as many. */
    static long inside(byte[] text, int at) {
        return (long) LONG.get(text, at);
    }

    /** The 8 bytes at an index; those behind the end of the array count as 0. */
    static long word(byte[] text, int at) {
        if (at <= text.length - Long.BYTES) {
            return inside(text, at);
        }
        long word = 0;
        for (int index = text.length - 1; index >= at; index--) {
            word = word << Byte.SIZE | text[index] & 0xFF;
        }
        return word;
    }
}
