package dev.tokenwright;

import dev.tokenwright.text.Ints;
import java.util.Arrays;

/** The reference pipeline's way from text to ids: each stage does the whole text before the next one begins. */
record PlainIds(Pipeline pipeline) implements TextToIds {
    @Override
    public void encode(byte[] text, int from, int to, SpecialText specialText, Scratch scratch, Ints ids, int enough) {
        pipeline.cut(Arrays.copyOfRange(text, from, to), specialText, false, scratch);
        pipeline.encodePieces(scratch, specialText, (piece, run) -> {
            if (ids.size() < enough) {
                ids.addAll(run.ids(), 0, run.size());
            }
        });
    }
}
