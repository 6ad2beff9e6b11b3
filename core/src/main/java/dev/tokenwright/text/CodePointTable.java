package dev.tokenwright.text;

import java.util.Arrays;

/** A number, 0 to 65,535, for every code point; 0 for those that none was given. Immutable once built. */
final class CodePointTable {
    private static final int BLOCK_BITS = 8;
    private static final int BLOCK_SIZE = 1 << BLOCK_BITS;

    /** One array of {@link #BLOCK_SIZE} numbers for each block of code points; blocks of zeros are shared. */
    private final char[][] blocks;

    private CodePointTable(char[][] blocks) {
        this.blocks = blocks;
    }

    /** The number of a code point, 0 to U+10FFFF. */
    int get(int codePoint) {
        return blocks[codePoint >>> BLOCK_BITS][codePoint & BLOCK_SIZE - 1];
    }

    /** The code points whose number is not 0. */
    CodePointSet numbered() {
        int[] pairs = new int[64];
        int size = 0;
        for (int block = 0; block < blocks.length; block++) {
            for (int index = 0; blocks[block] != Builder.ZEROS && index < BLOCK_SIZE; index++) {
                if (blocks[block][index] != 0) {
                    pairs = size < pairs.length ? pairs : Arrays.copyOf(pairs, size * 2);
                    pairs[size++] = block << BLOCK_BITS | index;
                    pairs[size++] = block << BLOCK_BITS | index;
                }
            }
        }
        return CodePointSet.ofRanges(Arrays.copyOf(pairs, size));
    }

    /** Collects the numbers of a table. Belongs to one caller and ends with {@link #build}. */
    static final class Builder {
        private static final char[] ZEROS = new char[BLOCK_SIZE];

        private final char[][] blocks = new char[Character.MAX_CODE_POINT + 1 >>> BLOCK_BITS][];

        Builder() {
            Arrays.fill(blocks, ZEROS);
        }

        /** Gives {@code first} to {@code last}, both inclusive, a number. */
        void set(int first, int last, int value) {
            if (value != (char) value) {
                throw new IllegalArgumentException("not a number of a table: " + value);
            }
            for (int codePoint = first; codePoint <= last; codePoint++) {
                int block = codePoint >>> BLOCK_BITS;
                if (blocks[block] == ZEROS) {
                    blocks[block] = new char[BLOCK_SIZE];
                }
                blocks[block][codePoint & BLOCK_SIZE - 1] = (char) value;
            }
        }

        CodePointTable build() {
            return new CodePointTable(blocks);
        }
    }
}
