package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.TokenPieces;

/** Each id gives its piece, the first without a blank before it if the decoder drops that. Belongs to one stream. */
final class WrittenPieceIds implements StreamedIds {
    private final TokenPieces pieces;
    private final Utf8Stream utf8;
    private final StreamedStep next;
    private boolean drops;

    WrittenPieceIds(DecoderSpec.WrittenPieces spec, StreamedStep next) {
        this(spec.pieces(), spec.dropFirstBlank(), new Utf8Stream(BytesToText::replacing), next);
    }

    private WrittenPieceIds(TokenPieces pieces, boolean drops, Utf8Stream utf8, StreamedStep next) {
        this.pieces = pieces;
        this.drops = drops;
        this.utf8 = utf8;
        this.next = next;
    }

    @Override
    public void accept(int id, Decoder.Beginning beginning) {
        boolean dropped = drops && beginning == Decoder.Beginning.OF_TEXT && pieces.firstByte(id) == ' ';
        next.part(utf8.push(bytes(pieces, id, dropped ? 1 : 0)));
        drops = false;
    }

    static byte[] bytes(TokenPieces pieces, int id, int from) {
        byte[] piece = new byte[pieces.length(id) - from];
        pieces.copyTo(id, from, piece, 0);
        return piece;
    }

    @Override
    public void breakRun() {}

    @Override
    public void finish() {
        next.part(utf8.flush());
        next.end();
        next.finish();
    }

    @Override
    public WrittenPieceIds copy(StreamedStep newNext) {
        return new WrittenPieceIds(pieces, drops, utf8.copy(), newNext);
    }
}
