package dev.tokenwright;

import dev.tokenwright.stage.model.PieceEncoder;
import dev.tokenwright.stage.model.TokenRun;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.AlignedText.Tracking;
import dev.tokenwright.text.Ints;

/**
 * Encodes a part of raw text that {@link PartCutter} has cut, all stages in a row. Its tokens come as two numbers each, the id
 * and the place in the part, so that a cache of ids keeps both. Belongs to one thread.
 */
final class PartPlaces implements PieceEncoder {
    /*
     * A place is one number: the start in the part, the length, and whether the token is the first of a piece. What does not
     * fit, and a token that shows in a way of its own, makes the whole part odd: that is one number, and the part is encoded
     * each time.
     */
    private static final int LENGTH_BITS = 10;
    private static final int MOST_LENGTH = (1 << LENGTH_BITS) - 1;
    private static final int MOST_START = 1 << 19;
    private static final int ODD = Integer.MAX_VALUE;
    /** What is kept between parts, in bytes or pieces: more is given back. */
    private static final int KEEP = 1 << 16;

    private final Normalizer normalizer;
    private final Splitter splitter;
    private final PieceEncoder model;
    private final Vocabulary vocabulary;
    private final Tracking tracking;
    private final AlignedText part = new AlignedText();
    private final AlignedText spare = new AlignedText();
    private final SplitState state = new SplitState();
    private final TokenRun run = new TokenRun();

    PartPlaces(Normalizer normalizer, Splitter splitter, PieceEncoder model, Vocabulary vocabulary, Tracking tracking) {
        this.normalizer = normalizer;
        this.splitter = splitter;
        this.model = model;
        this.vocabulary = vocabulary;
        this.tracking = tracking;
    }

    @Override
    public void encode(byte[] text, int from, int to, boolean controlAllowed, TokenRun numbers) {
        int before = numbers.size();
        int[] tokensAndPiece = {0, -1};
        boolean[] odd = {false};
        int pieces = give(text, from, to, controlAllowed, 0, (id, byteStart, byteEnd, piece, surface) -> {
            int start = byteStart - from;
            int length = byteEnd - byteStart;
            odd[0] |= surface != null
                    || start < 0
                    || start > MOST_START
                    || length < 0
                    || length > MOST_LENGTH
                    || piece > tokensAndPiece[1] + 1;
            boolean first = piece != tokensAndPiece[1];
            tokensAndPiece[1] = piece;
            numbers.add(id, 0);
            numbers.add(start << LENGTH_BITS + 1 | length << 1 | (first ? 1 : 0), 0);
        });
        if (odd[0] || pieces != tokensAndPiece[1] + 1) {
            numbers.truncate(before);
            numbers.add(ODD, 0);
        }
    }

    /** Whether the numbers of a part do not say where its tokens are. */
    static boolean isOdd(Ints numbers) {
        return numbers.size() == 1;
    }

    /** Gives the tokens of a part from its numbers; the number of pieces behind it. */
    static int give(Ints numbers, int partStart, int firstPiece, TextToPlaces.Sink sink) {
        int piece = firstPiece - 1;
        for (int index = 0; index < numbers.size(); index += 2) {
            int place = numbers.get(index + 1);
            int start = partStart + (place >>> LENGTH_BITS + 1);
            piece += place & 1;
            sink.accept(numbers.get(index), start, start + (place >>> 1 & MOST_LENGTH), piece, null);
        }
        return piece + 1;
    }

    /** Gives the tokens of a part; the number of pieces behind it. */
    int give(byte[] text, int from, int to, boolean controlAllowed, int firstPiece, TextToPlaces.Sink sink) {
        part.clear(tracking);
        part.appendOriginal(text, from, to);
        AlignedText normalized = normalizer.apply(part, spare, from);
        state.clear(tracking, false);
        state.text().append(normalized, 0, normalized.length());
        if (normalized.length() > 0) {
            state.pieces().add(0, normalized.length(), SplitState.PLAIN);
        }
        splitter.split(state);
        int pieces = state.pieces().size();
        for (int piece = 0; piece < pieces; piece++) {
            run.clear();
            int start = state.pieces().start(piece);
            model.encode(state.text().bytes(), start, state.pieces().end(piece), controlAllowed, run);
            PieceTokens.give(state, piece, run, vocabulary, firstPiece + piece, sink);
        }
        part.trim(KEEP);
        spare.trim(KEEP);
        state.trim(KEEP);
        return firstPiece + pieces;
    }
}
