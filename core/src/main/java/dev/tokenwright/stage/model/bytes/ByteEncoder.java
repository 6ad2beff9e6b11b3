package dev.tokenwright.stage.model.bytes;

import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;

/** Each byte is a token, whose id is the byte. Immutable. */
public final class ByteEncoder implements PieceEncoder {
    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        for (int at = from; at < to; at++) {
            run.add(text[at] & 0xFF, 1);
        }
    }
}
