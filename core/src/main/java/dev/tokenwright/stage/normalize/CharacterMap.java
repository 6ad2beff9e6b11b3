package dev.tokenwright.stage.normalize;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.ByteString;
import dev.tokenwright.text.ByteTrie;
import java.util.Arrays;
import java.util.Optional;

/** A character map compiled by SentencePiece: stretches of text and what replaces them. Immutable. */
final class CharacterMap {
    /*
     * Four bytes with the size of a double-array trie, the trie, and a blob of replacement texts that end with a zero
     * byte; the trie's numbers are positions in the blob. The longest key that a text starts with decides, but SentencePiece
     * looks at no more than the first MOST_KEYS.
     */
    private static final int MOST_KEYS = 32;
    private static final int UNIT_BLOCK = 1024;

    private final ByteTrie trie;
    private final byte[] replacements;

    private CharacterMap(ByteTrie trie, byte[] replacements) {
        this.trie = trie;
        this.replacements = replacements;
    }

    /** A map out of its compiled form, checked as SentencePiece checks it. */
    static CharacterMap of(ByteString compiled) {
        byte[] map = compiled.toByteArray();
        if (map.length <= Integer.BYTES) {
            throw invalid("it has only " + map.length + " bytes");
        }
        int trieBytes = littleEndian(map, 0);
        if (trieBytes < 0 || trieBytes >= map.length - Integer.BYTES) {
            throw invalid("it says its trie has " + Integer.toUnsignedString(trieBytes) + " bytes, but "
                    + (map.length - Integer.BYTES) + " follow");
        }
        if (trieBytes == 0 || trieBytes % UNIT_BLOCK != 0) {
            throw invalid("its trie has " + trieBytes + " bytes and not a multiple of " + UNIT_BLOCK);
        }
        if (map[map.length - 1] != 0) {
            throw invalid("its replacement texts do not end with a zero byte");
        }
        int[] units = new int[trieBytes / Integer.BYTES];
        for (int index = 0; index < units.length; index++) {
            units[index] = littleEndian(map, Integer.BYTES * (index + 1));
        }
        byte[] replacements = Arrays.copyOfRange(map, Integer.BYTES + trieBytes, map.length);
        Optional<ByteTrie> trie = ByteTrie.ofUnits(units, replacements.length);
        return new CharacterMap(
                trie.orElseThrow(() -> invalid("its trie leads out of itself or out of the replacement texts")),
                replacements);
    }

    private static LoadException invalid(String problem) {
        return new LoadException(
                LoadException.Kind.INVALID,
                Place.of("the character map of the SentencePiece normalizer"),
                problem + ". Take the file from its publisher again");
    }

    private static int littleEndian(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    /** Whether a key begins with this byte. */
    boolean startsKey(byte first) {
        return trie.step(ByteTrie.ROOT, first) != ByteTrie.NONE;
    }

    /** Whether a key is this byte alone, or this byte followed by ASCII. */
    boolean hasAsciiKey(byte first) {
        int node = trie.step(ByteTrie.ROOT, first);
        boolean found = node != ByteTrie.NONE && trie.value(node) != ByteTrie.NONE;
        for (byte second = Byte.MAX_VALUE; second > 0 && node != ByteTrie.NONE; second--) {
            found |= trie.step(node, second) != ByteTrie.NONE;
        }
        return found;
    }

    /** The longest key that {@code text[from..to)} starts with: its length in the high half, its number in the low one; or -1. */
    long longest(byte[] text, int from, int to) {
        long found = -1;
        int node = ByteTrie.ROOT;
        int keys = 0;
        for (int at = from; at < to && keys < MOST_KEYS; at++) {
            node = trie.step(node, text[at]);
            if (node == ByteTrie.NONE) {
                break;
            }
            int value = trie.value(node);
            if (value != ByteTrie.NONE) {
                found = (long) (at + 1 - from) << Integer.SIZE | value;
                keys++;
            }
        }
        return found;
    }

    /** The replacement texts; the one of a number starts there and ends before the next zero byte. */
    byte[] replacements() {
        return replacements;
    }
}
