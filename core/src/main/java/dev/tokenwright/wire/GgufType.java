package dev.tokenwright.wire;

/** The types of values in GGUF metadata, in the order of their numbers. */
public enum GgufType {
    /** Unsigned, 1 byte. */
    UINT8(1),
    /** Signed, 1 byte. */
    INT8(1),
    /** Unsigned, 2 bytes. */
    UINT16(2),
    /** Signed, 2 bytes. */
    INT16(2),
    /** Unsigned, 4 bytes. */
    UINT32(4),
    /** Signed, 4 bytes. */
    INT32(4),
    /** IEEE 754, 4 bytes. */
    FLOAT32(4),
    /** A byte that is 0 or not. */
    BOOL(1),
    /** Bytes after their number. */
    STRING(8),
    /** Values of one type after that type and their number. */
    ARRAY(12),
    /** Unsigned, 8 bytes. */
    UINT64(8),
    /** Signed, 8 bytes. */
    INT64(8),
    /** IEEE 754, 8 bytes. */
    FLOAT64(8);

    private final int bytes;

    GgufType(int bytes) {
        this.bytes = bytes;
    }

    /** The fewest bytes that a value takes. */
    int bytes() {
        return bytes;
    }
}
