package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.text.Utf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Turns the pieces of a SentencePiece model into text, as its library does. Immutable. */
final class SentencePieceText {
    private static final byte[] META = "\u2581".getBytes(StandardCharsets.UTF_8);
    private static final byte[] REPLACEMENT = "\uFFFD".getBytes(StandardCharsets.UTF_8);

    private final Pieces pieces;
    private final byte[] unknownSurface;
    private final boolean dropsBlank;
    private final boolean dropsAllBlanks;

    SentencePieceText(DecoderSpec.SentencePiece spec) {
        this.pieces = spec.pieces();
        this.unknownSurface = spec.unknownSurface().toByteArray();
        this.dropsBlank = spec.addDummyPrefix() || spec.removeExtraWhitespaces();
        this.dropsAllBlanks = spec.removeExtraWhitespaces();
    }

    /** What becomes of bytes that byte pieces spell and that are not UTF-8. */
    enum Malformed {
        /** Each becomes U+FFFD. */
        REPLACED,
        /** They stay. */
        KEPT
    }

    /** The text of ids in UTF-8. */
    byte[] join(int[] ids, Malformed malformed) {
        ByteArrayOutputStream text = new ByteArrayOutputStream(ids.length * 4);
        byte[] run = new byte[16];
        int runLength = 0;
        boolean atStart = true;
        for (int id : ids) {
            if (pieces.kind(id) == Pieces.Kind.BYTE) {
                if (runLength == run.length) {
                    run = Arrays.copyOf(run, runLength * 2);
                }
                run[runLength++] = pieces.byteOf(id);
                continue;
            }
            writeBytes(run, runLength, malformed, text);
            runLength = 0;
            atStart &= text.size() == 0;
            if (pieces.kind(id) != Pieces.Kind.CONTROL) {
                boolean droppedOnly = writePiece(id, atStart && dropsBlank, text);
                atStart &= !(droppedOnly && !dropsAllBlanks) && text.size() == 0;
            }
        }
        writeBytes(run, runLength, malformed, text);
        return text.toByteArray();
    }

    /** Writes a piece, without its first blank if that is to be dropped; returns whether one was dropped. */
    private boolean writePiece(int id, boolean drops, ByteArrayOutputStream text) {
        TokenTable tokens = pieces.tokens();
        byte[] piece = tokens.bytes(id);
        boolean dropped = drops && isMeta(piece, 0);
        if (pieces.kind(id) == Pieces.Kind.UNKNOWN) {
            text.write(unknownSurface, 0, unknownSurface.length);
            return dropped;
        }
        int at = dropped ? META.length : 0;
        while (at < piece.length) {
            if (isMeta(piece, at)) {
                text.write(' ');
                at += META.length;
            } else {
                text.write(piece[at]);
                at++;
            }
        }
        return dropped;
    }

    private static boolean isMeta(byte[] piece, int at) {
        return at + META.length <= piece.length && Arrays.equals(piece, at, at + META.length, META, 0, META.length);
    }

    private static void writeBytes(byte[] run, int length, Malformed malformed, ByteArrayOutputStream text) {
        for (int at = 0; at < length; ) {
            int size = Utf8.checkedLength(run, at, length);
            if (size > 0) {
                text.write(run, at, size);
                at += size;
            } else {
                if (malformed == Malformed.KEPT) {
                    text.write(run[at]);
                } else {
                    text.write(REPLACEMENT, 0, REPLACEMENT.length);
                }
                at++;
            }
        }
    }
}
