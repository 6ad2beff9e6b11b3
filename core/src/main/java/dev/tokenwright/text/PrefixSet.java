package dev.tokenwright.text;

import java.util.Optional;

/** A set of byte strings that tells which of them a text starts with. Immutable. */
public final class PrefixSet {
    /** More strings than this that are prefixes of one another are not looked at, as in SentencePiece. */
    private static final int MOST_MATCHES = 64;

    /** Whether some string starts with a byte. */
    private final boolean[] first = new boolean[256];

    private final ByteTrie trie;

    private PrefixSet(ByteTrie trie) {
        this.trie = trie;
        for (int value = 0; value < first.length; value++) {
            first[value] = trie.step(ByteTrie.ROOT, (byte) value) != ByteTrie.NONE;
        }
    }

    /** A set of the strings that a builder has got; nothing when they are too many. */
    public static Optional<PrefixSet> of(ByteTrieBuilder strings) {
        return strings.build().map(PrefixSet::new);
    }

    /** Whether some string starts with a byte. */
    public boolean starts(byte value) {
        return first[value & 0xFF];
    }

    /** Length of the longest string that {@code text[from..to)} starts with; 0 when there is none. */
    public int longest(byte[] text, int from, int to) {
        if (from == to || !first[text[from] & 0xFF]) {
            return 0;
        }
        int longest = 0;
        int matches = 0;
        int node = ByteTrie.ROOT;
        for (int at = from; at < to && matches < MOST_MATCHES; at++) {
            node = trie.step(node, text[at]);
            if (node == ByteTrie.NONE) {
                break;
            }
            if (trie.value(node) != ByteTrie.NONE) {
                longest = at + 1 - from;
                matches++;
            }
        }
        return longest;
    }
}
