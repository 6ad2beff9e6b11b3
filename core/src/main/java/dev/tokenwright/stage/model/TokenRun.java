package dev.tokenwright.stage.model;

import java.util.Arrays;

/** Tokens of a piece: ids and the bytes of the piece that each takes. Reusable; belongs to one caller. */
public final class TokenRun {
    private int[] ids = new int[64];
    /** Bytes that each token takes; the complement of that number when the next token starts where this one does. */
    private int[] lengths = new int[64];

    private int size;

    /** Scratch of the merging models. */
    private final SymbolBuffer symbols = new SymbolBuffer();

    /** Scratch of the models that look for the best path. */
    private final PathBuffer paths = new PathBuffer();
    /** Scratch of the models that add up scores. */
    private final LatticeBuffer lattice = new LatticeBuffer();

    private final WordCache words = new WordCache();

    /** Number of tokens. */
    public int size() {
        return size;
    }

    /** Forgets all tokens. */
    public void clear() {
        size = 0;
    }

    /** The id of a token. */
    public int id(int index) {
        return ids[index];
    }

    /** How many bytes of the piece a token takes. */
    public int length(int index) {
        return lengths[index] < 0 ? ~lengths[index] : lengths[index];
    }

    /** How far behind the start of a token the next one starts: its length, or 0 when both share their bytes. */
    public int advance(int index) {
        return Math.max(0, lengths[index]);
    }

    /** The ids, of which the first {@link #size()} count. Valid until the run grows. */
    public int[] ids() {
        return ids;
    }

    /** Room for a model to work in. */
    public SymbolBuffer symbols() {
        return symbols;
    }

    /** Room for a model to look for the best path in. */
    public PathBuffer paths() {
        return paths;
    }

    /** Room for the paths of a model that adds up scores. */
    public LatticeBuffer lattice() {
        return lattice;
    }

    /** What this caller has encoded before with the model that it works for. */
    public WordCache words() {
        return words;
    }

    /** Adds a token. */
    public void add(int id, int length) {
        reserve(1);
        ids[size] = id;
        lengths[size] = length;
        size++;
    }

    /** Adds a token that shares its {@code length} bytes with the one that will come next. */
    public void addSharing(int id, int length) {
        add(id, ~length);
    }

    /** Takes tokens off the end. */
    public void truncate(int newSize) {
        size = newSize;
    }

    /** Makes the last token take more bytes. */
    public void extendLast(int moreBytes) {
        lengths[size - 1] += moreBytes;
    }

    /** Adds the first {@code count} symbols of a buffer. */
    public void addAll(SymbolBuffer source, int count) {
        reserve(count);
        System.arraycopy(source.ids, 0, ids, size, count);
        System.arraycopy(source.lengths, 0, lengths, size, count);
        size += count;
    }

    /** Gives back memory when more than {@code limit} tokens have been held. The tokens are lost. */
    public void trim(int limit) {
        size = 0;
        symbols.trim(limit);
        paths.trim(limit);
        lattice.trim(limit);
        if (ids.length > limit) {
            ids = new int[64];
            lengths = new int[64];
        }
    }

    private void reserve(int more) {
        int needed = size + more;
        if (needed > ids.length) {
            int capacity = (int) Math.max(needed, Math.min(Integer.MAX_VALUE - 8, ids.length * 2L));
            ids = Arrays.copyOf(ids, capacity);
            lengths = Arrays.copyOf(lengths, capacity);
        }
    }
}
