package dev.tokenwright.wire;

/** A value of GGUF metadata. */
public sealed interface GgufValue {
    /** A number without fraction; of an unsigned one of 8 bytes the bits. */
    record Whole(GgufType type, long value) implements GgufValue {}

    /** A number with a fraction. */
    record Real(GgufType type, double value) implements GgufValue {}

    /** True or false. */
    record Flag(boolean value) implements GgufValue {}

    /** A string. */
    record Text(String value) implements GgufValue {}

    /** An array of strings. */
    record Texts(GgufTexts values) implements GgufValue {}

    /** An array of whole numbers of at most 4 bytes each; of unsigned ones the bits. Owned by the receiver. */
    record Wholes(GgufType type, int[] values) implements GgufValue {}

    /** An array of numbers with a fraction, 4 bytes each. Owned by the receiver. */
    record Reals(float[] values) implements GgufValue {}

    /** An array of another type, which was not kept. */
    record Skipped(GgufType type) implements GgufValue {}
}
