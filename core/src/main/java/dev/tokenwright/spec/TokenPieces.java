package dev.tokenwright.spec;

import java.util.Arrays;

/** The bytes that each id writes. Immutable. */
public final class TokenPieces {
    private final byte[] bytes;
    /** {@code starts[id]..starts[id + 1]} are the bytes of {@code id}. */
    private final int[] starts;

    private TokenPieces(byte[] bytes, int[] starts) {
        this.bytes = bytes;
        this.starts = starts;
    }

    /** Number of ids. */
    public int size() {
        return starts.length - 1;
    }

    /** Number of bytes that an id writes. */
    public int length(int id) {
        return starts[id + 1] - starts[id];
    }

    /** Copies the bytes of an id from {@code from} on to {@code target} and returns their number. */
    public int copyTo(int id, int from, byte[] target, int at) {
        int length = length(id) - from;
        System.arraycopy(bytes, starts[id] + from, target, at, length);
        return length;
    }

    /** The first byte that an id writes, or -1 when it writes nothing. */
    public int firstByte(int id) {
        return length(id) == 0 ? -1 : bytes[starts[id]] & 0xFF;
    }

    /** Collects pieces in the order of ids. Belongs to one caller. */
    public static final class Builder {
        private byte[] bytes = new byte[1024];
        private int[] starts = new int[1024];
        private int size;

        /** Starts without pieces. */
        public Builder() {}

        /** Adds the piece of the next id. */
        public void add(byte[] piece) {
            if (size + 2 > starts.length) {
                starts = Arrays.copyOf(starts, starts.length * 2);
            }
            int end = Math.addExact(starts[size], piece.length);
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L)));
            }
            System.arraycopy(piece, 0, bytes, starts[size], piece.length);
            starts[++size] = end;
        }

        /** The finished pieces. */
        public TokenPieces build() {
            return new TokenPieces(Arrays.copyOf(bytes, starts[size]), Arrays.copyOf(starts, size + 1));
        }
    }
}
