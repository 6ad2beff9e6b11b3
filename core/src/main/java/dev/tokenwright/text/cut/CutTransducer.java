package dev.tokenwright.text.cut;

import dev.tokenwright.text.regex.RegexNode;
import java.util.Arrays;
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
     *
     * Rows are as wide as there are bytes, so that the table of ASCII has the same numbers for them:
     *
     *   bits 0-3    distance of the cut
     *   bit 4       whether there is one
     *   bits 8-30   the next row
     *   bit 31      there are two cuts, or one is taken back, or the byte is not ASCII: see the other table
     */
    static final int DISTANCE_BITS = 4;
    static final int MAX_DISTANCE = (1 << DISTANCE_BITS) - 1;
    static final int COUNT_SHIFT = 2 * DISTANCE_BITS;
    static final int RETRACT_SHIFT = COUNT_SHIFT + 2;
    static final int ROW_SHIFT = RETRACT_SHIFT + 1;
    static final int MAX_TABLE = 1 << 20;
    static final int SLOW = Integer.MIN_VALUE;
    /** What few entries have: a second cut, one taken back, or {@link #SLOW}. */
    static final int RARE = SLOW | 1 << RETRACT_SHIFT | 2 << COUNT_SHIFT;

    static final int WIDTH = 256;
    static final int ASCII_ROW_SHIFT = 8;
    static final int CUT_SHIFT = DISTANCE_BITS;
    static final int NEAR = 64;
    static final int OTHER = Integer.MIN_VALUE;

    final CutClasses classes;
    final int[] table;
    final int[] asciiTable;
    final CutPairs pairs;
    /** Bits by pair of ASCII characters: whether all readings of the two cut between them, and go on alike. */
    private final long[] meetings;
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
        this.table = widened(table, width);
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
        this.asciiTable = asciiTable();
        this.meetings = meetings();
        this.pairs = CutPairs.of(this);
    }

    /** The table with all rows as wide as there are bytes. */
    private static int[] widened(int[] table, int width) {
        int[] wide = new int[table.length / width * WIDTH];
        for (int index = 0; index < table.length; index++) {
            int entry = table[index];
            int place = index / width * WIDTH + index % width;
            wide[place] = entry == SLOW
                    ? SLOW
                    : entry & (1 << ROW_SHIFT) - 1 | (entry >>> ROW_SHIFT) / width * WIDTH << ROW_SHIFT;
        }
        return wide;
    }

    /** The table of ASCII, by row and byte. */
    private int[] asciiTable() {
        int[] entries = new int[rows() * WIDTH];
        Arrays.fill(entries, OTHER);
        for (int row = 0; row < rows(); row++) {
            for (int character = 0; character < 128; character++) {
                int entry = table[row * WIDTH + (classes.ascii[character] & 0xFF)];
                int cuts = entry >>> COUNT_SHIFT & 7;
                if (entry >= 0 && cuts <= 1) {
                    int next = entry >>> ROW_SHIFT;
                    entries[row * WIDTH + character] =
                            next << ASCII_ROW_SHIFT | cuts << CUT_SHIFT | entry & MAX_DISTANCE;
                }
            }
        }
        return entries;
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

    /** A place in {@code text[from..to)} where every reading of the text makes a cut that stays, or 0. */
    int meeting(byte[] text, int from, int to) {
        for (int at = from; at < to; at++) {
            int pair = text[at - 1] << 7 | text[at];
            if (pair >= 0 && (meetings[pair >>> 6] & 1L << pair) != 0) {
                return at;
            }
        }
        return 0;
    }

    /** The pairs of ASCII characters that all readings cut between and go on alike behind, as bits. */
    private long[] meetings() {
        long[] pairs = new long[128 * 128 / Long.SIZE];
        if (slowEntries > 0) {
            return pairs;
        }
        for (int second = 0; second < 128; second++) {
            int fresh = asciiTable[second];
            if (fresh < 0 || provisional[(fresh >>> ASCII_ROW_SHIFT) / WIDTH]) {
                continue;
            }
            int clean = fresh >>> ASCII_ROW_SHIFT << ASCII_ROW_SHIFT | 1 << CUT_SHIFT;
            for (int first = 0; first < 128; first++) {
                boolean meet = true;
                for (int row = 0; row < rows() && meet; row++) {
                    int next = table[row * WIDTH + (classes.ascii[first] & 0xFF)] >>> ROW_SHIFT;
                    meet = asciiTable[next + second] == clean;
                }
                if (meet) {
                    int pair = first << 7 | second;
                    pairs[pair >>> 6] |= 1L << pair;
                }
            }
        }
        return pairs;
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
