package dev.tokenwright.stage.decode;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** A row of bytes for each id, one after the other in one array. Immutable. */
final class ByteRows {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    /** Bytes that are copied at once. */
    private static final int WIDE = 2 * Long.BYTES;

    /** {@code bytes[starts[id]..starts[id + 1])} is the row of {@code id}; behind the last there is room. */
    private final byte[] bytes;

    private final int[] starts;

    private ByteRows(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    int length(int id) {
        return starts[id + 1] - starts[id];
    }

    /** Copies a row to {@code target[at..]} and gives the place behind it. */
    int copyTo(int id, byte[] target, int at) {
        System.arraycopy(bytes, starts[id], target, at, length(id));
        return at + length(id);
    }

    /** The rows of {@code ids[from..]} behind {@code first}. */
    byte[] join(int[] ids, int from, byte[] first) {
        int length = first.length;
        for (int index = from; index < ids.length; index++) {
            length = Math.addExact(length, length(ids[index]));
        }
        byte[] joined = Arrays.copyOf(first, length);
        int at = first.length;
        for (int index = from; index < ids.length; index++) {
            int start = starts[ids[index]];
            int size = starts[ids[index] + 1] - start;
            if (size <= WIDE && at + WIDE <= length) {
                // Two words, whatever the size: what is too much is written over by the next row.
                LONG.set(joined, at, (long) LONG.get(bytes, start));
                LONG.set(joined, at + Long.BYTES, (long) LONG.get(bytes, start + Long.BYTES));
            } else {
                System.arraycopy(bytes, start, joined, at, size);
            }
            at += size;
        }
        return joined;
    }

    /** The array, or a larger copy with room for {@code needed} bytes. */
    static byte[] grown(byte[] array, int needed) {
        if (needed <= array.length) {
            return array;
        }
        return Arrays.copyOf(array, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8, array.length * 2L)));
    }

    /** Collects rows in the order of ids. */
    static final class Builder {
        private byte[] bytes;
        private final int[] starts;
        private int count;

        Builder(int rows) {
            bytes = new byte[Math.max(64, rows * 8)];
            starts = new int[rows + 1];
        }

        void add(byte[] row) {
            int at = starts[count];
            bytes = grown(bytes, Math.addExact(at, row.length + WIDE));
            System.arraycopy(row, 0, bytes, at, row.length);
            starts[++count] = at + row.length;
        }

        ByteRows build() {
            return new ByteRows(Arrays.copyOf(bytes, starts[count] + WIDE), starts);
        }
    }
}
