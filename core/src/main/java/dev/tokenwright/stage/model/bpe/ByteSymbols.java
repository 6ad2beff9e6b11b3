package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.SymbolBuffer;
import dev.tokenwright.text.ByteLevelAlphabet;

/** Each byte is a symbol. */
final class ByteSymbols implements BpeEncoder.Symbols {
    /** Symbol ids by byte for a symbol in the middle of a piece, at its start, at its end, and for one that is both. */
    private final int[] middle;

    private final int[] first;
    private final int[] last;
    private final int[] only;

    private ByteSymbols(int[] middle, int[] first, int[] last, int[] only) {
        this.middle = middle;
        this.first = first;
        this.last = last;
        this.only = only;
    }

    /** Symbols of a vocabulary of raw bytes. */
    static ByteSymbols ofRaw(ModelSpec.Bpe spec) {
        int[] ids = new int[256];
        for (int value = 0; value < ids.length; value++) {
            ids[value] = spec.vocabulary().id(new byte[] {(byte) value}, 0, 1);
            if (ids[value] < 0) {
                throw new LoadException(
                        LoadException.Kind.INVALID,
                        Place.of("the vocabulary of bytes"),
                        String.format("byte 0x%02X has no token, so some texts have no ids; add one", value));
            }
        }
        return new ByteSymbols(ids, ids, ids, ids);
    }

    /** Symbols of a vocabulary of byte-level characters. */
    static ByteSymbols ofByteLevel(ModelSpec.Bpe spec) {
        String prefix = spec.continuingSubwordPrefix().orElse("");
        String suffix = spec.endOfWordSuffix().orElse("");
        return new ByteSymbols(
                ids(spec.vocabulary(), prefix, ""),
                ids(spec.vocabulary(), "", ""),
                ids(spec.vocabulary(), prefix, suffix),
                ids(spec.vocabulary(), "", suffix));
    }

    private static int[] ids(TokenTable vocabulary, String prefix, String suffix) {
        int[] ids = new int[256];
        for (int value = 0; value < ids.length; value++) {
            ids[value] = vocabulary.id(prefix + Character.toString(ByteLevelAlphabet.character((byte) value)) + suffix);
        }
        return ids;
    }

    /** Whether every byte has a symbol at every place of a piece. */
    static boolean isComplete(ModelSpec.Bpe spec) {
        ByteSymbols symbols = ofByteLevel(spec);
        for (int value = 0; value < 256; value++) {
            if (symbols.middle[value] < 0
                    || symbols.first[value] < 0
                    || symbols.last[value] < 0
                    || symbols.only[value] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The tokens of a byte-level vocabulary as the bytes that they stand for; those with other characters are left out. */
    static TokenTable rawTokens(TokenTable vocabulary) {
        TokenTable.Builder raw = new TokenTable.Builder(vocabulary.idLimit(), vocabulary.idLimit() * 8);
        byte[] text = new byte[256];
        byte[] bytes = new byte[256];
        for (int id = 0; id < vocabulary.idLimit(); id++) {
            if (vocabulary.contains(id)) {
                int length = vocabulary.length(id);
                if (length > text.length) {
                    text = new byte[2 * length];
                    bytes = new byte[2 * length];
                }
                vocabulary.copyTo(id, text, 0);
                int count = ByteLevelAlphabet.read(text, 0, length, bytes);
                if (count >= 0) {
                    raw.add(id, bytes, 0, count);
                }
            }
        }
        return raw.build();
    }

    @Override
    public void read(byte[] text, int from, int to, SymbolBuffer buffer) {
        if (to - from == 1) {
            buffer.add(only[text[from] & 0xFF], 1);
            return;
        }
        buffer.add(first[text[from] & 0xFF], 1);
        for (int at = from + 1; at < to - 1; at++) {
            buffer.add(middle[text[at] & 0xFF], 1);
        }
        buffer.add(last[text[to - 1] & 0xFF], 1);
    }
}
