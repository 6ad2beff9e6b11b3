package dev.tokenwright.stage.model;

import dev.tokenwright.text.Ints;
import org.jspecify.annotations.Nullable;

/**
 * The ids of pieces that have been encoded before, in front of a model. Gives what the model gives. Bounded in memory;
 * belongs to one thread.
 */
public final class PieceCache {
    /*
     * A piece of up to 7 bytes is a PieceKey of one long, one of up to 15 bytes of two. Longer pieces are in LongPieces.
     * Values are PackedIds; what does not fit is in a list, and its value is the place there.
     *
     * The argument is in docs/algorithms/merging.md, the benchmark is EncodeBenchmark.
     */
    private static final int MOST_SHORT_SLOTS = 1 << 17;
    private static final int MOST_MIDDLE_SLOTS = 1 << 17;
    /** Bit of a key that tells a part between safe cuts from a whole piece, which a model may take in another way. */
    private static final long PART = 1L << 63;

    private static final long WHOLE = 0;
    /** Most chars of the list, and those of it that long pieces leave to the others. */
    private static final int MOST_LISTED = 1 << 20;

    private static final int NOT_FOR_LONG = MOST_LISTED / 2;
    /** Parts that are looked up at once. */
    private static final int CHUNK = 256;
    /** Longest piece, in bytes, that is kept as a whole when it can be cut; of longer ones the parts are. */
    private static final int LONGEST_WHOLE = 64;
    /** What is kept of a run between pieces. */
    private static final int KEPT_RUN = 1 << 12;

    private final PieceEncoder model;
    private final @Nullable PieceCuts cuts;
    private final boolean controlAllowed;
    private final TokenRun run = new TokenRun();
    private final PieceTable shortPieces = new PieceTable(2, MOST_SHORT_SLOTS);
    private final PieceLookUp pieceLookUp = new PieceLookUp();
    /** For the parts of a piece, which may be one of several that are looked up. */
    private final PieceLookUp partLookUp = new PieceLookUp();

    private final PieceTable middlePieces = new PieceTable(4, MOST_MIDDLE_SLOTS);
    private final LongPieces longPieces = new LongPieces();
    private final ListedIds listed = new ListedIds(MOST_LISTED);
    private final int[] places = new int[CHUNK + PieceCuts.MORE];
    /** Chars that the list had no room for, and those that it gave, since it was asked last whether it is of use. */
    private int refused;

    private long given;

    /**
     * An empty cache.
     *
     * @param controlAllowed what the model is told for every piece
     */
    public PieceCache(PieceEncoder model, boolean controlAllowed) {
        this.model = model;
        this.cuts = model.safeCuts().orElse(null);
        this.controlAllowed = controlAllowed;
    }

    /** What the model is told for every piece. */
    public boolean controlAllowed() {
        return controlAllowed;
    }

    /**
     * Adds the ids of pieces that lie side by side.
     *
     * @param cuts piece {@code i} is {@code text[cuts[i]..cuts[i + 1])}, none of them empty
     */
    public void encode(byte[] text, int[] cuts, int pieces, Ints ids) {
        encode(text, cuts, pieces, true, ids);
    }

    private void encode(byte[] text, int[] cuts, int pieces, boolean mayBeCut, Ints ids) {
        PieceLookUp lookUp = mayBeCut ? pieceLookUp : partLookUp;
        int near = piecesBefore(text.length - 2 * Long.BYTES, cuts, pieces);
        lookUp.reserve(near);
        int middle = lookUp.findShort(text, cuts, near, shortPieces);
        lookUp.findMiddle(text, cuts, middle, middlePieces);
        int piece = 0;
        while (piece < near) {
            int[] out = ids.array(PackedIds.MOST * (near - piece + 1));
            piece = lookUp.write(piece, near, out, ids);
            if (piece < near) {
                if (lookUp.isListed(piece)) {
                    addListed(lookUp.head(piece), ids);
                } else {
                    encodeOne(text, cuts[piece], cuts[piece + 1], mayBeCut, ids);
                }
                piece++;
            }
        }
        for (; piece < pieces; piece++) {
            encodeOne(text, cuts[piece], cuts[piece + 1], mayBeCut, ids);
        }
    }

