package dev.tokenwright.chat.prompt.dataset;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalInt;

/** How an element of a sequence is written. */
public enum ElementType {
    /** One byte without a sign. */
    UINT8(1, 1, 0, 255),
    /** One byte. */
    INT8(2, 1, Byte.MIN_VALUE, Byte.MAX_VALUE),
    /** Two bytes. */
    INT16(3, 2, Short.MIN_VALUE, Short.MAX_VALUE),
    /** Four bytes. */
    INT32(4, 4, Integer.MIN_VALUE, Integer.MAX_VALUE),
    /** Eight bytes. */
    INT64(5, 8, Long.MIN_VALUE, Long.MAX_VALUE),
    /** Eight bytes with a fraction. */
    FLOAT64(6, 8, 1, 0),
    /** Four bytes with a fraction. */
    FLOAT32(7, 4, 1, 0),
    /** Two bytes without a sign. */
    UINT16(8, 2, 0, 65_535);

    /** Vocabularies of fewer ids fit into two bytes, as the reference sees it. */
    private static final int SMALL_VOCABULARY = 65_500;

    private final int code;
    private final int size;
    private final long smallest;
    private final long largest;

    ElementType(int code, int size, long smallest, long largest) {
        this.code = code;
        this.size = size;
        this.smallest = smallest;
        this.largest = largest;
    }

    /** The type for the ids of a vocabulary; empty means that its size is not known. */
    public static ElementType forVocabulary(OptionalInt vocabSize) {
        return vocabSize.isPresent() && vocabSize.getAsInt() < SMALL_VOCABULARY ? UINT16 : INT32;
    }

    /** The type with a number as files write it. */
    static Optional<ElementType> coded(int code) {
        for (ElementType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    /** The type's number in files. */
    public int code() {
        return code;
    }

    /** Bytes of an element. */
    public int size() {
        return size;
    }

    /** Whether elements have fractions. */
    public boolean hasFractions() {
        return this == FLOAT32 || this == FLOAT64;
    }

    void put(ByteBuffer buffer, long value) {
        if (value < smallest || value > largest) {
            throw new IllegalArgumentException(value + " does not fit " + this);
        }
        switch (this) {
            case UINT8, INT8 -> buffer.put((byte) value);
            case INT16, UINT16 -> buffer.putShort((short) value);
            case INT32 -> buffer.putInt((int) value);
            case INT64 -> buffer.putLong(value);
            case FLOAT32, FLOAT64 -> throw new AssertionError(this);
        }
    }

    long get(ByteBuffer buffer) {
        return switch (this) {
            case UINT8 -> buffer.get() & 0xFF;
            case INT8 -> buffer.get();
            case INT16 -> buffer.getShort();
            case UINT16 -> buffer.getShort() & 0xFFFF;
            case INT32 -> buffer.getInt();
            case INT64 -> buffer.getLong();
            case FLOAT32, FLOAT64 -> throw new IllegalStateException(this + " has fractions");
        };
    }

    void put(ByteBuffer buffer, double value) {
        if (this == FLOAT64) {
            buffer.putDouble(value);
        } else if (this == FLOAT32) {
            buffer.putFloat((float) value);
        } else {
            throw new IllegalArgumentException(this + " has no fractions");
        }
    }

    double getFraction(ByteBuffer buffer) {
        return this == FLOAT64 ? buffer.getDouble() : this == FLOAT32 ? buffer.getFloat() : get(buffer);
    }
}
