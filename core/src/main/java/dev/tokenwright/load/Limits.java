package dev.tokenwright.load;

/** What a tokenizer file may have at most. Far beyond any real file; there to stop hostile ones before memory is taken. */
final class Limits {
    /** Largest token id. */
    static final int MAX_ID = (1 << 24) - 1;

    /** Largest file in bytes. */
    static final long MAX_FILE_BYTES = 1L << 30;

    /** Work of finding the merges of ranked tokens: sum of the squares of their lengths in bytes. */
    static final long MAX_RANK_WORK = 1L << 31;

    private Limits() {}
}
