package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.text.ByteTrie;

/** Every stretch from one U+2581 to the next is a piece. Immutable. */
final class WordSegmenter implements SentencePieceEncoder.Segmenter {
    private final ByteTrie pieces;
    private final PieceOutput output;

    WordSegmenter(ByteTrie pieces, PieceOutput output) {
        this.pieces = pieces;
        this.output = output;
    }

    @Override
    public void segment(byte[] text, int from, int to, TokenRun run) {
        int start = from;
        for (int at = from; at < to; ) {
            at += Symbols.codePoint(text, at, to);
            if (at == to || Symbols.isMeta(text, at, to)) {
                int id = pieces.get(text, start, at);
                if (id == ByteTrie.NONE) {
                    output.addUnknown(text, start, at, run);
                } else {
                    output.addKnown(id, at - start, run);
                }
                start = at;
            }
        }
    }
}
