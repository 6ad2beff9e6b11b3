package dev.tokenwright.stage.decode;

import dev.tokenwright.text.ByteLevelAlphabet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes that each token stands for. Made at the first decoding; then immutable. */
final class TokenBytes implements Decoder.JoinedBytes {
    private final TokenSource tokens;
    private final boolean byteLevel;
    private volatile @Nullable TokenRows rows;

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
    public boolean join(int[] ids, Decoder.Beginning beginning, JoinedText.Admitted admitted, JoinedText text) {
        TokenRows known = rows;
        if (known == null) {
            known = makeRows();
            rows = known;
        }
        return text.add(known, ids, 0, ids.length, admitted);
    }

    private TokenRows makeRows() {
        TokenRows.Builder builder = new TokenRows.Builder(tokens.idLimit());
        for (int id = 0; id < tokens.idLimit(); id++) {
            if (tokens.contains(id)) {
                builder.set(id, meaning(tokens.bytes(id)), tokens.isOrdinary(id));
            }
        }
        return builder.build(TokenRows.ByteRuns.WHOLE);
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
