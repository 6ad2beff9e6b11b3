package dev.tokenwright.text;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** An immutable set of Unicode code points, 0 to U+10FFFF, surrogates included. */
public final class CodePointSet {
    /*
     * The set is a sorted list of disjoint ranges; questions for one code point are answered by a two-stage bitmap of
     * blocks of 256 that is made at the first such question. Its only field is final, so a thread that sees it without
     * synchronisation sees it whole; making it twice in a race is harmless.
     */
    /** The set of nothing. */
    public static final CodePointSet EMPTY = new CodePointSet(new int[0]);

    /** The set of all code points. */
    public static final CodePointSet ALL = new CodePointSet(new int[] {0, Character.MAX_CODE_POINT});

    private static final int BLOCK_BITS = 8;
    private static final int BLOCK_WORDS = (1 << BLOCK_BITS) / Long.SIZE;
    private static final long[] NONE = new long[BLOCK_WORDS];
    private static final long[] FULL = {-1L, -1L, -1L, -1L};

    /** First and last code point of each range, ascending, with a gap between ranges. */
    private final int[] ranges;

    private @Nullable Bitmap bitmap;

    /** One array of {@link #BLOCK_WORDS} words for each block of 256 code points. */
    private record Bitmap(long[][] blocks) {}

    private CodePointSet(int[] ranges) {
        this.ranges = ranges;
    }

    /** The code points given as pairs of first and last, both inclusive, in any order; pairs may overlap. */
    public static CodePointSet ofRanges(int... firstLast) {
        if (firstLast.length % 2 != 0) {
            throw new IllegalArgumentException("a range without its last code point: " + firstLast.length + " numbers");
        }
        long[] sorted = new long[firstLast.length / 2];
        for (int index = 0; index < sorted.length; index++) {
            int first = firstLast[2 * index];
            int last = firstLast[2 * index + 1];
            if (first > last || first < 0 || last > Character.MAX_CODE_POINT) {
                throw new IllegalArgumentException("not a range of code points: " + first + " to " + last);
            }
            sorted[index] = (long) first << Integer.SIZE | last;
        }
        Arrays.sort(sorted);
        int[] merged = new int[firstLast.length];
        int size = 0;
        for (long range : sorted) {
            int first = (int) (range >>> Integer.SIZE);
            int last = (int) range;
            if (size > 0 && first <= merged[size - 1] + 1) {
                merged[size - 1] = Math.max(merged[size - 1], last);
            } else {
                merged[size++] = first;
                merged[size++] = last;
            }
        }
        return new CodePointSet(Arrays.copyOf(merged, size));
    }

    /** Some code points. */
    public static CodePointSet of(int... codePoints) {
        int[] pairs = new int[codePoints.length * 2];
        for (int index = 0; index < codePoints.length; index++) {
            pairs[2 * index] = codePoints[index];
            pairs[2 * index + 1] = codePoints[index];
        }
        return ofRanges(pairs);
    }

    /** Whether a code point, 0 to U+10FFFF, is in the set. */
    public boolean contains(int codePoint) {
        Bitmap known = bitmap;
        if (known == null) {
            known = new Bitmap(makeBlocks());
            bitmap = known;
        }
        long[] block = known.blocks[codePoint >>> BLOCK_BITS];
        return (block[codePoint >>> 6 & BLOCK_WORDS - 1] & 1L << codePoint) != 0;
    }

    private long[][] makeBlocks() {
        long[][] blocks = new long[Character.MAX_CODE_POINT + 1 >>> BLOCK_BITS][];
        Arrays.fill(blocks, NONE);
        for (int index = 0; index < ranges.length; index += 2) {
            int last = ranges[index + 1];
            for (int codePoint = ranges[index]; codePoint <= last; ) {
                int block = codePoint >>> BLOCK_BITS;
                int blockEnd = (block + 1 << BLOCK_BITS) - 1;
                if ((codePoint & (1 << BLOCK_BITS) - 1) == 0 && blockEnd <= last) {
                    blocks[block] = FULL;
                } else {
                    if (blocks[block] == NONE) {
                        blocks[block] = new long[BLOCK_WORDS];
                    }
                    fill(blocks[block], codePoint, Math.min(last, blockEnd));
                }
                codePoint = blockEnd + 1;
            }
        }
        return blocks;
    }

    private static void fill(long[] block, int first, int last) {
        int firstWord = first >>> 6 & BLOCK_WORDS - 1;
        int lastWord = last >>> 6 & BLOCK_WORDS - 1;
        for (int word = firstWord; word <= lastWord; word++) {
            long from = word == firstWord ? -1L << first : -1L;
            long to = word == lastWord ? -1L >>> ~last : -1L;
            block[word] |= from & to;
        }
    }

    /** The code points of either set. */
    public CodePointSet union(CodePointSet other) {
        int[] both = Arrays.copyOf(ranges, ranges.length + other.ranges.length);
        System.arraycopy(other.ranges, 0, both, ranges.length, other.ranges.length);
        return ofRanges(both);
    }

    /** The code points of both sets. */
    public CodePointSet intersect(CodePointSet other) {
        return complement().union(other.complement()).complement();
    }

    /** The code points of this set that are not in the other. */
    public CodePointSet minus(CodePointSet other) {
        return complement().union(other).complement();
    }

    /** All other code points. */
    public CodePointSet complement() {
        int[] gaps = new int[ranges.length + 2];
        int size = 0;
        int next = 0;
        for (int index = 0; index < ranges.length; index += 2) {
            if (ranges[index] > next) {
                gaps[size++] = next;
                gaps[size++] = ranges[index] - 1;
            }
            next = ranges[index + 1] + 1;
        }
        if (next <= Character.MAX_CODE_POINT) {
            gaps[size++] = next;
            gaps[size++] = Character.MAX_CODE_POINT;
        }
        return new CodePointSet(Arrays.copyOf(gaps, size));
    }

    /** First and last code point of each range, ascending, as a copy. */
    public int[] ranges() {
        return ranges.clone();
    }

    /** Whether the set has no code point. */
    public boolean isEmpty() {
        return ranges.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CodePointSet that && Arrays.equals(ranges, that.ranges);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(ranges);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int index = 0; index < ranges.length; index += 2) {
            text.append(index == 0 ? "" : " ").append(Integer.toHexString(ranges[index]));
            if (ranges[index + 1] != ranges[index]) {
                text.append('-').append(Integer.toHexString(ranges[index + 1]));
            }
        }
        return text.append(']').toString();
    }
}
