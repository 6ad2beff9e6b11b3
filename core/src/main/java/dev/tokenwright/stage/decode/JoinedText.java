package dev.tokenwright.stage.decode;

import dev.tokenwright.text.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** What tokens write, one after the other. Reusable; belongs to one caller. */
final class JoinedText {
    /*
     * The loop copies two longs whatever the length of a row: what is too much is written over by the next row. It runs over
     * a few ids at a time, so that it is called often and the compiler takes it up early. Its plain twin is PlainDecoder
     * in the test kit; the benchmark is DecodeBenchmark.
     */
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int CHUNK = 32;
    private static final int ROW = 2 * Long.BYTES;
    /** Top bit of each of 8 bytes. */
    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private byte[] bytes = new byte[256];
    private int start;
    private int end;
    /** All bytes or-ed together, eight at a time. */
    private long seen;

    /** Which ids are taken. */
    enum Admitted {
        /** Those of ordinary tokens. */
        ORDINARY,
        /** All that have a token. */
        ALL
    }

    /** What the bytes are for. */
    enum Form {
        /** They become text. */
        TEXT,
        /** They stay bytes. */
        BYTES
    }

    private Form form = Form.TEXT;

    /** Forgets everything and keeps the room. */
    void clear(Form newForm) {
        form = newForm;
        start = 0;
        end = 0;
        seen = 0;
    }

    /** Gives back memory when there is room for more than {@code limit} bytes. The bytes are lost. */
    void trim(int limit) {
        if (bytes.length > limit) {
            bytes = new byte[256];
        }
    }

    /** The bytes; those from {@link #start} up to {@link #end} count. Valid until more are added. */
    byte[] bytes() {
        return bytes;
    }

    int start() {
        return start;
    }

    int end() {
        return end;
    }

    /** Leaves out all bytes before {@code newStart} and from {@code newEnd} on. */
    void narrow(int newStart, int newEnd) {
        start = newStart;
        end = Math.max(newStart, newEnd);
    }

    /** Whether all bytes are certainly ASCII. */
    boolean isAscii() {
        return (seen & HIGH_BITS) == 0;
    }

    /** A copy of the bytes. */
    byte[] toArray() {
        return Arrays.copyOfRange(bytes, start, end);
    }

    /** The text that the bytes are; what is not UTF-8 becomes U+FFFD. */
    String text() {
        if (isAscii()) {
            return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
        }
        return Utf8.decodeLossy(bytes, start, end);
    }

    /** Adds what {@code ids[from..to)} write; false, and part of it is added, when there is one that is not admitted. */
    boolean add(TokenRows rows, int[] ids, int from, int to, Admitted admitted) {
        int index = from;
        while (index < to) {
            int chunk = Math.min(index + CHUNK, to);
            bytes = TokenRows.grown(bytes, Math.addExact(end, ROW * CHUNK));
            index = addInline(rows.rows, ids, index, chunk);
            if (index < chunk) {
                index = addOther(rows, ids, index, to, admitted);
                if (index < 0) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Adds rows of {@code ids[from..to)} that are inline up to the first that is not, whose index it gives, or {@code to}. */
    private int addInline(long[] rows, int[] ids, int from, int to) {
        byte[] out = bytes;
        int limit = rows.length >> 1;
        long all = seen;
        int at = end;
        int index = from;
        for (; index < to; index++) {
            int id = ids[index];
            if (id < 0 || id >= limit) {
                break;
            }
            long first = rows[2 * id];
            long last = rows[2 * id + 1];
            int length = TokenRows.kind(last);
            if (length > TokenRows.MOST_INLINE) {
                break;
            }
            WORD.set(out, at, first);
            WORD.set(out, at + Long.BYTES, last);
            all |= first | last;
            at += length;
        }
        seen = all;
        end = at;
        return index;
    }

    /** Adds what an id that is not inline writes, of byte fallback the whole run. The index behind, or -1. */
    private int addOther(TokenRows rows, int[] ids, int index, int to, Admitted admitted) {
        int id = ids[index];
        int kind = rows.kind(id);
        if (kind == TokenRows.BYTE) {
            return addBytes(rows, ids, index, to);
        }
        if (kind == TokenRows.ABSENT || kind == TokenRows.SPECIAL && admitted == Admitted.ORDINARY) {
            return -1;
        }
        int length = rows.otherLength(id);
        bytes = TokenRows.grown(bytes, Math.addExact(end, length));
        seen |= rows.copyOther(id, bytes, end) ? 0 : HIGH_BITS;
        end += length;
        return index + 1;
    }

    /** Adds a run of bytes of byte fallback and gives the index behind it. */
    private int addBytes(TokenRows rows, int[] ids, int from, int to) {
        int runEnd = from;
        while (runEnd < to && rows.kind(ids[runEnd]) == TokenRows.BYTE) {
            runEnd++;
        }
        int count = runEnd - from;
        bytes = TokenRows.grown(bytes, Math.addExact(end, Math.multiplyExact(REPLACEMENT.length, count)));
        for (int index = 0; index < count; index++) {
            bytes[end + index] = rows.byteOf(ids[from + index]);
            seen |= bytes[end + index];
        }
        boolean byteByByte = rows.byteRuns() == TokenRows.ByteRuns.BYTE_BY_BYTE;
        if (byteByByte && form == Form.BYTES || Utf8.firstMalformed(bytes, end, end + count) < 0) {
            end += count;
        } else {
            addMended(Arrays.copyOfRange(bytes, end, end + count), byteByByte);
        }
        return runEnd;
    }

    private void addMended(byte[] run, boolean byteByByte) {
        for (int at = 0; at < run.length; ) {
            int length = byteByByte ? Utf8.checkedLength(run, at, run.length) : -1;
            byte[] source = length > 0 ? run : REPLACEMENT;
            int size = length > 0 ? length : REPLACEMENT.length;
            System.arraycopy(source, length > 0 ? at : 0, bytes, end, size);
            end += size;
            at += Math.max(1, length);
        }
    }
}
