package dev.tokenwright;

import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.Spans;
import java.nio.charset.StandardCharsets;

/** Says where the tokens of a piece come from. */
final class PieceTokens {
    private PieceTokens() {}

    /**
     * Gives the tokens of a piece with their places in the original text.
     *
     * @param run the tokens of the piece alone
     * @param number what the sink is told of the piece
     */
    static void give(
            SplitState state, int piece, TokenRun run, Vocabulary vocabulary, int number, TextToPlaces.Sink sink) {
        Spans pieces = state.pieces();
        AlignedText text = state.text();
        boolean added = pieces.mark(piece) != SplitState.PLAIN;
        int pieceStart = pieces.start(piece);
        int pieceEnd = pieces.end(piece);
        int at = 0;
        for (int token = 0; token < run.size(); token++) {
            int end = at + run.length(token);
            int byteStart;
            int byteEnd;
            if (at == end && vocabulary.alignsEmptyTokens()) {
                byteStart = text.originStart(pieceStart + at);
                byteEnd = byteStart;
            } else if (at == end) {
                byteStart = text.originStart(pieceStart) + at;
                byteEnd = byteStart;
            } else if (end > pieceEnd - pieceStart) {
                byteStart = at;
                byteEnd = end;
            } else {
                byteStart = text.originStart(pieceStart + at);
                byteEnd = text.originEnd(pieceStart + end - 1);
            }
            int id = run.id(token);
            String surface = added || vocabulary.showsSurface(id)
                    ? new String(text.bytes(), pieceStart + at, end - at, StandardCharsets.UTF_8)
                    : null;
            sink.accept(id, byteStart, byteEnd, number, surface);
            at += run.advance(token);
        }
    }
}
