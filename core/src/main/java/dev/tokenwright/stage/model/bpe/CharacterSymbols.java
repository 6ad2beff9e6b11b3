package dev.tokenwright.stage.model.bpe;

import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.SymbolBuffer;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * Each code point is a symbol. One that the vocabulary lacks becomes byte tokens, the unknown token or nothing, exactly as
 * Hugging Face {@code tokenizers} has it ({@code BPE::merge_word}).
 */
final class CharacterSymbols implements BpeEncoder.Symbols {
    private static final int NONE = -1;

    private final TokenTable vocabulary;
    private final byte[] prefix;
    private final byte[] suffix;
    private final Optional<String> unknownToken;
    private final int unknownId;
    private final boolean fuseUnknown;
    /** Ids of the byte tokens by byte, {@link #NONE} where there is none; empty without byte fallback. */
    private final int[] byteTokens;

    CharacterSymbols(ModelSpec.Bpe spec) {
        vocabulary = spec.vocabulary();
        prefix = spec.continuingSubwordPrefix().orElse("").getBytes(StandardCharsets.UTF_8);
        suffix = spec.endOfWordSuffix().orElse("").getBytes(StandardCharsets.UTF_8);
        unknownToken = spec.unknownToken();
        unknownId = unknownToken.map(vocabulary::id).orElse(NONE);
        fuseUnknown = spec.fuseUnknown();
        byteTokens = new int[spec.byteFallback() ? 256 : 0];
        for (int value = 0; value < byteTokens.length; value++) {
            byteTokens[value] = vocabulary.id(String.format("<0x%02X>", value));
        }
    }

    @Override
    public void read(byte[] text, int from, int to, SymbolBuffer buffer) {
        byte[] key = buffer.key(prefix.length + Utf8.MAX_LENGTH + suffix.length);
        int unknownLength = 0;
        for (int at = from; at < to; ) {
            int size = Utf8.lengthByLead(text[at]);
            int keyLength = key(text, at, size, at == from, at + size == to, key);
            int id = vocabulary.id(key, 0, keyLength);
            if (id != NONE) {
                unknownLength = flush(unknownLength, buffer);
                buffer.add(id, size);
            } else if (!addBytes(key, keyLength, buffer) && unknownToken.isPresent()) {
                checkUnknown(text, at, size);
                if (!fuseUnknown) {
                    unknownLength = flush(unknownLength, buffer);
                }
                unknownLength += size;
            }
            at += size;
        }
        flush(unknownLength, buffer);
    }

    /** Writes the text under which a code point is looked up and returns its length. */
    private int key(byte[] text, int at, int size, boolean isFirst, boolean isLast, byte[] key) {
        int length = 0;
        if (!isFirst) {
            System.arraycopy(prefix, 0, key, 0, prefix.length);
            length = prefix.length;
        }
        System.arraycopy(text, at, key, length, size);
        length += size;
        if (isLast) {
            System.arraycopy(suffix, 0, key, length, suffix.length);
            length += suffix.length;
        }
        return length;
    }

    /** Adds a byte token for each byte of {@code key}, if all exist. An unknown token that waits stays waiting. */
    private boolean addBytes(byte[] key, int length, SymbolBuffer buffer) {
        if (byteTokens.length == 0) {
            return false;
        }
        for (int index = 0; index < length; index++) {
            if (byteTokens[key[index] & 0xFF] == NONE) {
                return false;
            }
        }
        for (int index = 0; index < length; index++) {
            buffer.add(byteTokens[key[index] & 0xFF], 1);
        }
        return true;
    }

    /** Adds the unknown token that waits, if one does, and returns the length that waits now: 0. */
    private int flush(int unknownLength, SymbolBuffer buffer) {
        if (unknownLength > 0) {
            buffer.add(unknownId, unknownLength);
        }
        return 0;
    }

    private void checkUnknown(byte[] text, int at, int size) {
        if (unknownId == NONE) {
            throw new UnencodableTextException("\"" + new String(text, at, size, StandardCharsets.UTF_8)
                    + "\" is not in the vocabulary, and neither is the unknown token \"" + unknownToken.orElse("")
                    + "\". Mend the tokenizer file: add the token or remove unk_token");
        }
    }
}
