package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.text.ByteTrie;

/** Every code point and every user-defined piece is a piece. Immutable. */
final class CharacterSegmenter implements SentencePieceEncoder.Segmenter {
    private final ByteTrie pieces;
    private final Symbols symbols;
    private final PieceOutput output;

    CharacterSegmenter(ByteTrie pieces, Symbols symbols, PieceOutput output) {
        this.pieces = pieces;
        this.symbols = symbols;
        this.output = output;
    }

    @Override
    public void segment(byte[] text, int from, int to, TokenRun run) {
        for (int at = from; at < to; ) {
            int length = symbols.userDefined(text, at, to);
            if (length == 0) {
                length = Symbols.codePoint(text, at, to);
            }
            int id = pieces.get(text, at, at + length);
            if (id == ByteTrie.NONE) {
                output.addUnknown(text, at, at + length, run);
            } else {
                output.addKnown(id, length, run);
            }
            at += length;
        }
    }
}
