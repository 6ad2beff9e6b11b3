package dev.tokenwright.text.cut;

import dev.tokenwright.text.regex.RegexNode;
import java.util.List;

/**
 * Patterns compiled to one table that tells, symbol by symbol, where pieces end. Immutable; {@link CutCursor} runs it.
 *
 * <p>Several patterns mean one after the other: each cuts the pieces that the ones before it made, as far as it can be told
 * that it cuts no match of theirs. Every match is a piece, and so is every stretch between matches.
 */
public final class CutTransducer {
    /*
     * An entry of the table, by row (the reading so far) and symbol:
     *
     *   bits 0-3    distance of the first cut, in bytes back from the place before the symbol
     *   bits 4-7    distance of the second cut
     *   bits 8-9    number of new cuts, 0 to 2
     *   bit 10      whether the cut given last is taken back first
     *   bits 11-30  the next row, as an index into the table
     *   bit 31      all of this does not fit: the last piece must be matched again by the plain automaton
     */
    static final int DISTANCE_BITS = 4;
    static final int MAX_DISTANCE = (1 << DISTANCE_BITS) - 1;
    static final int COUNT_SHIFT = 2 * DISTANCE_BITS;
    static final int RETRACT_SHIFT = COUNT_SHIFT + 2;
    static final int ROW_SHIFT = RETRACT_SHIFT + 1;
    static final int MAX_TABLE = 1 << 20;
    static final int SLOW = Integer.MIN_VALUE;

    final CutClasses classes;
    final int[] table;
    /** Number of symbols; a row is a multiple of it. */
    final int width;
    /** By row number: the cuts when the text ends there, as distances, farthest first. */
    final int[][] endCuts;
    /** By row number: whether the end takes the cut given last back. */
    final boolean[] endRetracts;
    /** By row number: whether the cut given last may still be taken back. */
    final boolean[] provisional;

    final SlowCutter slow;
    private final int slowEntries;
    private final boolean total;

    CutTransducer(
            CutClasses classes,
            int[] table,
            int width,
            int[][] endCuts,
            boolean[] endRetracts,
            boolean[] provisional,
            SlowCutter slow,
            boolean total) {
        this.total = total;
        this.classes = classes;
        this.table = table;
        this.width = width;
        this.endCuts = endCuts;
        this.endRetracts = endRetracts;
        this.provisional = provisional;
        this.slow = slow;
        int count = 0;
        for (int entry : table) {
            count += entry == SLOW ? 1 : 0;
        }
        this.slowEntries = count;
    }

    /**
     * Compiles patterns.
     *
     * @throws UnsupportedPatternException when they cannot be compiled exactly
     */
    public static CutTransducer compile(List<RegexNode> patterns) throws UnsupportedPatternException {
        return new CutCompiler(patterns).compile();
    }

    /** Whether every text is nothing but matches, with no stretches between them. */
    public boolean isTotal() {
        return total;
    }

    /** Number of readings that the table tells apart. */
    public int rows() {
        return endCuts.length;
    }

    /** Number of classes of characters that the table tells apart. */
    public int classCount() {
        return width;
    }

    /** How many entries of the table need the plain automaton. */
    public int slowEntries() {
        return slowEntries;
    }
}
