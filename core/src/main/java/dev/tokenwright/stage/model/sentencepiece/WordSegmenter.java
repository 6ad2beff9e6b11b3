package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.spec.Pieces;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.text.ByteTrie;

/** Every stretch from one U+2581 to the next is a piece. Immutable. */
final class WordSegmenter implements SentencePieceEncoder.Segmenter {
    private final Pieces pieces;
    private final ByteTrie trie;
    private final PieceOutput output;

    WordSegmenter(Pieces pieces, ByteTrie trie, PieceOutput output) {
        this.pieces = pieces;
        this.trie = trie;
        this.output = output;
    }

    @Override
    public void segment(byte[] text, int from, int to, TokenRun run) {
        int start = from;
        for (int at = from; at < to; ) {
            at += Symbols.codePoint(text, at, to);
            if (at == to || Symbols.isMeta(text, at, to)) {
                int id = id(text, start, at);
                if (id == ByteTrie.NONE) {
                    output.addUnknown(text, start, at, run);
                } else {
                    output.addKnown(id, at - start, run);
                }
                start = at;
            }
        }
    }

    /** The id of a word. A control piece with the same bytes does not count, but hides the word in the table. */
    private int id(byte[] text, int from, int to) {
        int id = pieces.tokens().id(text, from, to);
        if (id < 0 || pieces.kind(id) == Pieces.Kind.NORMAL) {
            return id;
        }
        return trie.get(text, from, to);
    }
}
