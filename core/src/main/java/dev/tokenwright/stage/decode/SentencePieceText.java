package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.Pieces;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Turns the pieces of a SentencePiece model into text, as its library does. Made at the first decoding; then immutable. */
final class SentencePieceText implements Decoder.JoinedBytes {
    private static final byte[] META = "\u2581".getBytes(StandardCharsets.UTF_8);
    private static final byte[] NOTHING = {};

    private final Pieces pieces;
    private final byte[] unknownSurface;
    private final boolean dropsBlank;
    private final boolean dropsAllBlanks;
    private final TokenSource tokens;
    private volatile @Nullable TokenRows rows;

    SentencePieceText(DecoderSpec.SentencePiece spec, TokenSource tokens) {
        this.tokens = tokens;
        this.pieces = spec.pieces();
        this.unknownSurface = spec.unknownSurface().toByteArray();
        this.dropsBlank = spec.addDummyPrefix() || spec.removeExtraWhitespaces();
        this.dropsAllBlanks = spec.removeExtraWhitespaces();
    }

    /** Adds the text of ids in UTF-8; see {@link JoinedBytes#join}. */
    @Override
    public boolean join(int[] ids, Decoder.Beginning beginning, JoinedText.Admitted admitted, JoinedText text) {
        TokenRows known = rows;
        if (known == null) {
            known = makeRows();
            rows = known;
        }
        int begun = begin(known, ids, admitted, text);
        return begun >= 0 && text.add(known, ids, begun, ids.length, admitted);
    }

    /** Adds the first ids, as long as a blank at their start is dropped; the index of the others, or -1. */
    private int begin(TokenRows known, int[] ids, JoinedText.Admitted admitted, JoinedText text) {
        boolean atStart = dropsBlank;
        int index = 0;
        while (atStart && index < ids.length && known.kind(ids[index]) != TokenRows.BYTE) {
            int id = ids[index];
            if (!text.add(known, ids, index, index + 1, admitted)) {
                return -1;
            }
            if (pieces.kind(id) != Pieces.Kind.CONTROL) {
                boolean dropped = startsWithMeta(id);
                if (dropped && pieces.kind(id) != Pieces.Kind.UNKNOWN) {
                    text.narrow(text.start() + 1, text.end());
                }
                atStart = (dropsAllBlanks || !dropped) && text.start() == text.end();
            }
            index++;
        }
        return index;
    }

    private boolean startsWithMeta(int id) {
        return isMeta(pieces.tokens().bytes(id), 0);
    }

    private TokenRows makeRows() {
        TokenRows.Builder builder = new TokenRows.Builder(pieces.size());
        for (int id = 0; id < pieces.size(); id++) {
            boolean ordinary = tokens.isOrdinary(id);
            switch (pieces.kind(id)) {
                case BYTE -> builder.setByte(id, pieces.byteOf(id));
                case CONTROL -> builder.set(id, NOTHING, ordinary);
                case UNKNOWN -> builder.set(id, unknownSurface, ordinary);
                default -> builder.set(id, written(pieces.tokens().bytes(id)), ordinary);
            }
        }
        return builder.build(TokenRows.ByteRuns.BYTE_BY_BYTE);
    }

    /** A piece with a blank for each of its marks. */
    private static byte[] written(byte[] piece) {
        byte[] text = new byte[piece.length];
        int length = 0;
        for (int at = 0; at < piece.length; length++) {
            boolean meta = isMeta(piece, at);
            text[length] = meta ? (byte) ' ' : piece[at];
            at += meta ? META.length : 1;
        }
        return Arrays.copyOf(text, length);
    }

    private static boolean isMeta(byte[] piece, int at) {
        return at + META.length <= piece.length && Arrays.equals(piece, at, at + META.length, META, 0, META.length);
    }
}
