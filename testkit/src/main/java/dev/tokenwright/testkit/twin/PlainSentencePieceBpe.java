package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.Pieces;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * SentencePiece's BPE exactly as defined: join the two neighbours that make the piece with the best score, leftmost first,
 * until no two make a piece; then take pieces that are unused apart into what was looked up for them last.
 */
public final class PlainSentencePieceBpe {
    private final Pieces pieces;
    private final Map<String, Integer> ids = new HashMap<>();
    /** Symbols of the text so far, and whether each is a user-defined piece. */
    private List<String> symbols = new ArrayList<>();

    private List<Boolean> frozen = new ArrayList<>();
    private Map<String, Integer> leftLengths = new HashMap<>();

    /** The BPE of some pieces. */
    public PlainSentencePieceBpe(Pieces pieces) {
        this.pieces = pieces;
        for (int id = 0; id < pieces.size(); id++) {
            if (pieces.kind(id).isText()) {
                ids.put(pieces.tokens().text(id), id);
            }
        }
    }

    /** Cuts a text. */
    public List<PlainSegment> encode(String text) {
        symbols = new ArrayList<>();
        frozen = new ArrayList<>();
        leftLengths = new HashMap<>();
        for (int at = 0; at < text.length(); ) {
            String symbol = PlainSegment.symbolAt(pieces, text, at);
            int id = PlainSegment.textId(pieces, symbol);
            symbols.add(symbol);
            frozen.add(id >= 0 && pieces.kind(id) == Pieces.Kind.USER_DEFINED);
            at += symbol.length();
        }
        for (int left = 0; left + 1 < symbols.size(); left++) {
            note(left);
        }
        for (int best = bestPair(); best >= 0; best = bestPair()) {
            symbols.set(best, symbols.get(best) + symbols.remove(best + 1));
            frozen.remove(best + 1);
            note(best - 1);
            note(best);
        }
        List<PlainSegment> segments = new ArrayList<>();
        symbols.forEach(symbol -> takeApart(symbol, segments));
        return segments;
    }

    private boolean joins(int left) {
        return left >= 0
                && left + 1 < symbols.size()
                && !frozen.get(left)
                && !frozen.get(left + 1)
                && ids.containsKey(symbols.get(left) + symbols.get(left + 1));
    }

    private void note(int left) {
        if (joins(left)) {
            leftLengths.put(
                    symbols.get(left) + symbols.get(left + 1), symbols.get(left).length());
        }
    }

    private int bestPair() {
        int best = -1;
        for (int left = 0; left + 1 < symbols.size(); left++) {
            if (joins(left) && (best < 0 || Float.compare(score(left), score(best)) > 0)) {
                best = left;
            }
        }
        return best;
    }

    private float score(int left) {
        return pieces.score(ids.getOrDefault(symbols.get(left) + symbols.get(left + 1), 0));
    }

    private void takeApart(String symbol, List<PlainSegment> segments) {
        Integer id = ids.get(symbol);
        if (id != null && pieces.kind(id) == Pieces.Kind.UNUSED && leftLengths.containsKey(symbol)) {
            takeApart(symbol.substring(0, leftLengths.get(symbol)), segments);
            takeApart(symbol.substring(leftLengths.get(symbol)), segments);
        } else {
            boolean unknown = id == null || pieces.kind(id) == Pieces.Kind.UNUSED;
            segments.add(new PlainSegment(symbol, unknown ? PlainSegment.UNKNOWN : id));
        }
    }
}
