package dev.tokenwright.chat.prompt;

import dev.tokenwright.Vocabulary;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.Pieces;
import java.nio.charset.StandardCharsets;

/** The code points of a decoded text at which its pieces start. Belongs to one call. */
final class PieceStarts {
    private static final String SEPARATOR = "\u2581";
    private static final String REPLACEMENT = "\uFFFD";
    private static final int LONGEST_CHARACTER = 4;

    private final DecoderSpec.SentencePiece decoder;
    private final Vocabulary vocabulary;
    private int length;

    /** Whether a separator is dropped that comes now. */
    private boolean beginning = true;

    private PieceStarts(DecoderSpec.SentencePiece decoder, Vocabulary vocabulary) {
        this.decoder = decoder;
        this.vocabulary = vocabulary;
    }

    static int[] of(int[] ids, DecoderSpec.SentencePiece decoder, Vocabulary vocabulary) {
        PieceStarts place = new PieceStarts(decoder, vocabulary);
        int[] starts = new int[ids.length];
        for (int at = 0; at < ids.length; ) {
            if (place.kind(ids, at) == Pieces.Kind.BYTE) {
                at = place.bytes(ids, at, starts);
            } else {
                starts[at] = place.length;
                place.pass(ids[at], place.kind(ids, at));
                at++;
            }
        }
        return starts;
    }

    private Pieces.Kind kind(int[] ids, int at) {
        int id = ids[at];
        if (id < 0 || id >= decoder.pieces().size()) {
            throw new TokenIdException(id, at, decoder.pieces().size());
        }
        return decoder.pieces().kind(id);
    }

    private void pass(int id, Pieces.Kind kind) {
        String surface =
                switch (kind) {
                    case CONTROL -> "";
                    case UNKNOWN -> new String(decoder.unknownSurface().toByteArray(), StandardCharsets.UTF_8);
                    default -> vocabulary.token(id).orElseThrow();
                };
        boolean droppable = beginning && (decoder.addDummyPrefix() || decoder.removeExtraWhitespaces());
        boolean dropped = droppable && kind != Pieces.Kind.UNKNOWN && surface.startsWith(SEPARATOR);
        length += surface.codePointCount(0, surface.length()) - (dropped ? 1 : 0);
        beginning = beginning && length == 0 && (!dropped || decoder.removeExtraWhitespaces());
    }

    /** Bytes make characters; the bytes of a character all start where it starts. */
    private int bytes(int[] ids, int from, int[] starts) {
        int to = from;
        while (to < ids.length && kind(ids, to) == Pieces.Kind.BYTE) {
            to++;
        }
        byte[] bytes = new byte[to - from];
        for (int at = from; at < to; at++) {
            String piece = vocabulary.token(ids[at]).orElseThrow();
            bytes[at - from] = (byte) Integer.parseInt(piece.substring(3, 5), 16);
        }
        for (int at = 0; at < bytes.length; length++) {
            int end = at + characterSize(bytes, at);
            while (at < end) {
                starts[from + at++] = length;
            }
        }
        beginning = false;
        return to;
    }

    /** How many bytes make the character at a place: one where there is none. */
    private static int characterSize(byte[] bytes, int at) {
        for (int size = 1; size <= LONGEST_CHARACTER && at + size <= bytes.length; size++) {
            String text = new String(bytes, at, size, StandardCharsets.UTF_8);
            boolean whole = text.codePointCount(0, text.length()) == 1
                    && (!text.equals(REPLACEMENT)
                            || size == REPLACEMENT.getBytes(StandardCharsets.UTF_8).length
                                    && (bytes[at] & 0xFF) == 0xEF
                                    && (bytes[at + 1] & 0xFF) == 0xBF);
            if (whole) {
                return size;
            }
        }
        return 1;
    }
}
