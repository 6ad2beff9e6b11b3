package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.stage.model.TokenRun;

/**
 * What becomes of the pieces that a segmentation finds. Unknown pieces become bytes where the model has them; else
 * neighbouring ones become one. Of the bytes of a piece the last takes all of it and the others nothing. Immutable.
 */
final class PieceOutput {
    private final int unknownId;
    private final boolean byteFallback;
    private final int[] byteIds = new int[256];

    PieceOutput(ModelSpec.SentencePiece spec) {
        Pieces pieces = spec.pieces();
        unknownId = pieces.unknownId();
        byteFallback = spec.byteFallback();
        for (int id = 0; id < pieces.size(); id++) {
            if (pieces.kind(id) == Pieces.Kind.BYTE) {
                byteIds[pieces.byteOf(id) & 0xFF] = id;
            }
        }
    }

    /** Whether neighbouring unknown pieces do not become one. */
    boolean keepsUnknownApart() {
        return byteFallback;
    }

    /** Adds a piece that the vocabulary has. */
    void addKnown(int id, int length, TokenRun run) {
        run.add(id, length);
    }

    /** Adds {@code text[from..to)}, which the vocabulary lacks. */
    void addUnknown(byte[] text, int from, int to, TokenRun run) {
        if (byteFallback) {
            for (int at = from; at < to; at++) {
                run.add(byteIds[text[at] & 0xFF], at == to - 1 ? to - from : 0);
            }
        } else if (run.size() > 0 && run.id(run.size() - 1) == unknownId) {
            run.extendLast(to - from);
        } else {
            run.add(unknownId, to - from);
        }
    }
}
