package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CodePointSetTest {
    private static final int COUNT = Character.MAX_CODE_POINT + 1;

    @Test
    void rangesAreSortedMergedAndInclusive() {
        CodePointSet set = CodePointSet.ofRanges(30, 40, 5, 9, 10, 12, 35, 50, 60, 60);
        assertThat(set.ranges()).containsExactly(5, 12, 30, 50, 60, 60);
        assertThat(CodePointSet.of(3, 1, 2, 1)).isEqualTo(CodePointSet.ofRanges(1, 3));
    }

    @Test
    void emptyAndAllAreComplements() {
        assertThat(CodePointSet.EMPTY.isEmpty()).isTrue();
        assertThat(CodePointSet.ALL.isEmpty()).isFalse();
        assertThat(CodePointSet.EMPTY.complement()).isEqualTo(CodePointSet.ALL);
        assertThat(CodePointSet.ALL.complement()).isEqualTo(CodePointSet.EMPTY);
        assertThat(CodePointSet.ALL.contains(0)).isTrue();
        assertThat(CodePointSet.ALL.contains(Character.MAX_CODE_POINT)).isTrue();
        assertThat(CodePointSet.EMPTY.contains(Character.MAX_CODE_POINT)).isFalse();
    }

    @Test
    void rangesThatAreNoneAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> CodePointSet.ofRanges(5, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> CodePointSet.ofRanges(-1, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> CodePointSet.ofRanges(0, COUNT));
        assertThatIllegalArgumentException().isThrownBy(() -> CodePointSet.ofRanges(1, 2, 3));
    }

    @Test
    void rangesAreACopy() {
        CodePointSet set = CodePointSet.of('a');
        set.ranges()[0] = 'z';
        assertThat(set.contains('a')).isTrue();
        assertThat(set.ranges()).containsExactly('a', 'a');
    }

    @Test
    void equalSetsHaveEqualHashes() {
        CodePointSet one = CodePointSet.ofRanges('a', 'c');
        CodePointSet other = CodePointSet.of('b', 'a', 'c');
        assertThat(one).isEqualTo(other).hasSameHashCodeAs(other).isNotEqualTo(CodePointSet.of('a'));
        assertThat(one).hasToString("[61-63]");
    }

    @Test
    void operationsAgreeWithBitSetsOverEveryCodePoint() {
        for (long seed = 1; seed <= 8; seed++) {
            Random random = new Random(seed);
            int[] left = randomRanges(random);
            int[] right = randomRanges(random);
            CodePointSet a = CodePointSet.ofRanges(left);
            CodePointSet b = CodePointSet.ofRanges(right);
            assertSame(seed, a, bits(left));
            BitSet union = bits(left);
            union.or(bits(right));
            assertSame(seed, a.union(b), union);
            BitSet both = bits(left);
            both.and(bits(right));
            assertSame(seed, a.intersect(b), both);
            BitSet rest = bits(left);
            rest.andNot(bits(right));
            assertSame(seed, a.minus(b), rest);
            BitSet others = bits(left);
            others.flip(0, COUNT);
            assertSame(seed, a.complement(), others);
        }
    }

    private static int[] randomRanges(Random random) {
        int[] ranges = new int[2 * (1 + random.nextInt(40))];
        for (int index = 0; index < ranges.length; index += 2) {
            int limit = random.nextBoolean() ? 0x400 : COUNT;
            ranges[index] = random.nextInt(limit);
            ranges[index + 1] = Math.min(COUNT - 1, ranges[index] + random.nextInt(limit / 4));
        }
        return ranges;
    }

    private static BitSet bits(int[] ranges) {
        BitSet bits = new BitSet(COUNT);
        for (int index = 0; index < ranges.length; index += 2) {
            bits.set(ranges[index], ranges[index + 1] + 1);
        }
        return bits;
    }

    private static void assertSame(long seed, CodePointSet set, BitSet expected) {
        BitSet contained = new BitSet(COUNT);
        for (int codePoint = 0; codePoint < COUNT; codePoint++) {
            contained.set(codePoint, set.contains(codePoint));
        }
        assertThat(contained).as("seed %d", seed).isEqualTo(expected);
        assertThat(bits(set.ranges())).as("ranges, seed %d", seed).isEqualTo(expected);
    }
}
