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
     * CutLane has the loop. A long text is read by two lanes at once, the second from a place on where every reading cuts.
     * The plain twin is PlainRegexMatcher in the test kit, by way of CutTransducerTest.
     *
     * A cut may be taken back, and then only the last one; so the last cut of a chunk stays for the next when it is
     * provisional.
     */
    /** Room for the cuts of one symbol beyond those asked for. */
    private static final int MARGIN = 16;

    /** What each of two lanes reads of a chunk, in bytes; there is at most one cut a byte. */
    private static final int HALF = 512;

    /** Where the second lane's cuts begin. */
    private static final int OTHER_LANE = HALF + 2 * MARGIN;

    private final int[] cuts;
    /** Cuts of a chunk that one lane makes. */
    private final int limit;

    private @Nullable CutTransducer transducer;
    private byte[] text = new byte[0];
    private int at;
    private int end;
    private int row;
    private int count;
    private int given;
    private final CutLane lane = new CutLane();
    private final CutLane otherLane = new CutLane();

    /**
     * A cursor over nothing.
     *
     * @param pieces the most pieces of a chunk
     */
    public CutCursor(int pieces) {
        // Beside the pieces' cuts there are the first one's start and a last cut that may be taken back.
        limit = pieces + 2;
        cuts = new int[Math.max(limit + MARGIN, OTHER_LANE + HALF + MARGIN)];
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
        return row > 0 && transducer().provisional[row / CutTransducer.WIDTH] ? count - 1 : count;
    }

    private void finish() {
        int number = row / CutTransducer.WIDTH;
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
        CutTransducer cutter = transducer();
        int meeting = end - at > 2 * HALF ? cutter.meeting(text, at + HALF - CutTransducer.NEAR, at + HALF) : 0;
        lane.set(at, row, count);
        boolean whole;
        if (meeting > 0) {
            otherLane.set(meeting, 0, OTHER_LANE);
            whole = lane.runWith(otherLane, cutter, text, meeting + 1, meeting + HALF, cuts);
            int more = otherLane.count() - OTHER_LANE;
            System.arraycopy(cuts, OTHER_LANE, cuts, lane.count(), more);
            lane.set(otherLane.at(), otherLane.row(), lane.count() + more);
        } else {
            whole = lane.run(cutter, text, end, cuts, limit);
        }
        at = lane.at();
        row = lane.row();
        count = lane.count();
        if (!whole) {
            matchAgain();
        }
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
