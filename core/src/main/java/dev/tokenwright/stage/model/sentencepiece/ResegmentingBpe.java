package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.spec.Pieces;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.stage.model.SymbolBuffer;
import dev.tokenwright.stage.model.TokenRun;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;

/** As {@link BpeSegmenter}, for a vocabulary with unused pieces: they are joined too, and afterwards taken apart. Immutable. */
final class ResegmentingBpe implements SentencePieceEncoder.Segmenter {
    /*
     * An unused piece is taken apart into the two symbols that were looked up as this piece last, anywhere in the text.
     * So nothing can be cut or kept, and lookups must be made in SentencePiece's order.
     */
    private static final int DEEPEST = 100;

    private final Pieces pieces;
    private final TokenTable tokens;
    private final PieceRanks ranks;
    private final Symbols symbols;
    private final PieceOutput output;

    ResegmentingBpe(Pieces pieces, PieceRanks ranks, Symbols symbols, PieceOutput output) {
        this.pieces = pieces;
        this.tokens = pieces.tokens();
        this.ranks = ranks;
        this.symbols = symbols;
        this.output = output;
    }

    @Override
    public void segment(byte[] text, int from, int to, TokenRun run) {
        Call call = new Call(text, run);
        SymbolBuffer buffer = run.symbols();
        buffer.clear();
        for (int at = from; at < to; ) {
            int length = symbols.userDefined(text, at, to);
            if (length == 0) {
                length = Symbols.codePoint(text, at, to);
            } else {
                call.frozen.set(at);
            }
            buffer.add(at, length);
            at += length;
        }
        int count = new TextMerger(call::pair).mergeLong(text, buffer);
        for (int index = 0; index < count; index++) {
            call.add(buffer.ids[index], buffer.ids[index] + buffer.lengths[index], 0);
        }
    }

    /** One text. */
    private final class Call {
        private final byte[] text;
        private final TokenRun run;
        /** Starts of the symbols that are joined with nothing. */
        private final BitSet frozen = new BitSet();
        /** Length of the left part of each unused piece that was looked up, by id. */
        private final Map<Integer, Integer> leftLengths = new HashMap<>();

        Call(byte[] text, TokenRun run) {
            this.text = text;
            this.run = run;
        }

        private long pair(byte[] source, int start, int leftLength, int rightLength) {
            if (frozen.get(start) || frozen.get(start + leftLength)) {
                return PieceRanks.NO_MERGE;
            }
            long pair = ranks.get(source, start, start + leftLength + rightLength);
            if (pair != PieceRanks.NO_MERGE && pieces.kind((int) pair) == Pieces.Kind.UNUSED) {
                leftLengths.put((int) pair, leftLength);
            }
            return pair;
        }

        private void add(int start, int end, int depth) {
            int id = tokens.id(text, start, end);
            boolean known = id >= 0 && (depth > DEEPEST || pieces.kind(id).isText()) && id != pieces.unknownId();
            if (!known) {
                output.addUnknown(text, start, end, run);
            } else if (depth > DEEPEST || pieces.kind(id) != Pieces.Kind.UNUSED) {
                output.addKnown(id, end - start, run);
            } else if (leftLengths.containsKey(id)) {
                int middle = start + leftLengths.get(id);
                add(start, middle, depth + 1);
                add(middle, end, depth + 1);
            } else {
                output.addUnknown(text, start, end, run);
            }
        }
    }
}
