package dev.tokenwright.stage.model.bpe;

/** Pairs of neighbours as a bitmap under a hash: what was added is contained, and now and then something else. */
final class NeighbourPairs {
    private static final int BITS = 22;

    private final long[] bits = new long[(1 << BITS) / Long.SIZE];

    void add(int left, int right) {
        int bit = bit(left, right);
        bits[bit >>> 6] |= 1L << bit;
    }

    boolean contains(int left, int right) {
        int bit = bit(left, right);
        return (bits[bit >>> 6] & 1L << bit) != 0;
    }

    private static int bit(int left, int right) {
        int mixed = left * 0x9E37_79B1 + right;
        mixed = (mixed ^ mixed >>> 15) * 0x85EB_CA6B;
        return mixed >>> Integer.SIZE - BITS;
    }
}
