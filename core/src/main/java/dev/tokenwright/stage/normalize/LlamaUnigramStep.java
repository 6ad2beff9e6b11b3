package dev.tokenwright.stage.normalize;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.HashTrie;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * llama.cpp's rewriting of text for unigram models: the longest key of a compiled character map is replaced, and blanks
 * become U+2581, one before each word where extra ones are removed.
 */
final class LlamaUnigramStep implements NormalizeStep {
    /*
     * The map is a double-array trie as in PrecompiledStep. The start of a user-defined token, of whatever length, is
     * copied unchanged; it may end inside a character, the rest of which then counts as malformed, byte by byte.
     */
    private static final byte[] SPACE = {(byte) 0xE2, (byte) 0x96, (byte) 0x81};
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};

    private final int[] units;
    private final byte[] replacements;
    private final HashTrie userDefined = new HashTrie();
    private final boolean addSpacePrefix;
    private final boolean removeExtraWhitespaces;

    LlamaUnigramStep(NormalizerSpec.LlamaUnigram spec) {
        byte[] map = spec.charsMap().toByteArray();
        int trieBytes = map.length == 0 ? 0 : checkedTrieBytes(map);
        units = new int[trieBytes / Integer.BYTES];
        for (int index = 0; index < units.length; index++) {
            units[index] = littleEndian(map, Integer.BYTES * (index + 1));
        }
        replacements = map.length == 0 ? map : Arrays.copyOfRange(map, Integer.BYTES + trieBytes, map.length);
        for (String token : spec.userDefined()) {
            userDefined.add(token.getBytes(StandardCharsets.UTF_8), 0);
        }
        addSpacePrefix = spec.addSpacePrefix();
        removeExtraWhitespaces = spec.removeExtraWhitespaces();
    }

    private static int checkedTrieBytes(byte[] map) {
        int trieBytes = map.length < Integer.BYTES ? -1 : littleEndian(map, 0);
        if (trieBytes < 0 || trieBytes >= map.length - Integer.BYTES) {
            throw new LoadException(
                    LoadException.Kind.INVALID,
                    Place.of("the character map of the model"),
                    "it has " + map.length + " bytes, which is too short for its trie. Take the file from its publisher"
                            + " again");
        }
        return trieBytes;
    }

    private static int littleEndian(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        new Rewriting(source, target).run();
    }

    /** One text on its way. */
    private final class Rewriting {
        private final AlignedText source;
        private final AlignedText target;
        private final byte[] bytes;
        private final int length;
        private boolean inWord;
        private boolean spacePrepended;

        Rewriting(AlignedText source, AlignedText target) {
            this.source = source;
            this.target = target;
            this.bytes = source.bytes();
            this.length = source.length();
        }

        void run() {
            for (int at = 0; at < length; ) {
                int end = userDefinedEnd(at);
                if (end > at) {
                    write(bytes, at, end, at, end);
                } else {
                    end = replace(at);
                }
                at = end;
            }
        }

        /** Where what starts at {@code at} stops being the start of a user-defined token. */
        private int userDefinedEnd(int at) {
            int node = HashTrie.ROOT;
            int end = at;
            while (end < length) {
                node = userDefined.child(node, bytes[end]);
                if (node == HashTrie.NONE) {
                    break;
                }
                end++;
            }
            return end;
        }

        /** Writes what the character map has for the longest key at {@code at}, else the character, and gives the end. */
        private int replace(int at) {
            int end = at;
            int value = -1;
            int node = units.length == 0 ? 0 : offset(unit(0));
            for (int next = at; units.length > 0 && next < length && bytes[next] != 0; next++) {
                node ^= bytes[next] & 0xFF;
                int unit = unit(node);
                if ((unit & 0x8000_00FF) != (bytes[next] & 0xFF)) {
                    break;
                }
                node ^= offset(unit);
                if ((unit >>> 8 & 1) == 1) {
                    end = next + 1;
                    value = unit(node) & Integer.MAX_VALUE;
                }
            }
            if (end > at) {
                write(replacements, value, replacementEnd(value), at, end);
                return end;
            }
            if (Utf8.isContinuation(bytes[at])) {
                write(REPLACEMENT, 0, REPLACEMENT.length, at, at + 1);
                return at + 1;
            }
            end = at + Utf8.lengthByLead(bytes[at]);
            write(bytes, at, end, at, end);
            return end;
        }

        private int unit(int index) {
            if (index < 0 || index >= units.length) {
                throw brokenMap();
            }
            return units[index];
        }

        private int replacementEnd(int start) {
            for (int end = start; end < replacements.length; end++) {
                if (replacements[end] == 0) {
                    return end;
                }
            }
            throw brokenMap();
        }

        /** Writes bytes that stand for {@code [oldStart, oldEnd)} of the old text. */
        private void write(byte[] from, int start, int end, int oldStart, int oldEnd) {
            int originStart = source.tracked() ? source.originStart(oldStart) : 0;
            int originEnd = source.tracked() ? source.originEnd(oldEnd - 1) : 0;
            for (int index = start; index < end; index++) {
                boolean blank = from[index] == ' ';
                if (!blank && !inWord && (addSpacePrefix && !spacePrepended || removeExtraWhitespaces)) {
                    target.appendBytes(SPACE, 0, SPACE.length, originStart, originEnd);
                    spacePrepended = true;
                }
                inWord = !blank;
                if (!blank) {
                    target.appendBytes(from, index, index + 1, originStart, originEnd);
                } else if (!removeExtraWhitespaces) {
                    target.appendBytes(SPACE, 0, SPACE.length, originStart, originEnd);
                }
            }
        }
    }

    private static UnencodableTextException brokenMap() {
        return new UnencodableTextException(
                "The character map of the model leads out of itself. Take the tokenizer file"
                        + " from its publisher again");
    }

    private static int offset(int unit) {
        return unit >>> 10 << ((unit & 1 << 9) >>> 6);
    }
}
