package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.TokenPieces;
import java.util.Arrays;

/** The pieces of tokens one after the other, and English punctuation cleaned up as llama.cpp does it. Immutable. */
final class JoinedPieces implements Decoder.JoinedBytes {
    private final TokenPieces pieces;
    private final boolean dropFirstBlank;
    private final boolean cleanUp;

    JoinedPieces(DecoderSpec.WrittenPieces spec) {
        pieces = spec.pieces();
        dropFirstBlank = spec.dropFirstBlank();
        cleanUp = spec.cleanUp();
    }

    @Override
    public byte[] join(int[] ids, Decoder.Beginning beginning) {
        boolean drops = dropFirstBlank
                && beginning == Decoder.Beginning.OF_TEXT
                && ids.length > 0
                && pieces.firstByte(ids[0]) == ' ';
        int length = drops ? -1 : 0;
        for (int id : ids) {
            length = Math.addExact(length, pieces.length(id));
        }
        byte[] joined = new byte[length];
        int at = 0;
        for (int index = 0; index < ids.length; index++) {
            at += pieces.copyTo(ids[index], drops && index == 0 ? 1 : 0, joined, at);
        }
        return cleanUp ? cleanUp(joined) : joined;
    }

    private static byte[] cleanUp(byte[] text) {
        byte[] cleaned = text.clone();
        int length = joinPunctuation(cleaned, cleaned.length);
        length = joinLoneApostrophes(cleaned, length);
        length = joinContractions(cleaned, length);
        return Arrays.copyOf(cleaned, length);
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