    private void encodeOne(byte[] text, int from, int to, boolean mayBeCut, Ints ids) {
        if (mayBeCut) {
            encodePiece(text, from, to, ids);
        } else {
            encode(text, from, to, WHOLE, ids);
        }
    }

    /** How many pieces start at or before a place. */
    private static int piecesBefore(int limit, int[] cuts, int pieces) {
        int before = pieces;
        while (before > 0 && cuts[before - 1] > limit) {
            before--;
        }
        return before;
    }

    /** Adds the ids of one piece, which may be a whole text. */
    public void encode(byte[] text, int from, int to, Ints ids) {
        if (from == to) {
            model(text, from, 0, WHOLE);
            ids.addAll(run.ids(), 0, run.size());
        } else if (cuts != null && to - from > PieceKey.MIDDLE && model.encodesPartsAlike()) {
            encodeCut(text, from, to, cuts, ids);
        } else {
            encodePiece(text, from, to, ids);
        }
    }

    /** Adds the ids of one of several pieces. */
    private void encodePiece(byte[] text, int from, int to, Ints ids) {
        if (cuts == null || to - from <= PieceKey.MIDDLE) {
            encode(text, from, to, WHOLE, ids);
            return;
        }
        if (to - from > LONGEST_WHOLE && model.encodesPartsAlike()) {
            encodeCut(text, from, to, cuts, ids);
            return;
        }
        int slot = to - from <= LONGEST_WHOLE ? longPieces.find(text, from, to - from, WHOLE) : LongPieces.ABSENT;
        if (slot >= 0) {
            add(longPieces.head(slot), longPieces.tail(slot), ids);
            return;
        }
        int end = cuts.next(text, from, to);
        if (end == to) {
            encode(text, from, to, WHOLE, ids);
            return;
        }
        int first = ids.size();
        for (int at = from; at < to; end = at < to ? cuts.next(text, at, to) : to) {
            encode(text, at, end, PART, ids);
            at = end;
        }
        // Wholes leave half of the room to parts, which come again more often.
        if (to - from <= LONGEST_WHOLE && longPieces.isHalfEmpty()) {
            addLong(text, from, to - from, WHOLE, ids.array(), first, ids.size() - first);
        }
    }

    /** A piece whose parts are encoded as pieces are, a chunk of them at a time. */
    private void encodeCut(byte[] text, int from, int to, PieceCuts cuts, Ints ids) {
        for (int at = from; at < to; ) {
            int count = cuts.fill(text, at, to, places, CHUNK);
            encode(text, places, count, false, ids);
            at = places[count];
        }
    }

    private void encode(byte[] text, int from, int to, long kind, Ints ids) {
        int length = to - from;
        if (length <= PieceKey.SHORT) {
            encodeShort(text, from, length, kind, ids);
        } else if (length <= PieceKey.MIDDLE) {
            encodeMiddle(text, from, length, kind, ids);
        } else if (length <= LongPieces.LONGEST) {
            encodeLong(text, from, length, kind, ids);
        } else {
            model(text, from, length, kind);
            ids.addAll(run.ids(), 0, run.size());
            run.trim(KEPT_RUN);
        }
    }

    private void encodeShort(byte[] text, int from, int length, long kind, Ints ids) {
        long key = PieceKey.ofShort(PieceKey.word(text, from), length) | kind;
        int slot = shortPieces.find(key);
        if (slot >= 0) {
            add(shortPieces.slots[slot + 1], 0, ids);
            return;
        }
        model(text, from, length, kind);
        boolean fit = PackedIds.fit(run.ids(), 0, run.size(), PackedIds.MOST_IN_HEAD);
        if (fit || hasRoom(run.ids(), 0, run.size(), 0)) {
            shortPieces.add(key, fit ? PackedIds.head(run.ids(), 0, run.size()) : list(run.ids(), 0, run.size()));
        }
        ids.addAll(run.ids(), 0, run.size());
    }

