package dev.tokenwright;

import dev.tokenwright.text.Ints;
import dev.tokenwright.text.Utf8;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.LongAdder;

/**
 * The ids of blocks of text that have been encoded before. A block is encoded by itself, so its ids are the same wherever it
 * stands. Bounded in bytes; the block that was asked for longest ago goes first. Safe for all threads.
 */
final class BlockCache {
    /** A block ends at the first border behind so many bytes. */
    static final int BLOCK = 512;
    /** Blocks that are not worth a place. */
    private static final int LEAST = 32;
    /** What an entry takes beside its bytes and ids: objects, headers and references. */
    private static final int ENTRY = 160;

    private static final int STRIPES = 8;

    private final Borders borders;
    private final long maxBytes;
    private final long seed = new SplittableRandom().nextLong();
    private final Stripe[] stripes = new Stripe[STRIPES];
    private final LongAdder cachedTokens = new LongAdder();
    private final LongAdder tokens = new LongAdder();
    private final LongAdder hits = new LongAdder();
    private final LongAdder misses = new LongAdder();

    BlockCache(Borders borders, long maxBytes) {
        this.borders = borders;
        this.maxBytes = maxBytes;
        Arrays.setAll(stripes, index -> new Stripe());
    }

    /** Where texts can be cut so that the parts can be encoded alone. */
    @FunctionalInterface
    interface Borders {
        /** The first such place behind {@code from}, where a character starts, or {@code to}. */
        int next(byte[] text, int from, int to);
    }

    /** Encodes blocks that are not known. */
    @FunctionalInterface
    interface Encoder {
        /** Adds the ids of {@code text[from..to)}. */
        void encode(byte[] text, int from, int to, Ints ids);
    }

    /** What a block is looked up by. */
    private record Key(byte[] bytes, boolean controlAllowed, int hash) {
        @Override
        public boolean equals(Object other) {
            return other instanceof Key key
                    && key.hash == hash
                    && key.controlAllowed == controlAllowed
                    && Arrays.equals(key.bytes, bytes);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }

    /** A share of the blocks under a lock of its own. */
    private static final class Stripe {
        private final Map<Key, int[]> blocks = new LinkedHashMap<>(16, 0.75f, true);
        private long bytes;
    }

    /** Adds the ids of {@code text[from..to)}, block by block. */
    void encode(byte[] text, int from, int to, boolean controlAllowed, Ints ids, Encoder encoder) {
        for (int start = from; start < to; ) {
            int end = end(text, start, to);
            encodeBlock(text, start, end, controlAllowed, ids, encoder);
            start = end;
        }
    }

    private int end(byte[] text, int from, int to) {
        if (to - from <= BLOCK) {
            return to;
        }
        int at = from + BLOCK;
        while (Utf8.isContinuation(text[at])) {
            at--;
        }
        return borders.next(text, at, to);
    }

    private void encodeBlock(byte[] text, int from, int to, boolean controlAllowed, Ints ids, Encoder encoder) {
        if (to - from < LEAST || weight(to - from, 0) > maxBytes / STRIPES) {
            encoder.encode(text, from, to, ids);
            return;
        }
        Key key = new Key(Arrays.copyOfRange(text, from, to), controlAllowed, hash(text, from, to));
        Stripe stripe = stripes[key.hash & STRIPES - 1];
        int[] known;
        synchronized (stripe) {
            known = stripe.blocks.get(key);
        }
        if (known != null) {
            ids.addAll(known, 0, known.length);
            hits.increment();
            cachedTokens.add(known.length);
            return;
        }
        misses.increment();
        int before = ids.size();
        encoder.encode(text, from, to, ids);
        keep(stripe, key, Arrays.copyOfRange(ids.array(), before, ids.size()));
    }

    private void keep(Stripe stripe, Key key, int[] ids) {
        if (weight(key.bytes.length, ids.length) > maxBytes / STRIPES) {
            return;
        }
        synchronized (stripe) {
            int[] replaced = stripe.blocks.put(key, ids);
            if (replaced == null) {
                stripe.bytes += weight(key.bytes.length, ids.length);
            }
            Iterator<Map.Entry<Key, int[]>> oldest = stripe.blocks.entrySet().iterator();
            while (stripe.bytes > maxBytes / STRIPES) {
                Map.Entry<Key, int[]> entry = oldest.next();
                stripe.bytes -= weight(entry.getKey().bytes.length, entry.getValue().length);
                oldest.remove();
            }
        }
    }

    private static long weight(int bytes, int ids) {
        return ENTRY + bytes + (long) Integer.BYTES * ids;
    }

    private int hash(byte[] text, int from, int to) {
        long hash = seed;
        for (int at = from; at < to; at++) {
            hash = (hash ^ text[at]) * 0x9E3779B97F4A7C15L;
            hash ^= hash >>> 29;
        }
        return (int) (hash >>> 32);
    }

    /** Counts the tokens of an answer. */
    void answered(int tokenCount) {
        tokens.add(tokenCount);
    }

    CacheCounters counters() {
        long bytes = 0;
        long entries = 0;
        for (Stripe stripe : stripes) {
            synchronized (stripe) {
                bytes += stripe.bytes;
                entries += stripe.blocks.size();
            }
        }
        long cached = cachedTokens.sum();
        return new CacheCounters(cached, Math.max(0, tokens.sum() - cached), hits.sum(), misses.sum(), entries, bytes);
    }
}
