package dev.tokenwright;

import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.AlignedText.Tracking;
import dev.tokenwright.text.Spans;

/** Encodes a part of raw text that {@link PartCutter} has cut: all stages in a row. Belongs to one thread. */
final class PartEncoder implements PieceEncoder {
    /** What is kept between parts, in bytes or pieces: more is given back. */
    private static final int KEEP = 1 << 16;

    private final Normalizer normalizer;
    private final Splitter splitter;
    private final PieceEncoder model;
    private final AlignedText part = new AlignedText();
    private final AlignedText spare = new AlignedText();
    private final SplitState state = new SplitState();

    PartEncoder(Normalizer normalizer, Splitter splitter, PieceEncoder model) {
        this.normalizer = normalizer;
        this.splitter = splitter;
        this.model = model;
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun run) {
        part.clear(Tracking.NONE);
        part.appendOriginal(text, from, to);
        AlignedText normalized = normalizer.apply(part, spare, from);
        state.clear(Tracking.NONE, false);
        state.text().append(normalized, 0, normalized.length());
        if (normalized.length() > 0) {
            state.pieces().add(0, normalized.length(), SplitState.PLAIN);
        }
        splitter.split(state);
        Spans pieces = state.pieces();
        byte[] bytes = state.text().bytes();
        for (int index = 0; index < pieces.size(); index++) {
            model.encode(bytes, pieces.start(index), pieces.end(index), controlAllowed, run);
        }
        part.trim(KEEP);
        spare.trim(KEEP);
        state.trim(KEEP);
    }
}
