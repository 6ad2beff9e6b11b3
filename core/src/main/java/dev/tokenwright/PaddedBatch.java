package dev.tokenwright;

/**
 * Encodings of equal length, row after row in flat arrays of {@code rows * columns} entries.
 *
 * @param rows number of texts
 * @param columns number of tokens of each
 * @param ids token ids, padding included; owned by the caller
 * @param attentionMask 1 for tokens, 0 for padding; owned by the caller
 */
public record PaddedBatch(int rows, int columns, int[] ids, int[] attentionMask) {
    /** Checks the sizes. */
    public PaddedBatch {
        if (ids.length != rows * columns || attentionMask.length != ids.length) {
            throw new IllegalArgumentException(rows + " x " + columns + " does not fit " + ids.length + " ids");
        }
    }

    /** The id in a row and column. */
    public int id(int row, int column) {
        return ids[row * columns + column];
    }

    /** A copy of one row's ids. */
    public int[] row(int row) {
        return java.util.Arrays.copyOfRange(ids, row * columns, (row + 1) * columns);
    }
}
