package dev.tokenwright.chat.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of equal length, row after row in flat arrays. The arrays are not changed by anybody.
 *
 * @param batch the rows before padding, with the fields of one value a row
 * @param columns how long a row is
 * @param ids the ids, padding included
 * @param attentionMask 1 for ids, 0 for padding
 * @param ints by name: whole numbers, one an id
 * @param floats by name: fractions, one an id
 */
public record PaddedRollouts(
        RolloutBatch batch,
        int columns,
        int[] ids,
        int[] attentionMask,
        Map<String, int[]> ints,
        Map<String, float[]> floats) {
    /** Copies the maps. */
    public PaddedRollouts {
        ints = Collections.unmodifiableMap(new LinkedHashMap<>(ints));
        floats = Collections.unmodifiableMap(new LinkedHashMap<>(floats));
    }

    /** How many rows there are. */
    public int rows() {
        return batch.ids().size();
    }

    /** The ids of a row, padding included. */
    public int[] row(int row) {
        return Arrays.copyOfRange(ids, row * columns, (row + 1) * columns);
    }

    /** The ids without padding, told by the attention mask. */
    public List<int[]> unpadded() {
        List<int[]> all = new ArrayList<>();
        for (int row = 0; row < rows(); row++) {
            int start = row * columns;
            int end = start + columns;
            while (start < end && attentionMask[start] == 0) {
                start++;
            }
            while (end > start && attentionMask[end - 1] == 0) {
                end--;
            }
            all.add(Arrays.copyOfRange(ids, start, end));
        }
        return all;
    }
}
