package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads numbers and bytes of the library's compact form. Belongs to one caller. */
public final class CompactCursor {
    private final byte[] content;
    private final String source;
    private int at;

    /** A cursor at the start of {@code content}. */
    public CompactCursor(byte[] content, String source) {
        this.content = content;
        this.source = source;
    }

    /** Takes a text that must come next. */
    public void expect(String ascii) {
        byte[] expected = ascii.getBytes(StandardCharsets.US_ASCII);
        if (content.length < expected.length || !Arrays.equals(bytes(expected.length), expected)) {
            throw malformed("does not start with " + ascii);
        }
    }

    /** The next number, which must be at most {@code max}. */
    public int number(int max) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            if (at >= content.length || shift > 28) {
                throw malformed("number without end");
            }
            byte next = content[at++];
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                break;
            }
        }
        if (value > max) {
            throw malformed("number " + value + " is over the limit of " + max);
        }
        return (int) value;
    }

    /** The next number, which counts things of at least one byte each that follow. */
    public int count(int max) {
        return number(Math.min(max, content.length - at));
    }

    /** The next bytes, owned by the caller. */
    public byte[] bytes(int count) {
        if (count > content.length - at) {
            throw malformed("ends too early");
        }
        at += count;
        return Arrays.copyOfRange(content, at - count, at);
    }

    /** An exception that says what is wrong here. */
    public LoadException malformed(String problem) {
        return new LoadException(
                LoadException.Kind.MALFORMED,
                Place.of(source).atByte(at),
                "not a compact vocabulary: " + problem + "; make it again with tools/vocab/pack.py");
    }
}
