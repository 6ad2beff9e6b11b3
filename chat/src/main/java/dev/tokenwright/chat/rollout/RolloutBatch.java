package dev.tokenwright.chat.rollout;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows of ids, as long as each happens to be, with what belongs to them: fields that have a value for each id, and fields
 * that have one for each row, which padding does not touch ({@code pixel_values}, {@code image_grid_thw}).
 *
 * @param ids by row; the arrays are not changed by anybody
 * @param tokenFields one value an id
 * @param sampleFields one value a row
 */
public record RolloutBatch(List<int[]> ids, List<TokenField> tokenFields, Map<String, List<?>> sampleFields) {
    /** Copies the collections and checks the lengths. */
    public RolloutBatch {
        ids = List.copyOf(ids);
        tokenFields = List.copyOf(tokenFields);
        sampleFields = Collections.unmodifiableMap(new LinkedHashMap<>(sampleFields));
        for (TokenField field : tokenFields) {
            requireRows(field.name(), field.rows(), ids.size());
            for (int row = 0; row < ids.size(); row++) {
                if (field.length(row) != ids.get(row).length) {
                    throw new IllegalArgumentException("field " + field.name() + " has " + field.length(row)
                            + " values in row " + row + ", which has " + ids.get(row).length + " ids");
                }
            }
        }
        for (Map.Entry<String, List<?>> field : sampleFields.entrySet()) {
            requireRows(field.getKey(), field.getValue().size(), ids.size());
        }
    }

    private static void requireRows(String name, int found, int rows) {
        if (found != rows) {
            throw new IllegalArgumentException("field " + name + " has " + found + " rows; the batch has " + rows);
        }
    }

    /** Ids alone. */
    public static RolloutBatch of(List<int[]> ids) {
        return new RolloutBatch(ids, List.of(), Map.of());
    }

    /**
     * All ids of some trajectories, with {@code loss_mask} (1 for sampled ids), {@code logprobs} and, where there are media,
     * {@code mm_token_type_ids}.
     */
    public static RolloutBatch whole(List<Trajectory> trajectories) {
        List<int[]> ids = new ArrayList<>();
        int[][] masks = new int[trajectories.size()][];
        float[][] logprobs = new float[trajectories.size()][];
        for (int row = 0; row < masks.length; row++) {
            Trajectory trajectory = trajectories.get(row);
            int prompt = trajectory.promptIds().length;
            int[] all = trajectory.ids();
            ids.add(all);
            masks[row] = new int[all.length];
            logprobs[row] = new float[all.length];
            System.arraycopy(trajectory.logprobs(), 0, logprobs[row], prompt, all.length - prompt);
            for (int index = prompt; index < all.length; index++) {
                masks[row][index] = trajectory.sampled()[index - prompt] ? 1 : 0;
            }
        }
        RolloutBatch batch = of(ids).with(new TokenField.Ints("loss_mask", masks, 0))
                .with(new TokenField.Floats("logprobs", logprobs, 0));
        return trajectories.stream().allMatch(each -> each.placeholders().isEmpty())
                ? batch
                : batch.with(new TokenField.Ints(
                        "mm_token_type_ids",
                        trajectories.stream().map(Trajectory::mediaTypes).toArray(int[][]::new),
                        0));
    }

    /** The same batch with another field of one value an id. */
    public RolloutBatch with(TokenField field) {
        List<TokenField> more = new ArrayList<>(tokenFields);
        more.add(field);
        return new RolloutBatch(ids, more, sampleFields);
    }

    /** The same batch with another field of one value a row. */
    public RolloutBatch with(String name, List<?> values) {
        Map<String, List<?>> more = new LinkedHashMap<>(sampleFields);
        more.put(name, values);
        return new RolloutBatch(ids, tokenFields, more);
    }

    /** Fills the rows up to equal length. */
    public PaddedRollouts padded(RolloutPadding padding) {
        int longest = ids.stream().mapToInt(row -> row.length).max().orElse(0);
        int columns = padding.columns(longest);
        int[] all = new int[Math.multiplyExact(ids.size(), columns)];
        int[] attention = new int[all.length];
        int[] starts = new int[ids.size()];
        Arrays.fill(all, padding.padId());
        for (int row = 0; row < starts.length; row++) {
            int length = ids.get(row).length;
            starts[row] = row * columns + padding.start(length, columns);
            System.arraycopy(ids.get(row), 0, all, starts[row], length);
            Arrays.fill(attention, starts[row], starts[row] + length, 1);
        }
        Map<String, int[]> ints = new LinkedHashMap<>();
        Map<String, float[]> floats = new LinkedHashMap<>();
        for (TokenField field : tokenFields) {
            if (field instanceof TokenField.Ints values) {
                ints.put(field.name(), filled(values, starts, all.length));
            } else if (field instanceof TokenField.Floats values) {
                floats.put(field.name(), filled(values, starts, all.length));
            }
        }
        return new PaddedRollouts(this, columns, all, attention, ints, floats);
    }

    private static int[] filled(TokenField.Ints field, int[] starts, int length) {
        int[] all = new int[length];
        Arrays.fill(all, field.fill());
        for (int row = 0; row < starts.length; row++) {
            System.arraycopy(field.values()[row], 0, all, starts[row], field.length(row));
        }
        return all;
    }

    private static float[] filled(TokenField.Floats field, int[] starts, int length) {
        float[] all = new float[length];
        Arrays.fill(all, field.fill());
        for (int row = 0; row < starts.length; row++) {
            System.arraycopy(field.values()[row], 0, all, starts[row], field.length(row));
        }
        return all;
    }
}
