package dev.tokenwright.load;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Writes messages of Protocol Buffers for tests. */
final class ProtobufBytes {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    /** Adds bytes as they are. */
    ProtobufBytes raw(int... values) {
        for (int value : values) {
            bytes.write(value);
        }
        return this;
    }

    ProtobufBytes number(int field, long value) {
        varint((long) field << 3);
        varint(value);
        return this;
    }

    ProtobufBytes decimal(int field, float value) {
        varint((long) field << 3 | 5);
        int bits = Float.floatToRawIntBits(value);
        return raw(bits, bits >> 8, bits >> 16, bits >> 24);
    }

    ProtobufBytes text(int field, String value) {
        return bytes(field, value.getBytes(StandardCharsets.UTF_8));
    }

    ProtobufBytes message(int field, ProtobufBytes value) {
        return bytes(field, value.toByteArray());
    }

    ProtobufBytes bytes(int field, byte[] value) {
        varint((long) field << 3 | 2);
        varint(value.length);
        bytes.writeBytes(value);
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            bytes.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        bytes.write((int) rest);
    }

    byte[] toByteArray() {
        return bytes.toByteArray();
    }
}
