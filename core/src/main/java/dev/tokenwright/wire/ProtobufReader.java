package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.error.Place;
import java.util.Arrays;

/**
 * Reads one message of Protocol Buffers from bytes, field by field. Belongs to one caller.
 *
 * <p>{@link #next} goes to a field; then exactly one of the reading methods, or {@link #skip}, takes its value.
 */
public final class ProtobufReader {
    /** Deepest nesting of messages and groups, as in the format's own libraries. */
    private static final int MAX_DEPTH = 100;

    private static final int MAX_FIELD = (1 << 29) - 1;
    private static final int LONGEST_VARINT = 10;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int LENGTH = 2;
    private static final int GROUP_START = 3;
    private static final int GROUP_END = 4;
    private static final int FIXED32 = 5;

    private final byte[] content;
    private final Place place;
    private final int end;
    private final int depth;
    private int at;
    private int fieldStart;
    private int field;
    private int wireType;
    private int sliceFrom;
    private int sliceTo;

    private ProtobufReader(byte[] content, Place place, int from, int end, int depth) {
        this.content = content;
        this.place = place;
        this.at = from;
        this.end = end;
        this.depth = depth;
    }

    /** A reader of the message that {@code content} is; {@code source} is its name in messages. */
    public static ProtobufReader of(byte[] content, String source) {
        return new ProtobufReader(content, Place.of(source), 0, content.length, 0);
    }

    /** Goes to the next field; false at the end of the message. */
    public boolean next() {
        fieldStart = at;
        if (at == end) {
            return false;
        }
        long tag = readVarint();
        wireType = (int) tag & 7;
        long number = (tag & 0xFFFF_FFFFL) >>> 3;
        if (number == 0 || number > MAX_FIELD || tag >>> Integer.SIZE != 0) {
            throw malformed("not the tag of a field");
        }
        field = (int) number;
        return true;
    }

    /** Number of the current field. */
    public int field() {
        return field;
    }

    /** Where the message is. */
    public Place place() {
        return place.atByte(fieldStart);
    }

    /** Takes a whole number; higher bits are cut off. */
    public int int32(String name) {
        expect(VARINT, name);
        return (int) readVarint();
    }

    /** Takes a truth value. */
    public boolean bool(String name) {
        expect(VARINT, name);
        return readVarint() != 0;
    }

    /** Takes a number in single precision. */
    public float float32(String name) {
        expect(FIXED32, name);
        int from = take(Integer.BYTES);
        return Float.intBitsToFloat(content[from] & 0xFF
                | (content[from + 1] & 0xFF) << 8
                | (content[from + 2] & 0xFF) << 16
                | content[from + 3] << 24);
    }

    /** Takes a text or bytes: {@link #sliceFrom} to {@link #sliceTo} of the content. */
    public void slice(String name) {
        expect(LENGTH, name);
        takeSlice();
    }

    /** Takes a text or bytes, a copy. */
    public byte[] bytes(String name) {
        slice(name);
        return Arrays.copyOfRange(content, sliceFrom, sliceTo);
    }

    /** Takes a message. */
    public ProtobufReader message(Place messagePlace, String name) {
        slice(name);
        if (depth + 1 > MAX_DEPTH) {
            throw error(Kind.LIMIT, "messages are nested more than " + MAX_DEPTH + " deep");
        }
        return new ProtobufReader(content, messagePlace, sliceFrom, sliceTo, depth + 1);
    }

    /** Start of the slice that was read last. */
    public int sliceFrom() {
        return sliceFrom;
    }

    /** End of the slice that was read last. */
    public int sliceTo() {
        return sliceTo;
    }

    /** Passes over the value of the current field, whatever it is. */
    public void skip() {
        int groups = 0;
        do {
            switch (wireType) {
                case VARINT -> readVarint();
                case FIXED64 -> take(Long.BYTES);
                case LENGTH -> takeSlice();
                case GROUP_START -> groups++;
                case GROUP_END -> groups--;
                case FIXED32 -> take(Integer.BYTES);
                default -> throw malformed("the field's type is " + wireType + ", which does not exist");
            }
            if (groups < 0) {
                throw malformed("a group ends that has not begun");
            }
            if (groups + depth > MAX_DEPTH) {
                throw error(Kind.LIMIT, "groups are nested more than " + MAX_DEPTH + " deep");
            }
            if (groups > 0 && !next()) {
                throw malformed("a group does not end");
            }
        } while (groups > 0);
    }

    private void expect(int wanted, String name) {
        if (wireType != wanted) {
            throw error(
                    Kind.INVALID,
                    "field " + field + " (" + name + ") has wire type " + wireType + " and not " + wanted);
        }
    }

    private void takeSlice() {
        long length = readVarint();
        if (length < 0 || length > end - at) {
            throw malformed("a length of " + Long.toUnsignedString(length) + " bytes, but " + (end - at) + " are left");
        }
        sliceFrom = at;
        at += (int) length;
        sliceTo = at;
    }

    private int take(int count) {
        if (count > end - at) {
            throw malformed("ends within a field");
        }
        at += count;
        return at - count;
    }

    private long readVarint() {
        long value = 0;
        for (int count = 0; count < LONGEST_VARINT; count++) {
            byte next = content[take(1)];
            value |= (next & 0x7FL) << 7 * count;
            if (next >= 0) {
                return value;
            }
        }
        throw malformed("a number of more than " + LONGEST_VARINT + " bytes");
    }

    private LoadException malformed(String problem) {
        return error(Kind.MALFORMED, "not a message of Protocol Buffers: " + problem);
    }

    private LoadException error(Kind kind, String problem) {
        return new LoadException(kind, place(), problem + ". Take the file from its publisher again");
    }
}
