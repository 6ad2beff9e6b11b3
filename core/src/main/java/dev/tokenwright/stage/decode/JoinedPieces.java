package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.TokenPieces;
import org.jspecify.annotations.Nullable;

/**
 * The pieces of tokens one after the other, and English punctuation cleaned up as llama.cpp does it. Made at the first
 * decoding; then immutable.
 */
final class JoinedPieces implements Decoder.JoinedBytes {
    private final TokenPieces pieces;
    private final boolean dropFirstBlank;
    private final boolean cleanUp;

    private final TokenSource tokens;
    private volatile @Nullable TokenRows rows;

    JoinedPieces(DecoderSpec.WrittenPieces spec, TokenSource tokens) {
        this.tokens = tokens;
        pieces = spec.pieces();
        dropFirstBlank = spec.dropFirstBlank();
        cleanUp = spec.cleanUp();
    }

    @Override
    public boolean join(int[] ids, Decoder.Beginning beginning, JoinedText.Admitted admitted, JoinedText text) {
        TokenRows known = rows;
        if (known == null) {
            known = makeRows();
            rows = known;
        }
        if (!text.add(known, ids, 0, ids.length, admitted)) {
            return false;
        }
        boolean drops = dropFirstBlank
                && beginning == Decoder.Beginning.OF_TEXT
                && ids.length > 0
                && pieces.firstByte(ids[0]) == ' ';
        text.narrow(text.start() + (drops ? 1 : 0), text.end());
        if (cleanUp) {
            cleanUp(text);
        }
        return true;
    }

    private TokenRows makeRows() {
        TokenRows.Builder builder = new TokenRows.Builder(pieces.size());
        for (int id = 0; id < pieces.size(); id++) {
            byte[] piece = new byte[pieces.length(id)];
            pieces.copyTo(id, 0, piece, 0);
            builder.set(id, piece, tokens.isOrdinary(id));
        }
        return builder.build(TokenRows.ByteRuns.WHOLE);
    }

    private static void cleanUp(JoinedText text) {
        byte[] cleaned = text.toArray();
        int length = joinPunctuation(cleaned, cleaned.length);
        length = joinLoneApostrophes(cleaned, length);
        length = joinContractions(cleaned, length);
        System.arraycopy(cleaned, 0, text.bytes(), text.start(), length);
        text.narrow(text.start(), text.start() + length);
    }

    /** Drops the blank before each of four signs. All these steps work in place and give the new length. */
    private static int joinPunctuation(byte[] text, int length) {
        int kept = Math.min(length, 1);
        for (int at = 1; at < length; at++) {
            byte next = text[at];
            if (text[at - 1] == ' ' && (next == '?' || next == '!' || next == '.' || next == ',')) {
                kept--;
            }
            text[kept++] = next;
        }
        return kept;
    }

    /** Drops the blanks on both sides of an apostrophe. A blank that has been dropped is none for the next apostrophe. */
    private static int joinLoneApostrophes(byte[] text, int length) {
        int kept = Math.min(length, 1);
        for (int at = 1; at < length; at++) {
            byte next = text[at];
            if (next == '\'' && at + 1 < length && text[at - 1] == ' ' && text[at + 1] == ' ') {
                kept--;
                at++;
                text[at] = 0;
            }
            text[kept++] = next;
        }
        return kept;
    }

    private static int joinContractions(byte[] text, int length) {
        int kept = Math.min(length, 1);
        for (int at = 1; at < length; at++) {
            byte next = text[at];
            if (text[at - 1] == ' ' && next == '\'' && startsContraction(text, at + 1, length)) {
                kept--;
            }
            text[kept++] = next;
        }
        return kept;
    }

    /** Whether {@code s}, {@code m}, {@code re} or {@code ve} stands at {@code at}. */
    private static boolean startsContraction(byte[] text, int at, int length) {
        if (at >= length) {
            return false;
        }
        if (text[at] == 's' || text[at] == 'm') {
            return true;
        }
        return at + 1 < length && (text[at] == 'r' || text[at] == 'v') && text[at + 1] == 'e';
    }
}
