package dev.tokenwright.stage.model;

import dev.tokenwright.spec.TokenTable;

/** The tokens of a vocabulary by their bytes: a walk down a text meets every token that the text starts with. Immutable. */
public final class TokenTrie {
    /*
     * A double array [1]. A state is the index of a cell. Cell s is two numbers: at 2s its base, with the top bit set when
     * a token ends here, and at 2s + 1 its parent. The child of s over the byte b is the cell base ^ b, if s is that
     * cell's parent. As b only moves inside an aligned block of 256 cells, no step leaves the array.
     *
     * A step costs one look at one cell, a walk as many steps as the longest token has bytes.
     *
     * [1] J. Aoe: An efficient digital search algorithm by using a double-array structure, IEEE TSE 15(9), 1989; with
     *     exclusive or in place of addition as in S. Yata's darts-clone.
     */

    /** The state before the first byte. */
    public static final int ROOT = 0;

    /** Stands for a state or a token that does not exist. */
    public static final int NONE = -1;

    static final int TOKEN_BIT = 1 << 31;

    private final int[] cells;
    /** The token that ends at each cell, where {@link #TOKEN_BIT} says that one does. */
    private final int[] ids;

    TokenTrie(int[] cells, int[] ids) {
        this.cells = cells;
        this.ids = ids;
    }

    /** The trie of all tokens. Of several ids for the same bytes it holds the one that the table finds. */
    public static TokenTrie of(TokenTable tokens) {
        return new TokenTrieBuilder(tokens).build();
    }

    /** The state after one more byte, or {@link #NONE} when no token goes on so. */
    public int step(int state, byte value) {
        int child = (cells[2 * state] & ~TOKEN_BIT) ^ (value & 0xFF);
        return cells[2 * child + 1] == state ? child : NONE;
    }

    /** The state after all of {@code bytes}, or {@link #NONE}. */
    public int walk(int state, byte[] bytes) {
        int at = state;
        for (int index = 0; index < bytes.length && at != NONE; index++) {
            at = step(at, bytes[index]);
        }
        return at;
    }

    /** Whether a token ends at this state. */
    public boolean isToken(int state) {
        return cells[2 * state] < 0;
    }

    /** The token that ends at a state where {@link #isToken} holds. */
    public int id(int state) {
        return ids[state];
    }

    /** Number of cells, used or free. */
    int cellCount() {
        return ids.length;
    }
}
