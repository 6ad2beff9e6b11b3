package dev.tokenwright.error;

import java.util.Objects;

/**
 * A position in an input file.
 *
 * @param source name of the file or resource as the user knows it
 * @param pointer JSON pointer (RFC 6901) of the part, or an empty string when the file is not JSON or the whole is meant
 * @param byteOffset offset into the file in bytes, or {@link #UNKNOWN_OFFSET}
 */
public record Place(String source, String pointer, long byteOffset) {
    /** Stands for a byte offset that is not known. */
    public static final long UNKNOWN_OFFSET = -1;

    /** Checks that nothing is null. */
    public Place {
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(pointer, "pointer");
    }

    /** The file as a whole. */
    public static Place of(String source) {
        return new Place(source, "", UNKNOWN_OFFSET);
    }

    /** The place one level deeper, with {@code key} escaped as RFC 6901 asks. */
    public Place child(String key) {
        String escaped = key.replace("~", "~0").replace("/", "~1");
        return new Place(source, pointer + "/" + escaped, UNKNOWN_OFFSET);
    }

    /** The place of an array element. */
    public Place child(int index) {
        return new Place(source, pointer + "/" + index, UNKNOWN_OFFSET);
    }

    /** The same place with a byte offset. */
    public Place atByte(long offset) {
        return new Place(source, pointer, offset);
    }

    /** {@code tokenizer.json at /model/merges/3 (byte 1200)}, leaving out what is not known. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(source);
        if (!pointer.isEmpty()) {
            text.append(" at ").append(pointer);
        }
        if (byteOffset >= 0) {
            text.append(" (byte ").append(byteOffset).append(')');
        }
        return text.toString();
    }
}
