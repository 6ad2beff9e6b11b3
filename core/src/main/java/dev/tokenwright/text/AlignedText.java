package dev.tokenwright.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Text in UTF-8 that remembers, for every byte, which stretch of the original text it came from. A reusable buffer that
 * belongs to one caller.
 *
 * <p>With {@link Tracking#NONE} nothing is remembered and only {@link #bytes} counts. Original positions are byte offsets
 * into the original text.
 */
public final class AlignedText {
    /** What is remembered of each byte's origin. */
    public enum Tracking {
        /** Nothing. */
        NONE,
        /** The whole code point that the byte belongs to. */
        CODE_POINTS,
        /** The byte itself. */
        BYTES
    }

    private byte[] bytes = new byte[256];
    private int[] starts = new int[0];
    private int[] ends = new int[0];
    private int length;
    private Tracking tracking = Tracking.NONE;
    private @Nullable Spans matches;

    /** Forgets the text and sets what is remembered from now on. */
    public void clear(Tracking newTracking) {
        length = 0;
        tracking = newTracking;
        if (tracked() && starts.length < bytes.length) {
            starts = new int[bytes.length];
            ends = new int[bytes.length];
        }
    }

    /** Whether origins are remembered. */
    public boolean tracked() {
        return tracking != Tracking.NONE;
    }

    /** What is remembered. */
    public Tracking tracking() {
        return tracking;
    }

    /** Length in bytes. */
    public int length() {
        return length;
    }

    /** The text's bytes, of which the first {@link #length()} count. Valid until the text grows. */
    public byte[] bytes() {
        return bytes;
    }

    /** Room for the places in this text where a pattern was found. */
    public Spans matches() {
        Spans known = matches;
        if (known == null) {
            known = new Spans();
            matches = known;
        }
        return known;
    }

    /** Where the byte's origin starts. */
    public int originStart(int index) {
        return starts[index];
    }

    /** Where the byte's origin ends. */
    public int originEnd(int index) {
        return ends[index];
    }

    /** Adds a stretch of the original text, each code point (or byte) standing for itself. */
    public void appendOriginal(byte[] original, int from, int to) {
        int at = length;
        reserve(to - from);
        System.arraycopy(original, from, bytes, at, to - from);
        length += to - from;
        if (tracking == Tracking.BYTES) {
            for (int index = at; index < length; index++) {
                starts[index] = from + index - at;
                ends[index] = from + index - at + 1;
            }
        } else if (tracking == Tracking.CODE_POINTS) {
            for (int index = at; index < length; ) {
                if (bytes[index] >= 0) {
                    starts[index] = from + index - at;
                    ends[index] = from + index - at + 1;
                    index++;
                    continue;
                }
                int size = Math.min(Utf8.lengthByLead(bytes[index]), length - index);
                int start = from + index - at;
                Arrays.fill(starts, index, index + size, start);
                Arrays.fill(ends, index, index + size, start + size);
                index += size;
            }
        }
    }

    /** Adds one code point with its origin. The origin is ignored when nothing is remembered. */
    public void appendCodePoint(int codePoint, int originStart, int originEnd) {
        reserve(Utf8.MAX_LENGTH);
        int size = Utf8.encode(codePoint, bytes, length);
        if (tracked()) {
            Arrays.fill(starts, length, length + size, originStart);
            Arrays.fill(ends, length, length + size, originEnd);
        }
        length += size;
    }

    /** Adds UTF-8 bytes that all have the same origin. */
    public void appendBytes(byte[] source, int from, int to, int originStart, int originEnd) {
        reserve(to - from);
        System.arraycopy(source, from, bytes, length, to - from);
        if (tracked()) {
            Arrays.fill(starts, length, length + to - from, originStart);
            Arrays.fill(ends, length, length + to - from, originEnd);
        }
        length += to - from;
    }

    /** Adds a stretch of another text with its origins, as far as both remember them. */
    public void append(AlignedText source, int from, int to) {
        reserve(to - from);
        System.arraycopy(source.bytes, from, bytes, length, to - from);
        if (tracked()) {
            System.arraycopy(source.starts, from, starts, length, to - from);
            System.arraycopy(source.ends, from, ends, length, to - from);
        }
        length += to - from;
    }

    /** Whether the first {@code upTo} bytes end with a stretch of bytes. */
    public boolean endsWith(byte[] suffix, int upTo) {
        int from = upTo - suffix.length;
        return from >= 0 && Arrays.equals(bytes, from, upTo, suffix, 0, suffix.length);
    }

    /** Takes bytes off the end. */
    public void truncate(int newLength) {
        length = newLength;
    }

    /** Makes the origin of each byte end where that of the next starts, and that of the last at {@code lastEnd}. */
    public void endOriginsAtNext(int lastEnd) {
        if (tracked() && length > 0) {
            System.arraycopy(starts, 1, ends, 0, length - 1);
            ends[length - 1] = lastEnd;
        }
    }

    /** Gives back memory when the buffer has grown over {@code byteLimit}. The text is lost. */
    public void trim(int byteLimit) {
        length = 0;
        if (bytes.length > byteLimit) {
            bytes = new byte[256];
            starts = new int[0];
            ends = new int[0];
            matches = null;
        }
    }

    private void reserve(int more) {
        int needed = Math.addExact(length, more);
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(
                    bytes, (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8, bytes.length * 3L / 2)));
        }
        if (tracked() && starts.length < bytes.length) {
            starts = Arrays.copyOf(starts, bytes.length);
            ends = Arrays.copyOf(ends, bytes.length);
        }
    }
}
