package dev.tokenwright.load;

/** What a tokenizer file may have at most. Far beyond any real file; there to stop hostile ones before memory is taken. */
final class Limits {
    /** Largest token id. */
    static final int MAX_ID = (1 << 24) - 1;

    /** Largest file in bytes. */
    static final int MAX_FILE_BYTES = 512 << 20;

    /** Largest file beside a tokenizer, such as {@code tokenizer_config.json}, in bytes. */
    static final int MAX_CONFIG_BYTES = 32 << 20;

    /** Work of finding the merges of ranked tokens: sum of the squares of their lengths in bytes. */
    static final long MAX_RANK_WORK = 1L << 31;

    /** Most special tokens that a number in a file may ask for. */
    static final int MAX_SPECIAL_TOKENS = 1 << 16;
    /** Bytes of all tokens of a GGUF file together, which go into search trees. */
    static final int MAX_GGUF_TOKEN_BYTES = 1 << 24;

    /** Ids below this are always allowed; beyond it a file must have at least as many bytes as its largest id. */
    private static final int SPARSE_IDS = 1 << 20;

    private Limits() {}

    /** Largest id that a vocabulary in a file of this size may have, so that a short file cannot ask for much memory. */
    static int maxId(int fileBytes) {
        return Math.min(MAX_ID, Math.max(SPARSE_IDS, fileBytes) - 1);
    }
}
