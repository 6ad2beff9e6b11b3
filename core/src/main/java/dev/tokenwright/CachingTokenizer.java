package dev.tokenwright;

import dev.tokenwright.text.Utf8;

/**
 * A tokenizer that remembers the ids of text it has seen, for servers whose texts begin alike or have parts in common. Gives
 * the ids that the tokenizer gives. Bounded in bytes; one instance serves all threads.
 *
 * <p>Text is cut at added tokens first, as ever. What stands between them is cut further only where that is proved, from the
 * tokenizer's own tables, to change no id; each such block is looked up by its bytes. So a prompt that goes on where an
 * earlier one ended costs what is new, wherever the two part.
 */
public final class CachingTokenizer {
    private final Tokenizer tokenizer;
    private final IdEncoder encoder;
    private final BlockCache blocks;

    private CachingTokenizer(Tokenizer tokenizer, BlockCache blocks, IdEncoder encoder) {
        this.tokenizer = tokenizer;
        this.encoder = encoder;
        this.blocks = blocks;
    }

    /**
     * A cache in front of a tokenizer.
     *
     * @param maxBytes what it may take
     */
    public static CachingTokenizer of(Tokenizer tokenizer, long maxBytes) {
        if (maxBytes < 0) {
            throw new IllegalArgumentException("maxBytes is " + maxBytes);
        }
        IdEncoder plain = tokenizer.ids();
        BlockCache blocks = new BlockCache(plain.borders(), maxBytes);
        return new CachingTokenizer(tokenizer, blocks, plain.withBlocks(blocks));
    }

    /** The tokenizer. */
    public Tokenizer tokenizer() {
        return tokenizer;
    }

    /** The ids of a text, as {@link Tokenizer#encode(String, EncodeOptions)} gives them. */
    public int[] encode(String text, EncodeOptions options) {
        int[] ids = tokenizer.encode(Utf8.encode(text), options, encoder);
        blocks.answered(ids.length);
        return ids;
    }

    /** What the cache has done so far. */
    public CacheCounters counters() {
        return blocks.counters();
    }

    /** What is remembered of this tokenizer's texts. */
    public Reuse reuse() {
        return encoder.reuse();
    }

    /** What of a text can be encoded by itself. */
    public enum Reuse {
        /** Nothing: the ids of a stretch depend on where it stands. */
        NOTHING,
        /** Stretches between added tokens. */
        STRETCHES,
        /** Blocks of about 512 bytes of the stretches between added tokens. */
        BLOCKS
    }
}
