package dev.tokenwright;

/**
 * What a {@link CachingTokenizer} has done so far.
 *
 * @param cachedTokens ids that were given without encoding; with {@code uncachedTokens} all ids that were given
 * @param uncachedTokens ids that were encoded, added tokens and framing included
 * @param hits blocks of text that were known
 * @param misses blocks of text that were not
 * @param entries blocks that are kept
 * @param bytes what they take
 */
public record CacheCounters(long cachedTokens, long uncachedTokens, long hits, long misses, long entries, long bytes) {}
