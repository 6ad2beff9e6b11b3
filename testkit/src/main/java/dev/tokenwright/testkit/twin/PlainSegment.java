package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Pieces;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A stretch of text with the id of its piece, as a SentencePiece model cuts it.
 *
 * @param id the id, or {@link #UNKNOWN} when no piece is this text
 */
public record PlainSegment(String text, int id) {
    /** Stands for no piece. */
    public static final int UNKNOWN = -1;

    /** The ids of segments: unknown ones become bytes, or runs of them the unknown piece. */
    public static List<Integer> ids(List<PlainSegment> segments, ModelSpec.SentencePiece model) {
        List<Integer> ids = new ArrayList<>();
        boolean afterUnknown = false;
        for (PlainSegment segment : segments) {
            boolean unknown = segment.id() == UNKNOWN;
            if (!unknown) {
                ids.add(segment.id());
            } else if (model.byteFallback()) {
                for (byte value : segment.text().getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
                    ids.add(model.vocabulary().id(String.format(Locale.ROOT, "<0x%02X>", value)));
                }
            } else if (!afterUnknown) {
                ids.add(model.pieces().unknownId());
            }
            afterUnknown = unknown;
        }
        return ids;
    }

    /** The id of the piece that is this text, of kinds that text may be, or {@link #UNKNOWN}. */
    static int textId(Pieces pieces, String text) {
        for (int id = 0; id < pieces.size(); id++) {
            if (pieces.kind(id).isText() && pieces.tokens().text(id).equals(text)) {
                return id;
            }
        }
        return UNKNOWN;
    }

    /** The longest user-defined piece that starts at a place, or the code point there. */
    static String symbolAt(Pieces pieces, String text, int at) {
        String longest = "";
        for (int id = 0; id < pieces.size(); id++) {
            String piece = pieces.tokens().text(id);
            if (pieces.kind(id) == Pieces.Kind.USER_DEFINED
                    && text.startsWith(piece, at)
                    && piece.length() > longest.length()) {
                longest = piece;
            }
        }
        return longest.isEmpty() ? Character.toString(text.codePointAt(at)) : longest;
    }
}
