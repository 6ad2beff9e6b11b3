package dev.tokenwright.wire;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The strings of a GGUF array, as the bytes that the file has. Immutable once read. */
public final class GgufTexts {
    private byte[] bytes = new byte[1024];
    /** {@code starts[index]..starts[index + 1]} are the bytes of a string. */
    private int[] starts = new int[1024];

    private int size;

    GgufTexts() {}

    /** Number of strings. */
    public int size() {
        return size;
    }

    /** The bytes of a string, a copy. */
    public byte[] bytes(int index) {
        return Arrays.copyOfRange(bytes, starts[index], starts[index + 1]);
    }

    /** A string read as UTF-8. */
    public String text(int index) {
        return new String(bytes, starts[index], starts[index + 1] - starts[index], StandardCharsets.UTF_8);
    }

    /** Makes room for a string of {@code length} bytes and gives the index in {@link #room} where it goes. */
    int add(int length) {
        if (size + 2 > starts.length) {
            starts = Arrays.copyOf(starts, starts.length * 2);
        }
        int start = starts[size];
        int end = Math.addExact(start, length);
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.max(end, Math.min(Integer.MAX_VALUE - 8, bytes.length * 2L)));
        }
        starts[++size] = end;
        return start;
    }

    byte[] room() {
        return bytes;
    }
}
