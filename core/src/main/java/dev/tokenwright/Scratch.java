package dev.tokenwright;

import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.Spans;

/** The buffers that one thread works in while it encodes one text. */
final class Scratch {
    /** What is kept between texts, in bytes, pieces or tokens: more is given back. */
    private static final int KEEP = 1 << 20;

    final Spans windows = new Spans();
    final Spans segments = new Spans();
    final Spans parts = new Spans();
    final AlignedText segment = new AlignedText();
    final AlignedText spare = new AlignedText();
    final SplitState state = new SplitState();
    final TokenRun run = new TokenRun();

    /** Gives back the memory that a very long text took. */
    void trim() {
        windows.trim(KEEP);
        segments.trim(KEEP);
        parts.trim(KEEP);
        segment.trim(KEEP);
        spare.trim(KEEP);
        state.trim(KEEP);
        run.trim(KEEP);
    }
}
