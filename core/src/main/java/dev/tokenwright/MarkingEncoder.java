package dev.tokenwright;

import dev.tokenwright.stage.model.PieceCuts;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import java.util.Optional;

/** Encodes parts of raw text with a mark for each blank: text need not be written anew to be looked up. Belongs to one thread. */
final class MarkingEncoder implements PieceEncoder {
    /** Room that is kept, in bytes. */
    private static final int KEEP = 1 << 16;

    private final PieceEncoder model;
    private final PieceCuts cuts;
    private final byte[] mark;
    private byte[] marked = new byte[64];

    /**
     * An encoder of parts.
     *
     * @param cuts the model's, for raw text
     */
    MarkingEncoder(PieceEncoder model, PieceCuts cuts, byte[] mark) {
        this.model = model;
        this.cuts = cuts;
        this.mark = mark;
    }

    /** The lengths in the run are those of the text with marks. */
    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        byte[] target = room((to - from) * mark.length);
        int size = 0;
        for (int at = from; at < to; at++) {
            if (text[at] == ' ') {
                for (byte value : mark) {
                    target[size++] = value;
                }
            } else {
                target[size++] = text[at];
            }
        }
        model.encodePart(target, 0, size, controlAllowed, run);
    }

    private byte[] room(int length) {
        if (length > KEEP) {
            return new byte[length];
        }
        if (length > marked.length) {
            marked = new byte[Math.min(KEEP, 2 * length)];
        }
        return marked;
    }

    @Override
    public Optional<PieceCuts> safeCuts() {
        return Optional.of(cuts);
    }
}
