package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.text.Utf8;
import java.util.Arrays;

/**
 * Each id gives what its piece becomes in the decoding of a SentencePiece model: what {@link SentencePieceText} gives for
 * whole lists. Holds back byte pieces that begin a code point. Belongs to one stream.
 */
final class SentencePieceIds implements StreamedIds {
    private static final byte[] REPLACEMENT = {(byte) 0xEF, (byte) 0xBF, (byte) 0xBD};
    private static final byte[] META = {(byte) 0xE2, (byte) 0x96, (byte) 0x81};

    private final DecoderSpec.SentencePiece spec;
    private final StreamedStep next;
    private final Utf8Stream utf8;
    /** Bytes of byte pieces that begin a code point. */
    private byte[] held = {};
    /** Whether nothing has been written. */
    private boolean empty = true;
    /** Whether a blank at the start may still be dropped. */
    private boolean atStart = true;

    SentencePieceIds(DecoderSpec.SentencePiece spec, StreamedStep next) {
        this(spec, next, new Utf8Stream(BytesToText::replacing));
    }

    private SentencePieceIds(DecoderSpec.SentencePiece spec, StreamedStep next, Utf8Stream utf8) {
        this.spec = spec;
        this.next = next;
        this.utf8 = utf8;
    }

    @Override
    public void accept(int id, Decoder.Beginning beginning) {
        Pieces pieces = spec.pieces();
        if (pieces.kind(id) == Pieces.Kind.BYTE) {
            held = Arrays.copyOf(held, held.length + 1);
            held[held.length - 1] = pieces.byteOf(id);
            writeBytes();
            return;
        }
        replaceHeld();
        atStart &= empty;
        if (pieces.kind(id) != Pieces.Kind.CONTROL) {
            boolean drops = atStart && (spec.addDummyPrefix() || spec.removeExtraWhitespaces());
            boolean dropped = drops && startsWithMeta(pieces.tokens().bytes(id));
            write(pieceBytes(spec, id, dropped ? META.length : 0));
            atStart &= empty && (!dropped || spec.removeExtraWhitespaces());
        }
    }

    /** Writes the bytes that are held as far as it is certain what they are. */
    private void writeBytes() {
        while (held.length > 0) {
            int size = Utf8.checkedLength(held, 0, held.length);
            if (size > 0) {
                write(Arrays.copyOf(held, size));
                held = Arrays.copyOfRange(held, size, held.length);
            } else if (Utf8.incompleteEnd(held, 0, held.length) == held.length) {
                return;
            } else {
                write(REPLACEMENT);
                held = Arrays.copyOfRange(held, 1, held.length);
            }
        }
    }

    private void replaceHeld() {
        for (int index = 0; index < held.length; index++) {
            write(REPLACEMENT);
        }
        held = new byte[0];
    }

    private void write(byte[] bytes) {
        empty &= bytes.length == 0;
        next.part(utf8.push(bytes));
    }

    private static boolean startsWithMeta(byte[] piece) {
        return piece.length >= META.length && Arrays.equals(piece, 0, META.length, META, 0, META.length);
    }

    /** What a piece writes that is not a byte and not a control, {@code from} bytes of it left out at the start. */
    static byte[] pieceBytes(DecoderSpec.SentencePiece spec, int id, int from) {
        if (spec.pieces().kind(id) == Pieces.Kind.UNKNOWN) {
            return spec.unknownSurface().toByteArray();
        }
        byte[] piece = spec.pieces().tokens().bytes(id);
        byte[] written = new byte[piece.length];
        int count = 0;
        for (int at = from; at < piece.length; ) {
            boolean blank = at + META.length <= piece.length
                    && Arrays.equals(piece, at, at + META.length, META, 0, META.length);
            written[count++] = blank ? (byte) ' ' : piece[at];
            at += blank ? META.length : 1;
        }
        return Arrays.copyOf(written, count);
    }

    @Override
    public void breakRun() {}

    @Override
    public void finish() {
        replaceHeld();
        next.part(utf8.flush());
        next.end();
        next.finish();
    }

    @Override
    public SentencePieceIds copy(StreamedStep newNext) {
        SentencePieceIds copy = new SentencePieceIds(spec, newNext, utf8.copy());
        copy.held = held;
        copy.empty = empty;
        copy.atStart = atStart;
        return copy;
    }
}
