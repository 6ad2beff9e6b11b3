package dev.tokenwright.stage.decode;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.stage.decode.StreamDecoder.Liveness;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes the streams of one decoder. Immutable. */
public final class StreamRecipe {
    private final StreamDecoder exact;
    private final StreamDecoder live;
    private final HoldBack exactHoldBack;
    private final HoldBack liveHoldBack;
    private final OwnBytes ownBytes;

    private StreamRecipe(StreamBuilder exact, StreamBuilder live, OwnBytes ownBytes) {
        this.ownBytes = ownBytes;
        this.exact = exact.stream();
        this.live = live.stream();
        this.exactHoldBack = exact.holdBack();
        this.liveHoldBack = live.holdBack();
    }

    /**
     * The streams that a specification describes; nothing means tokens with blanks between them.
     */
    public static StreamRecipe of(Optional<DecoderSpec> spec, StreamTools tools, TokenSource tokens) {
        List<DecoderSpec> steps = new ArrayList<>();
        spec.ifPresent(present -> Decoder.flatten(present, steps));
        String separator = spec.isPresent() ? "" : " ";
        return new StreamRecipe(
                new StreamBuilder(steps, separator, Liveness.EXACT, tools, tokens),
                new StreamBuilder(steps, separator, Liveness.LIVE, tools, tokens),
                new OwnBytes(steps, tools.patterns(), tokens));
    }

    /** A stream that has not begun. */
    public StreamDecoder open(Liveness liveness) {
        return (liveness == Liveness.LIVE ? live : exact).copy();
    }

    /** How much text its streams hold back at most. */
    public HoldBack holdBack(Liveness liveness) {
        return liveness == Liveness.LIVE ? liveHoldBack : exactHoldBack;
    }

    /** The bytes that a token stands for between others, before steps that see the joined text. */
    public byte[] tokenBytes(int id) {
        return ownBytes.of(id);
    }
}
