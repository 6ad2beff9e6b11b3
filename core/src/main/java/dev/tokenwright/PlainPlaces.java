package dev.tokenwright;

/** The reference pipeline's way to tokens with their places: all stages in a row over the whole text, the model for each piece. */
record PlainPlaces(Pipeline pipeline) implements TextToPlaces {
    @Override
    public void encode(byte[] text, SpecialText specialText, Guard guard, Scratch scratch, Sink sink) {
        pipeline.cut(text, specialText, true, guard, scratch);
        pipeline.encodePieces(
                scratch,
                specialText,
                guard,
                (index, run) -> PieceTokens.give(scratch.state, index, run, pipeline.vocabulary(), index, sink));
    }
}
