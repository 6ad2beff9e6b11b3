package dev.tokenwright.testkit.rollout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.chat.rollout.PaddedRollouts;
import dev.tokenwright.chat.rollout.RolloutBatch;
import dev.tokenwright.chat.rollout.RolloutPadding;
import dev.tokenwright.chat.rollout.TokenField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Padding of rollouts and of what belongs to them. */
class RolloutBatchTest {
    private static final List<int[]> ROWS = List.of(new int[] {1, 2, 3}, new int[] {4}, new int[] {5, 6});

    @Test
    void fieldsOfOneValueATokenArePaddedAsTheIdsAre() {
        int[][] types = {{0, 1, 1}, {0}, {2, 0}};
        PaddedRollouts padded = RolloutBatch.of(ROWS)
                .with(new TokenField.Ints("mm_token_type_ids", types, 0))
                .with(new TokenField.Floats("logprobs", new float[][] {{0, -1, -2}, {-3}, {0, -4}}, 0))
                .padded(RolloutPadding.left(9));
        assertThat(padded.ids()).containsExactly(1, 2, 3, 9, 9, 4, 9, 5, 6);
        assertThat(padded.attentionMask()).containsExactly(1, 1, 1, 0, 0, 1, 0, 1, 1);
        assertThat(padded.ints().get("mm_token_type_ids")).containsExactly(0, 1, 1, 0, 0, 0, 0, 2, 0);
        assertThat(padded.floats().get("logprobs")).containsExactly(0, -1, -2, 0, 0, -3, 0, 0, -4);
    }

    @Test
    void fieldsOfOneValueASampleStayAsTheyAreWhateverTheirShape() {
        List<?> pixels = List.of(List.of(0.5, 0.25), List.of(), List.of(1.0));
        List<?> grids = List.of(List.of(1, 4, 4), List.of(), List.of(1, 2, 2));
        PaddedRollouts padded = RolloutBatch.of(ROWS)
                .with("pixel_values", pixels)
                .with("image_grid_thw", grids)
                .padded(RolloutPadding.right(0).toMultipleOf(4));
        assertThat(padded.columns()).isEqualTo(4);
        assertThat(padded.batch().sampleFields()).isEqualTo(Map.of("pixel_values", pixels, "image_grid_thw", grids));
    }

    @Test
    void rowsThatHappenToBeEquallyLongAreNoSpecialCase() {
        List<int[]> rows = List.of(new int[] {1, 2}, new int[] {3, 4});
        PaddedRollouts padded = RolloutBatch.of(rows)
                .with(new TokenField.Ints("token_type_ids", new int[][] {{1, 1}, {0, 1}}, 0))
                .padded(RolloutPadding.left(9).toMultipleOf(3));
        assertThat(padded.ids()).containsExactly(9, 1, 2, 9, 3, 4);
        assertThat(padded.ints().get("token_type_ids")).containsExactly(0, 1, 1, 0, 0, 1);
    }

    @Test
    void aFieldOfAnotherLengthIsRefused() {
        RolloutBatch batch = RolloutBatch.of(ROWS);
        assertThatThrownBy(() -> batch.with(new TokenField.Ints("mask", new int[][] {{1, 1, 1}, {1}, {1}}, 0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field mask has 1 values in row 2, which has 2 ids");
        assertThatThrownBy(() -> batch.with("pixel_values", List.of(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("field pixel_values has 1 rows; the batch has 3");
    }

    @Test
    void unpaddingGivesBackWhatWasPadded() {
        Random random = new Random(3);
        for (int round = 0; round < 500; round++) {
            List<int[]> rows = new ArrayList<>();
            for (int count = random.nextInt(6); count >= 0; count--) {
                rows.add(random.ints(random.nextInt(9), 0, 5).toArray());
            }
            RolloutPadding side = random.nextBoolean() ? RolloutPadding.left(0) : RolloutPadding.right(0);
            PaddedRollouts padded = RolloutBatch.of(rows).padded(side.toMultipleOf(1 + random.nextInt(5)));
            assertThat(padded.unpadded()).hasSameSizeAs(rows);
            for (int row = 0; row < rows.size(); row++) {
                assertThat(padded.unpadded().get(row)).containsExactly(rows.get(row));
            }
        }
    }
}
