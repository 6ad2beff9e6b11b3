package dev.tokenwright;

import dev.tokenwright.stage.added.AddedTokenFinder;
import dev.tokenwright.stage.model.PieceCache;
import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.Ints;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.cut.CutCursor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The buffers and caches that one thread works in while it encodes one text. Comes from a {@link ScratchPool}. */
final class Scratch {
    /** What is kept between texts, in bytes, pieces or tokens: more is given back. */
    private static final int KEEP = 1 << 20;
    /** Pieces that are cut before they are encoded: few enough to stay in the nearest cache. */
    private static final int CHUNK = 512;

    final AddedTokenFinder.Search search = new AddedTokenFinder.Search();
    final Spans windows = new Spans();
    final Spans segments = new Spans();
    final Spans parts = new Spans();
    final AlignedText segment = new AlignedText();
    final AlignedText spare = new AlignedText();
    final SplitState state = new SplitState();
    final TokenRun run = new TokenRun();
    final CutCursor cursor = new CutCursor(CHUNK);
    final Ints ids = new Ints(64);
    final IdOutput output = new IdOutput();

    private @Nullable PieceCache controlCache;
    private @Nullable PieceCache textCache;
    private @Nullable PieceCache controlPlaceCache;
    private @Nullable PieceCache textPlaceCache;
    private @Nullable PartPlaces partPlaces;
    private byte[] bytes = new byte[0];

    /** The cache in front of a model, always the same one, for pieces that may or may not become control tokens. */
    PieceCache cache(Supplier<PieceEncoder> model, boolean controlAllowed) {
        PieceCache known = controlAllowed ? controlCache : textCache;
        if (known == null) {
            known = new PieceCache(model.get(), controlAllowed);
            if (controlAllowed) {
                controlCache = known;
            } else {
                textCache = known;
            }
        }
        return known;
    }

    /** As {@link #cache}, for tokens with their places. */
    PieceCache placeCache(Supplier<? extends PieceEncoder> model, boolean controlAllowed) {
        PieceCache known = controlAllowed ? controlPlaceCache : textPlaceCache;
        if (known == null) {
            known = new PieceCache(model.get(), controlAllowed);
            if (controlAllowed) {
                controlPlaceCache = known;
            } else {
                textPlaceCache = known;
            }
        }
        return known;
    }

    /** Encodes parts, always by the same stages. */
    PartPlaces partPlaces(Supplier<PartPlaces> stages) {
        PartPlaces known = partPlaces;
        if (known == null) {
            known = stages.get();
            partPlaces = known;
        }
        return known;
    }

    /** Room for bytes; what was written there before may be lost. */
    byte[] bytes(int length) {
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        return bytes;
    }

    /** Gives back the memory that a very long text took. */
    void trim() {
        bytes = bytes.length > KEEP ? new byte[0] : bytes;
        windows.trim(KEEP);
        segments.trim(KEEP);
        parts.trim(KEEP);
        segment.trim(KEEP);
        spare.trim(KEEP);
        state.trim(KEEP);
        run.trim(KEEP);
        ids.trim(KEEP);
    }
}
