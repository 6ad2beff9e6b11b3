package dev.tokenwright.stage.decode;

import dev.tokenwright.text.ByteLevelAlphabet;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The bytes that each token stands for. Made at the first decoding; then immutable. */
final class TokenBytes {
    private final TokenSource tokens;
    private final boolean byteLevel;
    private volatile @Nullable Table table;

    /** Bytes of all tokens in one array; {@code starts[id]..starts[id + 1]} are those of {@code id}. */
    private record Table(byte[] bytes, int[] starts) {}

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

    /** The bytes of ids one after the other. */
    byte[] join(int[] ids) {
        Table known = table;
        if (known == null) {
            known = makeTable();
            table = known;
        }
        int length = 0;
        for (int id : ids) {
            length = Math.addExact(length, known.starts[id + 1] - known.starts[id]);
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (int id : ids) {
            int size = known.starts[id + 1] - known.starts[id];
            System.arraycopy(known.bytes, known.starts[id], joined, at, size);
            at += size;
        }
        return joined;
    }

    private Table makeTable() {
        int[] starts = new int[tokens.idLimit() + 1];
        byte[] bytes = new byte[Math.max(64, tokens.idLimit() * 8)];
        int at = 0;
        for (int id = 0; id < tokens.idLimit(); id++) {
            starts[id] = at;
            if (tokens.contains(id)) {
                byte[] stored = tokens.bytes(id);
                if (at + stored.length > bytes.length) {
                    bytes = Arrays.copyOf(bytes, Math.max(at + stored.length, bytes.length * 2));
                }
                at += write(stored, bytes, at);
            }
        }
        starts[tokens.idLimit()] = at;
        return new Table(Arrays.copyOf(bytes, at), starts);
    }

    private int write(byte[] stored, byte[] target, int at) {
        if (byteLevel) {
            byte[] read = new byte[stored.length];
            int count = ByteLevelAlphabet.read(stored, 0, stored.length, read);
            if (count >= 0) {
                System.arraycopy(read, 0, target, at, count);
                return count;
            }
        }
        System.arraycopy(stored, 0, target, at, stored.length);
        return stored.length;
    }
}
