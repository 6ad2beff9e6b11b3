package dev.tokenwright.stage.decode;

import dev.tokenwright.text.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/** What each id writes, in bytes. Immutable. */
final class TokenRows {
    /*
     * A row is two longs, so that most ids need one line of the processor's cache: up to 15 bytes, the first one lowest, and
     * their number in the top byte. Above that the top byte says what else an id is, and what it writes lies in `others`,
     * whose place and length are the first long; of a byte of byte fallback that long is the byte.
     */
    static final int MOST_INLINE = 15;

    /** Writes more than fits a row. */
    static final int LONG = 16;
    /** Is not an ordinary token, so that the options have a say. */
    static final int SPECIAL = 17;
    /** Is a byte of byte fallback. */
    static final int BYTE = 18;
    /** Is the id of no token. */
    static final int ABSENT = 19;

    private static final int KIND_SHIFT = 56;
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    /** By id: two longs. */
    final long[] rows;

    private final byte[] others;
    private final ByteRuns byteRuns;

    /** What becomes of a run of bytes of byte fallback that is not UTF-8. */
    enum ByteRuns {
        /** All its bytes become U+FFFD each. */
        WHOLE,
        /** Those of its bytes that are not part of a code point become U+FFFD each; they stay where bytes are wanted. */
        BYTE_BY_BYTE
    }

    private TokenRows(long[] rows, byte[] others, ByteRuns byteRuns) {
        this.rows = rows;
        this.others = others;
        this.byteRuns = byteRuns;
    }

    ByteRuns byteRuns() {
        return byteRuns;
    }

    /** One more than the largest id. */
    int idLimit() {
        return rows.length / 2;
    }

    /** The number of bytes, or the kind, in the second long of a row. */
    static int kind(long last) {
        return (int) (last >>> KIND_SHIFT);
    }

    /** The kind of an id, {@link #ABSENT} for one that is out of range. */
    int kind(int id) {
        return id < 0 || id >= idLimit() ? ABSENT : kind(rows[2 * id + 1]);
    }

    /** The byte that an id of the kind {@link #BYTE} stands for. */
    byte byteOf(int id) {
        return (byte) rows[2 * id];
    }

    /** Length in bytes of what a {@link #LONG} or {@link #SPECIAL} id writes. */
    int otherLength(int id) {
        return (int) rows[2 * id];
    }

    /** Copies what a {@link #LONG} or {@link #SPECIAL} id writes and says whether all of it is ASCII. */
    boolean copyOther(int id, byte[] target, int at) {
        int start = (int) (rows[2 * id] >>> Integer.SIZE);
        int end = start + otherLength(id);
        System.arraycopy(others, start, target, at, end - start);
        return Utf8.asciiEnd(others, start, end) == end;
    }

    /** Collects rows. Belongs to one caller. */
    static final class Builder {
        private final long[] rows;
        private byte[] others = new byte[256];
        private int otherCount;
        private final byte[] words = new byte[2 * Long.BYTES];

        /** All ids below a limit, none of which writes anything. */
        Builder(int idLimit) {
            rows = new long[Math.multiplyExact(2, idLimit)];
            for (int id = 0; id < idLimit; id++) {
                rows[2 * id + 1] = (long) ABSENT << KIND_SHIFT;
            }
        }

        /** Sets what an id writes. */
        void set(int id, byte[] row, boolean ordinary) {
            if (!ordinary || row.length > MOST_INLINE) {
                others = grown(others, Math.addExact(otherCount, row.length));
                System.arraycopy(row, 0, others, otherCount, row.length);
                put(id, (long) otherCount << Integer.SIZE | row.length, ordinary ? LONG : SPECIAL);
                otherCount += row.length;
                return;
            }
            Arrays.fill(words, (byte) 0);
            System.arraycopy(row, 0, words, 0, row.length);
            words[MOST_INLINE] = (byte) row.length;
            rows[2 * id] = (long) WORD.get(words, 0);
            rows[2 * id + 1] = (long) WORD.get(words, Long.BYTES);
        }

        /** Makes an id a byte of byte fallback. */
        void setByte(int id, int value) {
            put(id, value, BYTE);
        }

        private void put(int id, long first, int kind) {
            rows[2 * id] = first;
            rows[2 * id + 1] = (long) kind << KIND_SHIFT;
        }

        TokenRows build(ByteRuns byteRuns) {
            return new TokenRows(rows, Arrays.copyOf(others, otherCount), byteRuns);
        }
    }

    /** The array, or a larger copy with room for {@code needed} bytes. */
    static byte[] grown(byte[] array, int needed) {
        if (needed <= array.length) {
            return array;
        }
        return Arrays.copyOf(array, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8, array.length * 2L)));
    }
}
