package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.spec.Pieces;
import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.stage.model.SymbolBuffer;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.model.WordCache;
import dev.tokenwright.text.ByteTrie;
import java.util.Optional;

/** Joins neighbours as long as they are a piece together, those of the best score first. Immutable. */
final class BpeSegmenter implements SentencePieceEncoder.Segmenter {
    /*
     * Nothing is ever joined over a place where the bytes on both sides are neighbours in no piece. Around U+2581 such
     * places are found quickly, so the text is cut there into words, which are joined for themselves: joins in one word
     * do not depend on those in another. User-defined pieces are joined with nothing and cut the text too. The pieces of
     * short words are kept for the next time.
     *
     * The plain twin is PlainSentencePieceBpe in the test kit.
     */
    private static final int META_LENGTH = 3;

    private final PieceRanks ranks;
    private final Symbols symbols;
    private final TextMerger merger;
    private final PieceOutput output;
    private final int[] lengths;
    /** Whether some piece has U+2581 after this byte; then a word may go on. */
    private final boolean[] goesOnBefore = new boolean[256];
    /** Whether some piece has this byte after U+2581. */
    private final boolean[] goesOnAfter = new boolean[256];

    BpeSegmenter(Pieces pieces, PieceRanks ranks, Symbols symbols, PieceOutput output) {
        this.ranks = ranks;
        this.symbols = symbols;
        this.merger = new TextMerger(
                (text, start, leftLength, rightLength) -> ranks.get(text, start, start + leftLength + rightLength));
        this.output = output;
        this.lengths = new int[pieces.size()];
        for (int id = 0; id < lengths.length; id++) {
            lengths[id] = pieces.tokens().length(id);
            if (pieces.kind(id).isText()) {
                noteNeighbours(pieces.tokens().bytes(id));
            }
        }
    }

    private void noteNeighbours(byte[] piece) {
        for (int at = 0; at < piece.length; at++) {
            if (Symbols.isMeta(piece, at, piece.length)) {
                if (at > 0) {
                    goesOnBefore[piece[at - 1] & 0xFF] = true;
                }
                if (at + META_LENGTH < piece.length) {
                    goesOnAfter[piece[at + META_LENGTH] & 0xFF] = true;
                }
            }
        }
    }

    @Override
    public void segment(byte[] text, int from, int to, TokenRun run) {
        int word = from;
        for (int at = from; at < to; ) {
            int kept = symbols.userDefined(text, at, to);
            if (kept > 0) {
                addWord(text, word, at, run);
                output.addKnown(ranks.id(text, at, at + kept), kept, run);
                at += kept;
                word = at;
                continue;
            }
            at += Symbols.codePoint(text, at, to);
            if (isCut(text, word, at, to)) {
                addWord(text, word, at, run);
                word = at;
            }
        }
        addWord(text, word, to, run);
    }

    /** Places around U+2581 over which nothing is joined, where there are no neighbouring unknown pieces to become one. */
    @Override
    public Optional<PieceCuts> safeCuts() {
        return output.keepsUnknownApart() || ranks.id(Symbols.META, 0, META_LENGTH) != ByteTrie.NONE
                ? Optional.of(this::nextCut)
                : Optional.empty();
    }

    private int nextCut(byte[] text, int from, int to) {
        for (int at = from; at < to; ) {
            int kept = symbols.userDefined(text, at, to);
            at += kept > 0 ? kept : Symbols.codePoint(text, at, to);
            if (isCutBefore(text, at, to)) {
                return at;
            }
        }
        return to;
    }

    private boolean isCutBefore(byte[] text, int at, int to) {
        return at < to
                && text[at] == Symbols.META[0]
                && !goesOnBefore[text[at - 1] & 0xFF]
                && Symbols.isMeta(text, at, to);
    }

    /** Whether nothing can be joined over the place {@code at}, where a code point starts. */
    private boolean isCut(byte[] text, int word, int at, int to) {
        if (at == to) {
            return false;
        }
        if (text[at] == (byte) 0xE2 && Symbols.isMeta(text, at, to)) {
            return !goesOnBefore[text[at - 1] & 0xFF];
        }
        return at - META_LENGTH >= word
                && text[at - 1] == (byte) 0x81
                && !goesOnAfter[text[at] & 0xFF]
                && Symbols.isMeta(text, at - META_LENGTH, to);
    }

    private void addWord(byte[] text, int from, int to, TokenRun run) {
        if (to - from > WordCache.LONGEST) {
            merge(text, from, to, run);
        } else if (from < to) {
            WordCache words = run.words();
            if (words.find(text, from, to)) {
                for (int index = 0; index < words.count(); index++) {
                    int id = words.id(index);
                    output.addKnown(id, lengths[id], run);
                }
                return;
            }
            int before = run.size();
            boolean allKnown = merge(text, from, to, run);
            if (allKnown && run.size() - before <= WordCache.MOST_TOKENS) {
                words.put(run, before);
            }
        }
    }

    /** Adds the pieces of a word; whether the vocabulary has all of them. */
    private boolean merge(byte[] text, int from, int to, TokenRun run) {
        SymbolBuffer buffer = run.symbols();
        buffer.clear();
        for (int at = from; at < to; ) {
            int length = Symbols.codePoint(text, at, to);
            buffer.add(at, length);
            at += length;
        }
        int count = merger.merge(text, buffer);
        boolean allKnown = true;
        for (int index = 0; index < count; index++) {
            int start = buffer.ids[index];
            int end = start + buffer.lengths[index];
            int id = ranks.id(text, start, end);
            if (id == ByteTrie.NONE) {
                output.addUnknown(text, start, end, run);
                allKnown = false;
            } else {
                output.addKnown(id, end - start, run);
            }
        }
        return allKnown;
    }
}