    private void encodeMiddle(byte[] text, int from, int length, long kind, Ints ids) {
        long first = PieceKey.word(text, from);
        long last = PieceKey.last(PieceKey.word(text, from + Long.BYTES), length) | kind;
        int slot = middlePieces.find(first, last);
        if (slot >= 0) {
            add(middlePieces.slots[slot + 2], middlePieces.slots[slot + 3], ids);
            return;
        }
        model(text, from, length, kind);
        boolean fit = PackedIds.fit(run.ids(), 0, run.size(), PackedIds.MOST);
        if (fit) {
            long head = PackedIds.head(run.ids(), 0, run.size());
            middlePieces.add(first, last, head, PackedIds.tail(run.ids(), 0, run.size()));
        } else if (hasRoom(run.ids(), 0, run.size(), 0)) {
            middlePieces.add(first, last, list(run.ids(), 0, run.size()), 0);
        }
        ids.addAll(run.ids(), 0, run.size());
    }

    private void encodeLong(byte[] text, int from, int length, long kind, Ints ids) {
        int slot = longPieces.find(text, from, length, kind);
        if (slot >= 0) {
            add(longPieces.head(slot), longPieces.tail(slot), ids);
            return;
        }
        model(text, from, length, kind);
        addLong(text, from, length, kind, run.ids(), 0, run.size());
        ids.addAll(run.ids(), 0, run.size());
    }

    /** Keeps the ids {@code ids[first..first + count)} of a piece. */
    private void addLong(byte[] text, int from, int length, long kind, int[] ids, int first, int count) {
        if (PackedIds.fit(ids, first, count, PackedIds.MOST)) {
            long head = PackedIds.head(ids, first, count);
            longPieces.add(text, from, length, kind, head, PackedIds.tail(ids, first, count));
        } else if (hasRoom(ids, first, count, NOT_FOR_LONG)) {
            longPieces.add(text, from, length, kind, list(ids, first, count), 0);
        }
    }

    private void add(long head, long tail, Ints ids) {
        int count = PackedIds.count(head);
        if (count == 0) {
            addListed(head, ids);
            return;
        }
        int[] out = ids.array(PackedIds.MOST);
        PackedIds.write(head, out, ids.size());
        PackedIds.write(tail, out, ids.size() + PackedIds.MOST_IN_HEAD);
        ids.setSize(ids.size() + count);
    }

    private void addListed(long head, Ints ids) {
        given += listed.read(PackedIds.place(head), ids);
    }

    /** Leaves the ids of a piece in the run. */
    private void model(byte[] text, int from, int length, long kind) {
        run.clear();
        if (kind == WHOLE) {
            model.encode(text, from, from + length, controlAllowed, run);
        } else {
            model.encodePart(text, from, from + length, controlAllowed, run);
        }
    }

    /**
     * Whether the list has room for some ids. A full list takes no more; when it has refused as much as it has, and gave less
     * than an eighth of that meanwhile, the text is another one and everything is emptied.
     */
    private boolean hasRoom(int[] ids, int first, int count, int free) {
        if (listed.fits(ids, first, count, free)) {
            return true;
        }
        refused += count;
        if (refused > listed.size()) {
            if (given < refused / 8) {
                forget();
            }
            refused = 0;
            given = 0;
        }
        return false;
    }

    private void forget() {
        shortPieces.clear();
        middlePieces.clear();
        longPieces.clear();
        listed.clear();
        pieceLookUp.forget();
        partLookUp.forget();
    }

    /** Puts ids into the list and gives the head that tells the place. */
    private long list(int[] ids, int first, int count) {
        return PackedIds.elsewhere(listed.add(ids, first, count));
    }
}
