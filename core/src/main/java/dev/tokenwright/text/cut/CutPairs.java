package dev.tokenwright.text.cut;

import java.nio.IntBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The steps of a {@link CutTransducer} over two characters of ASCII at once. Immutable. */
final class CutPairs {
    /*
     * An entry of the table, by row and kind of pair:
     *
     *   bits 0-11   the cuts: bit 10 is one at the place before the pair, bit 11 one between its characters, and the lower
     *               ones are those before them
     *   bits 12-30  the next row, as an index into the table
     *   bit 31      a cut lies farther back, or one is taken back, or a byte is not ASCII: see the tables of single steps
     */
    /** Bytes that the cuts of a pair may lie back from its place. */
    static final int BACK = 10;

    static final int ROW_SHIFT = BACK + 2;
    private static final int OTHER = Integer.MIN_VALUE;

    private static final int ASCII = 128;
    /** Entries, before those of equal columns are put together; known patterns have a third of it at most. */
    private static final int MAX_ENTRIES = 1 << 17;

    /** By two bytes, the first one lowest: the kind of the pair; 0 if they are not both ASCII. */
    final char[] kinds = new char[1 << Character.SIZE];
    /** By row and kind. */
    final int[] steps;

    private final int rowShift;

    private CutPairs(int[] steps, int rowShift) {
        this.steps = steps;
        this.rowShift = rowShift;
    }

    /** A row of the transducer as a row here. */
    int state(int row) {
        return row / CutTransducer.WIDTH << rowShift;
    }

    /** A row here as one of the transducer. */
    int row(int state) {
        return (state >>> rowShift) * CutTransducer.WIDTH;
    }

    static CutPairs of(CutTransducer cutter) {
        List<Integer> symbols = new ArrayList<>();
        int[] alike = alike(cutter, symbols);
        int count = symbols.size();
        if ((long) cutter.rows() * count * count > MAX_ENTRIES) {
            return of(cutter.rows(), List.of(others(cutter)));
        }
        List<int[]> columns = new ArrayList<>();
        Map<IntBuffer, Integer> known = new HashMap<>();
        columns.add(others(cutter));
        char[] pairs = new char[count * count];
        for (int pair = 0; pair < pairs.length; pair++) {
            int[] column = column(cutter, symbols.get(pair % count), symbols.get(pair / count));
            Integer kind = known.putIfAbsent(IntBuffer.wrap(column), columns.size());
            if (kind == null) {
                kind = columns.size();
                columns.add(column);
            }
            pairs[pair] = (char) (int) kind;
        }
        CutPairs result = of(cutter.rows(), columns);
        for (int second = 0; second < ASCII; second++) {
            for (int first = 0; first < ASCII; first++) {
                result.kinds[second << Byte.SIZE | first] = pairs[alike[second] * count + alike[first]];
            }
        }
        return result;
    }

    private static CutPairs of(int rows, List<int[]> columns) {
        int shift = Integer.SIZE - Integer.numberOfLeadingZeros(columns.size() - 1);
        int[] steps = new int[rows << shift];
        for (int row = 0; row < rows; row++) {
            for (int kind = 0; kind < columns.size(); kind++) {
                int entry = columns.get(kind)[row];
                int next = entry >>> ROW_SHIFT << shift;
                steps[row << shift | kind] = entry < 0 ? OTHER : next << ROW_SHIFT | entry & (1 << ROW_SHIFT) - 1;
            }
        }
        return new CutPairs(steps, shift);
    }

    /** By character of ASCII: the index of a symbol that every row takes as its own. */
    private static int[] alike(CutTransducer cutter, List<Integer> symbols) {
        int[] indices = new int[ASCII];
        for (int character = 0; character < ASCII; character++) {
            int symbol = cutter.classes.ascii[character] & 0xFF;
            int index = 0;
            while (index < symbols.size() && !alike(cutter, symbol, symbols.get(index))) {
                index++;
            }
            if (index == symbols.size()) {
                symbols.add(symbol);
            }
            indices[character] = index;
        }
        return indices;
    }

    private static boolean alike(CutTransducer cutter, int symbol, int other) {
        boolean alike = true;
        for (int row = 0; row < cutter.table.length && alike && symbol != other; row += CutTransducer.WIDTH) {
            alike = cutter.table[row + symbol] == cutter.table[row + other];
        }
        return alike;
    }

    /** Entries by row number for pairs that are taken singly. */
    private static int[] others(CutTransducer cutter) {
        int[] entries = new int[cutter.rows()];
        Arrays.fill(entries, OTHER);
        return entries;
    }

    /** Entries by row number for two symbols, with numbers of rows. */
    private static int[] column(CutTransducer cutter, int first, int second) {
        int[] entries = others(cutter);
        for (int row = 0; row < entries.length; row++) {
            int step = cutter.table[row * CutTransducer.WIDTH + first];
            int cuts = cuts(step, BACK);
            if (cuts >= 0) {
                int then = cutter.table[(step >>> CutTransducer.ROW_SHIFT) + second];
                int more = cuts(then, BACK + 1);
                if (more >= 0) {
                    int next = (then >>> CutTransducer.ROW_SHIFT) / CutTransducer.WIDTH;
                    entries[row] = next << ROW_SHIFT | cuts | more;
                }
            }
        }
        return entries;
    }

    /** The cuts of a step over a character whose place is a bit, as bits, or -1 if they cannot be. */
    private static int cuts(int step, int place) {
        if (step < 0 || (step >>> CutTransducer.RETRACT_SHIFT & 1) != 0) {
            return -1;
        }
        int bits = 0;
        for (int cut = 0; cut < (step >>> CutTransducer.COUNT_SHIFT & 3); cut++) {
            int distance = step >>> cut * CutTransducer.DISTANCE_BITS & CutTransducer.MAX_DISTANCE;
            if (distance > place) {
                return -1;
            }
            bits |= 1 << place - distance;
        }
        return bits;
    }
}
