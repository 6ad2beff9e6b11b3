package dev.tokenwright;

import java.util.Arrays;

/** The reference pipeline's way from text to ids: each stage does the whole text before the next one begins. */
record PlainIds(Pipeline pipeline) implements TextToIds {
    @Override
    public void encode(byte[] text, int from, int to, SpecialText specialText, Scratch scratch, IdOutput out) {
        pipeline.cut(Arrays.copyOfRange(text, from, to), specialText, false, scratch);
        pipeline.encodePieces(scratch, specialText, (piece, run) -> {
            if (out.wantsMore()) {
                out.ids().addAll(run.ids(), 0, run.size());
            }
        });
    }
}
