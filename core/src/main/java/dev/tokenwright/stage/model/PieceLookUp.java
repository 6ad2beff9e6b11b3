package dev.tokenwright.stage.model;

import dev.tokenwright.text.Ints;
import java.util.Arrays;

/** Looks up a chunk of pieces in the tables of a {@link PieceCache}, all at once. Belongs to one cache. */
final class PieceLookUp {
    /*
     * Each loop does one thing for all pieces without a branch that depends on a piece, so that the processor works on many
     * pieces at once: the loads of one do not wait for those of the one before. A piece is looked for at its home slot only;
     * a head of 0 says that it was not there, and that the cache must look further.
     */
    private long[] heads = new long[64];
    private long[] tails = new long[64];
    private int[] middle = new int[64];

    void reserve(int pieces) {
        if (heads.length < pieces) {
            heads = new long[pieces];
            tails = new long[pieces];
            middle = new int[pieces];
        }
    }

    /** Forgets what has been found. */
    void forget() {
        Arrays.fill(heads, 0);
    }

    /** Whether a piece was found whose ids are kept elsewhere; {@link #head} tells where. */
    boolean isListed(int piece) {
        return heads[piece] != 0;
    }

    long head(int piece) {
        return heads[piece];
    }

    /** Looks for all pieces among the short ones, and gives the number of those that are longer. */
    int findShort(byte[] text, int[] cuts, int pieces, PieceTable table) {
        long[] slots = table.slots;
        long multiplier = table.multiplier;
        int shift = table.shift;
        long[] heads = this.heads;
        int[] middle = this.middle;
        int longer = 0;
        int start = cuts[0];
        for (int piece = 0; piece < pieces; piece++) {
            int end = cuts[piece + 1];
            int length = end - start;
            long key = PieceKey.ofShort(PieceKey.inside(text, start), length);
            int slot = (int) (key * multiplier >>> shift) << 1;
            long other = slots[slot] ^ key;
            heads[piece] = slots[slot + 1] & ~((other | -other) >> 63);
            middle[longer] = piece;
            longer += (PieceKey.SHORT - length) >>> 31;
            start = end;
        }
        return longer;
    }

    /** Looks for those that are longer among those of up to 15 bytes. */
    void findMiddle(byte[] text, int[] cuts, int longer, PieceTable table) {
        long[] slots = table.slots;
        long multiplier = table.multiplier;
        int shift = table.shift;
        for (int index = 0; index < longer; index++) {
            int piece = middle[index];
            int start = cuts[piece];
            int length = cuts[piece + 1] - start;
            heads[piece] = 0;
            if (length <= PieceKey.MIDDLE) {
                long first = PieceKey.inside(text, start);
                long last = PieceKey.last(PieceKey.inside(text, start + Long.BYTES), length);
                int slot = (int) ((first * multiplier ^ last) * multiplier >>> shift) << 2;
                long other = slots[slot] ^ first | slots[slot + 1] ^ last;
                heads[piece] = slots[slot + 2] & ~((other | -other) >> 63);
                tails[piece] = slots[slot + 3];
            }
        }
    }

    /** Writes ids until it comes to a piece that was not found or has its ids elsewhere, and gives that piece, or the number of all. */
    int write(int from, int pieces, int[] out, Ints ids) {
        long[] heads = this.heads;
        int n = ids.size();
        int piece = from;
        for (; piece < pieces; piece++) {
            long head = heads[piece];
            int count = PackedIds.count(head);
            if (count == 0) {
                break;
            }
            PackedIds.write(head, out, n);
            if (count > PackedIds.MOST_IN_HEAD) {
                PackedIds.write(tails[piece], out, n + PackedIds.MOST_IN_HEAD);
            }
            n += count;
        }
        ids.setSize(n);
        return piece;
    }
}
