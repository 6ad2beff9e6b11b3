package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.stage.decode.StreamDecoder.Liveness;
import dev.tokenwright.text.TextPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Makes the streams of one decoder. Immutable. */
public final class StreamRecipe {
    private final StreamDecoder exact;
    private final StreamDecoder live;
    private final HoldBack exactHoldBack;
    private final HoldBack liveHoldBack;

    private StreamRecipe(StreamBuilder exact, StreamBuilder live) {
        this.exact = exact.stream();
        this.live = live.stream();
        this.exactHoldBack = exact.holdBack();
        this.liveHoldBack = live.holdBack();
    }

    /**
     * The streams that a specification describes; nothing means tokens with blanks between them.
     *
     * @param patterns makes patterns ready to search
     * @param normalizers makes normalizers ready to rewrite text
     */
    public static StreamRecipe of(
            Optional<DecoderSpec> spec,
            Function<PatternSpec, TextPattern> patterns,
            Function<NormalizerSpec, UnaryOperator<String>> normalizers,
            TokenSource tokens) {
        List<DecoderSpec> steps = new ArrayList<>();
        spec.ifPresent(present -> Decoder.flatten(present, steps));
        String separator = spec.isPresent() ? "" : " ";
        return new StreamRecipe(
                new StreamBuilder(steps, separator, Liveness.EXACT, patterns, normalizers, tokens),
                new StreamBuilder(steps, separator, Liveness.LIVE, patterns, normalizers, tokens));
    }

    /** A stream that has not begun. */
    public StreamDecoder open(Liveness liveness) {
        return (liveness == Liveness.LIVE ? live : exact).copy();
    }

    /** How much text its streams hold back at most. */
    public HoldBack holdBack(Liveness liveness) {
        return liveness == Liveness.LIVE ? liveHoldBack : exactHoldBack;
    }
}
