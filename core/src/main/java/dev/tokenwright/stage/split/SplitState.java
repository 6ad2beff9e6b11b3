package dev.tokenwright.stage.split;

import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.cut.CutCursor;
import org.jspecify.annotations.Nullable;

/**
 * A text and the pieces it is cut into. Steps work on it in turn. Belongs to one caller.
 *
 * <p>A piece is a range of bytes of the text; its mark is {@link #PLAIN}, or the id of the added token that it is, in which
 * case no step touches it.
 */
public final class SplitState {
    /** The mark of a piece that is no added token. */
    public static final int PLAIN = -1;

    private AlignedText text = new AlignedText();
    private AlignedText spareText = new AlignedText();
    private Spans pieces = new Spans();
    private Spans sparePieces = new Spans();
    private final Spans matches = new Spans();
    private final Spans stretches = new Spans();
    private boolean textIsOriginal;
    private @Nullable CutCursor cursor;

    /**
     * Starts a new text.
     *
     * @param newTextIsOriginal whether the text will hold the original text unchanged, so that a byte's index is its origin
     */
    public void clear(AlignedText.Tracking tracking, boolean newTextIsOriginal) {
        text.clear(tracking);
        pieces.clear();
        textIsOriginal = newTextIsOriginal;
    }

    /** The text. */
    public AlignedText text() {
        return text;
    }

    /** The pieces. */
    public Spans pieces() {
        return pieces;
    }

    /** Where in the original text the byte at {@code index} comes from. Needs tracking, or a text that is the original. */
    int originStart(int index) {
        return textIsOriginal ? index : text.originStart(index);
    }

    /** Room for the matches of a pattern within one piece. */
    Spans matches() {
        return matches;
    }

    /** Room for the matches of a pattern within one piece and what lies between them. */
    Spans stretches() {
        return stretches;
    }

    /** Runs transducers. */
    CutCursor cursor(int pieces) {
        CutCursor known = cursor;
        if (known == null) {
            known = new CutCursor(pieces);
            cursor = known;
        }
        return known;
    }

    /** The list that collects the pieces that a step makes; {@link #finishPieces} makes it the current one. */
    Spans beginPieces() {
        sparePieces.clear();
        return sparePieces;
    }

    void finishPieces() {
        Spans old = pieces;
        pieces = sparePieces;
        sparePieces = old;
    }

    /** The text that collects what a step writes; {@link #finishText} makes it the current one. */
    AlignedText beginText() {
        spareText.clear(text.tracking());
        return spareText;
    }

    void finishText() {
        AlignedText old = text;
        text = spareText;
        spareText = old;
        textIsOriginal = false;
    }

    /** Gives back memory when more than {@code limit} bytes or pieces have been held. The content is lost. */
    public void trim(int limit) {
        text.trim(limit);
        spareText.trim(limit);
        pieces.trim(limit);
        sparePieces.trim(limit);
        matches.trim(limit);
        stretches.trim(limit);
    }
}
