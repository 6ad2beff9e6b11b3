package dev.tokenwright.spec;

import java.util.Objects;
import java.util.OptionalInt;

/**
 * How encodings that are too short are filled up.
 *
 * @param length the length to reach; absent means the longest of the batch
 * @param multipleOf the length is raised to a multiple of this; absent or 0 means it is not
 */
public record PaddingSpec(
        Direction direction, OptionalInt length, OptionalInt multipleOf, int padId, int padTypeId, String padToken) {
    /** Checks the parts. */
    public PaddingSpec {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(length, "length");
        Objects.requireNonNull(multipleOf, "multipleOf");
        Objects.requireNonNull(padToken, "padToken");
    }

    /** Pads at the right to the longest of the batch. */
    public static PaddingSpec toLongest(int padId, String padToken) {
        return new PaddingSpec(Direction.RIGHT, OptionalInt.empty(), OptionalInt.empty(), padId, 0, padToken);
    }

    /** The same padding at another side. */
    public PaddingSpec withDirection(Direction newDirection) {
        return new PaddingSpec(newDirection, length, multipleOf, padId, padTypeId, padToken);
    }

    /** The same padding with the length raised to a multiple. */
    public PaddingSpec withMultipleOf(int multiple) {
        return new PaddingSpec(direction, length, OptionalInt.of(multiple), padId, padTypeId, padToken);
    }
}
