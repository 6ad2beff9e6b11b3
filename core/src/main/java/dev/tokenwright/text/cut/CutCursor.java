package dev.tokenwright.text.cut;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Runs a {@link CutTransducer} over a text and gives the ends of its pieces, a chunk at a time. Reusable; belongs to one
 * caller.
 *
 * <ol>
 *   <li>{@link #start} with a text;
 *   <li>{@link #next} as long as it gives pieces: piece {@code i} is {@code [cuts()[i], cuts()[i + 1])}.
 * </ol>
 */
public final class CutCursor {
    /*
     * The loop reads a code point, looks up its class, then one entry of the table, and does what the entry says without
     * a branch. Its plain twin is PlainRegexMatcher in the test kit, by way of CutTransducerTest.
     *
     * A cut may be taken back, and then only the last one; so the last cut of a chunk stays for the next when it is
     * provisional.
     */
    /** Room for the cuts of one symbol beyond those asked for. */
    private static final int MARGIN = 16;

    private final int[] cuts;
    private @Nullable CutTransducer transducer;
    private byte[] text = new byte[0];
    private int at;
    private int end;
    private int row;
    private int count;
    private int given;

    /**
     * A cursor over nothing.
     *
     * @param pieces the most pieces of a chunk
     */
    public CutCursor(int pieces) {
        // Beside the pieces' cuts there are the first one's start and a last cut that may be taken back.
        this.cuts = new int[pieces + 2 + MARGIN];
    }

    /** Starts over with {@code text[from..to)}, well-formed UTF-8. */
    public void start(CutTransducer newTransducer, byte[] newText, int from, int to) {
        transducer = newTransducer;
        text = newText;
        at = from;
        end = to;
        row = 0;
        cuts[0] = from;
        count = 1;
        given = 0;
    }

    /** Ends of pieces; see {@link #next}. Valid until the next call. */
    public int[] cuts() {
        return cuts;
    }

    private CutTransducer transducer() {
        return Objects.requireNonNull(transducer, "start() comes first");
    }

    /** Finds more pieces and says how many; 0 when the text has no more. */
    public int next() {
        int kept = count - given;
        System.arraycopy(cuts, given, cuts, 0, kept);
        count = kept;
        given = 0;
        while (at < end && certain() < 2) {
            run();
        }
        if (at == end && row >= 0) {
            finish();
        }
        given = row >= 0 ? certain() - 1 : count - 1;
        return given;
    }

    /** Number of cuts that stay, the start of the first piece counted. */
    private int certain() {
        return row > 0 && transducer().provisional[row / transducer().width] ? count - 1 : count;
    }

    private void finish() {
        int number = row / transducer().width;
        if (transducer().endRetracts[number]) {
            count--;
        }
        for (int distance : transducer().endCuts[number]) {
            cuts[count++] = end - distance;
        }
        row = -1;
    }

    /** Reads until the chunk is full, the text ends, or a piece must be matched again. */
    private void run() {
        byte[] bytes = text;
        int[] table = transducer().table;
        byte[] ascii = transducer().classes.ascii;
        char[] blocks = transducer().classes.blocks;
        byte[] classes = transducer().classes.classes;
        int[] out = cuts;
        int limit = out.length - MARGIN;
        int n = count;
        int state = row;
        int p = at;
        int to = end;
        while (p < to && n < limit) {
            int lead = bytes[p];
            int symbol;
            int next;
            if (lead >= 0) {
                symbol = ascii[lead] & 0xFF;
                next = p + 1;
            } else if (lead < (byte) 0xE0) {
                int codePoint = (lead & 0x1F) << 6 | bytes[p + 1] & 0x3F;
                symbol = classes[blocks[codePoint >>> 6] + (codePoint & 0x3F)] & 0xFF;
                next = p + 2;
            } else if (lead < (byte) 0xF0) {
                int block = (lead & 0xF) << 6 | bytes[p + 1] & 0x3F;
                symbol = classes[blocks[block] + (bytes[p + 2] & 0x3F)] & 0xFF;
                next = p + 3;
            } else {
                int block = (lead & 0x7) << 12 | (bytes[p + 1] & 0x3F) << 6 | bytes[p + 2] & 0x3F;
                symbol = classes[blocks[block] + (bytes[p + 3] & 0x3F)] & 0xFF;
                next = p + 4;
            }
            int entry = table[state + symbol];
            if (entry < 0) {
                count = n;
                row = state;
                matchAgain();
                return;
            }
            n -= entry >>> CutTransducer.RETRACT_SHIFT & 1;
            out[n] = p - (entry & CutTransducer.MAX_DISTANCE);
            out[n + 1] = p - (entry >>> CutTransducer.DISTANCE_BITS & CutTransducer.MAX_DISTANCE);
            n += entry >>> CutTransducer.COUNT_SHIFT & 3;
            state = entry >>> CutTransducer.ROW_SHIFT;
            p = next;
        }
        count = n;
        row = state;
        at = p;
    }

    /** Matches the piece after the last cut that stays again, and goes on behind it. */
    private void matchAgain() {
        count = certain();
        int piece = cuts[count - 1];
        int pieceEnd = transducer().slow.end(text, piece, end);
        cuts[count++] = pieceEnd;
        at = pieceEnd;
        row = 0;
    }
}
