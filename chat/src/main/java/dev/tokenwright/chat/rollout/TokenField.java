package dev.tokenwright.chat.rollout;

import java.util.Arrays;
import java.util.Objects;

/**
 * Values that every id of a row has, such as a mask: one for each id, so that rows differ in length as the ids do. That a
 * field is one a token is said here, and never guessed from its shape: rows may happen to be of equal length.
 */
public sealed interface TokenField {
    /** Its name, such as {@code mm_token_type_ids}. */
    String name();

    /** How many rows there are. */
    int rows();

    /** How many values a row has. */
    int length(int row);

    /**
     * Whole numbers.
     *
     * @param values by row and id; owned by the field
     * @param fill what padding gets
     */
    record Ints(String name, int[][] values, int fill) implements TokenField {
        /** Checks that nothing is null. */
        public Ints {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public int length(int row) {
            return values[row].length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Ints ints
                    && name.equals(ints.name)
                    && fill == ints.fill
                    && Arrays.deepEquals(values, ints.values);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, fill, Arrays.deepHashCode(values));
        }
    }

    /**
     * Fractions.
     *
     * @param values by row and id; owned by the field
     * @param fill what padding gets
     */
    record Floats(String name, float[][] values, float fill) implements TokenField {
        /** Checks that nothing is null. */
        public Floats {
            Objects.requireNonNull(name, "name");
        }

        @Override
        public int rows() {
            return values.length;
        }

        @Override
        public int length(int row) {
            return values[row].length;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Floats floats
                    && name.equals(floats.name)
                    && fill == floats.fill
                    && Arrays.deepEquals(values, floats.values);
        }

        @Override
        public int hashCode() {
            return Objects.hash(name, fill, Arrays.deepHashCode(values));
        }
    }
}
