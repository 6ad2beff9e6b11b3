package dev.tokenwright.stage.decode;

import dev.tokenwright.text.ByteLevelAlphabet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes that each token stands for. Made at the first decoding; then immutable. */
final class TokenBytes implements Decoder.JoinedBytes {
    private static final byte[] NONE = {};

    private final TokenSource tokens;
    private final boolean byteLevel;
    private volatile @Nullable ByteRows rows;

    private TokenBytes(TokenSource tokens, boolean byteLevel) {
        this.tokens = tokens;
        this.byteLevel = byteLevel;
    }

    /** Tokens stand for the bytes that the vocabulary stores. */
    static TokenBytes ofRaw(TokenSource tokens) {
        return new TokenBytes(tokens, false);
    }

    /** Tokens are byte-level text; one with any other character stands for its own UTF-8 bytes. */
    static TokenBytes ofByteLevel(TokenSource tokens) {
        return new TokenBytes(tokens, true);
    }

    @Override
    public byte[] join(int[] ids, Decoder.Beginning beginning) {
        ByteRows known = rows;
        if (known == null) {
            known = makeRows();
            rows = known;
        }
        return known.join(ids, 0, NONE);
    }

    private ByteRows makeRows() {
        ByteRows.Builder builder = new ByteRows.Builder(tokens.idLimit());
        for (int id = 0; id < tokens.idLimit(); id++) {
            builder.add(tokens.contains(id) ? meaning(tokens.bytes(id)) : NONE);
        }
        return builder.build();
    }

    private byte[] meaning(byte[] stored) {
        if (byteLevel) {
            byte[] read = new byte[stored.length];
            int count = ByteLevelAlphabet.read(stored, 0, stored.length, read);
            if (count >= 0) {
                return Arrays.copyOf(read, count);
            }
        }
        return stored;
    }
}
