package dev.tokenwright.stage.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.text.Ints;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ListedIdsTest {
    @Test
    void rowsOfSmallAndOfAnyIdsAreReadBackUntilThereIsNoRoom() {
        Random random = new Random(7);
        ListedIds listed = new ListedIds(1 << 12);
        List<int[]> rows = new ArrayList<>();
        List<Integer> places = new ArrayList<>();
        int[] ids = ids(random);
        while (listed.fits(ids, 0, ids.length, 0)) {
            rows.add(ids);
            places.add(listed.add(ids, 0, ids.length));
            ids = ids(random);
        }
        assertThat(listed.size()).isBetween((1 << 12) - 200, 1 << 12);
        for (int row = 0; row < rows.size(); row++) {
            Ints read = new Ints(0);
            read.add(-5);
            assertThat(listed.read(places.get(row), read))
                    .isEqualTo(ListedIds.sizeOf(rows.get(row), 0, read.size() - 1));
            assertThat(Arrays.copyOfRange(read.toArray(), 1, read.size())).isEqualTo(rows.get(row));
        }
    }

    @Test
    void roomThatIsToStayFreeStaysFree() {
        ListedIds listed = new ListedIds(100);
        int[] ids = new int[40];
        assertThat(listed.fits(ids, 0, 40, 60)).isFalse();
        assertThat(listed.fits(ids, 0, 39, 60)).isTrue();
        listed.add(ids, 0, 40);
        listed.clear();
        assertThat(listed.fits(ids, 0, 40, 0)).isTrue();
    }

    private static int[] ids(Random random) {
        boolean any = random.nextBoolean();
        return random.ints(random.nextInt(60), any ? Integer.MIN_VALUE : 0, any ? Integer.MAX_VALUE : 1 << 16)
                .toArray();
    }
}
