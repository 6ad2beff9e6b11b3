package dev.tokenwright.chat.render.family;

import dev.tokenwright.EncodeInput;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.SpecialText;
import dev.tokenwright.Tokenizer;
import java.util.BitSet;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;

/** Text to ids. The family's own words are encoded once. Shared by all threads. */
final class TextEncoder {
    private static final int MAX_REMEMBERED = 512;
    private static final EncodeOptions PLAIN = EncodeOptions.ORDINARY.withSpecialText(SpecialText.RECOGNIZE);

    private final Tokenizer tokenizer;
    private final EncodeOptions options;
    private final boolean guarded;
    private final BitSet added = new BitSet();
    private final ConcurrentHashMap<String, int[]> remembered = new ConcurrentHashMap<>();

    TextEncoder(Tokenizer tokenizer, SpecialText typed) {
        this.tokenizer = tokenizer;
        this.options = PLAIN.withSpecialText(typed);
        this.guarded = typed != SpecialText.RECOGNIZE;
        tokenizer.vocabulary().addedTokens().forEach(token -> added.set(token.id()));
    }

    /** Ids of the family's own words. */
    int[] own(String text) {
        int[] ids = remembered.get(text);
        if (ids == null) {
            ids = tokenizer.encode(text, PLAIN);
            if (remembered.size() < MAX_REMEMBERED) {
                remembered.put(text, ids);
            }
        }
        return ids;
    }

    /** Ids of a text that all comes from one piece. */
    int[] one(Piece piece) {
        if (piece.source() == Piece.Source.FAMILY) {
            return own(piece.text());
        }
        int[] ids = tokenizer.encode(piece.text(), PLAIN);
        return guarded && hasAdded(ids) ? guarded(List.of(piece), piece.text()).ids() : ids;
    }

    private boolean hasAdded(int[] ids) {
        for (int id : ids) {
            if (added.get(id)) {
                return true;
            }
        }
        return false;
    }

    /** Ids of pieces that are encoded as one text, with their places in UTF-16 units. */
    Encoding places(List<Piece> pieces, String text) {
        Encoding encoding = tokenizer.encodeWithOffsets(text, PLAIN);
        return guarded && spellsAdded(pieces, encoding) ? guarded(pieces, text) : encoding;
    }

    /** Whether an added token came, whole or in part, out of what somebody typed. Where none did, a guard changes nothing. */
    private boolean spellsAdded(List<Piece> pieces, Encoding encoding) {
        int[] ids = encoding.ids();
        for (int token = 0; token < ids.length; token++) {
            if (added.get(ids[token]) && isTyped(pieces, encoding.start(token), encoding.end(token))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isTyped(List<Piece> pieces, int start, int end) {
        int from = 0;
        for (Piece piece : pieces) {
            int to = from + piece.text().length();
            if (piece.source() == Piece.Source.SOMEBODY && from < end && start < to) {
                return true;
            }
            from = to;
        }
        return false;
    }

    private Encoding guarded(List<Piece> pieces, String text) {
        BitSet typed = new BitSet(text.length());
        int start = 0;
        for (Piece piece : pieces) {
            int end = start + piece.text().length();
            if (piece.source() == Piece.Source.SOMEBODY) {
                typed.set(start, end);
            }
            start = end;
        }
        return tokenizer.encodeWithOffsets(EncodeInput.guarded(text, typed), options);
    }
}
