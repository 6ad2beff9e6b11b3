package dev.tokenwright;

import dev.tokenwright.stage.frame.TokenRow;
import java.util.List;
import java.util.OptionalInt;

/**
 * The tokens of one input with everything that is known about each. Immutable. Arrays that are handed out are copies.
 * Index spaces: {@code tokenIndex} counts tokens of this encoding, offsets count {@link #offsetUnit()}.
 */
public final class Encoding {
    private final TokenRow row;
    private final OffsetUnit offsetUnit;
    private final List<Encoding> overflow;

    Encoding(TokenRow row, OffsetUnit offsetUnit) {
        this.row = row;
        this.offsetUnit = offsetUnit;
        this.overflow = row.overflow().stream()
                .map(part -> new Encoding(part, offsetUnit))
                .toList();
    }

    /** Number of tokens, framing and padding included. */
    public int size() {
        return row.size();
    }

    /** Token ids. */
    public int[] ids() {
        return row.ids();
    }

    /** The tokens as the vocabulary writes them; for an added token the stretch of text that it matched. */
    public List<String> tokens() {
        return row.tokens();
    }

    /** What the offsets count. */
    public OffsetUnit offsetUnit() {
        return offsetUnit;
    }

    /** Start of a token in its text, inclusive. 0 for framing and padding. */
    public int start(int tokenIndex) {
        return row.start(tokenIndex);
    }

    /** End of a token in its text, exclusive. 0 for framing and padding. */
    public int end(int tokenIndex) {
        return row.end(tokenIndex);
    }

    /** The type (segment) id of each token. */
    public int[] typeIds() {
        return row.typeIds();
    }

    /** 1 for tokens that framing or padding added, 0 for the text's own. */
    public int[] specialTokensMask() {
        return row.specialMask();
    }

    /** 0 for padding, 1 for all other tokens. */
    public int[] attentionMask() {
        return row.attentionMask();
    }

    /** Index of the piece, or of the given word, that a token is part of; empty for framing and padding. */
    public OptionalInt wordIndex(int tokenIndex) {
        return row.wordIndex(tokenIndex);
    }

    /** 0 or 1: the text that a token is part of; empty for framing and padding. */
    public OptionalInt sequenceIndex(int tokenIndex) {
        return row.sequenceIndex(tokenIndex);
    }

    /** What truncation cut off, in parts of the same length. */
    public List<Encoding> overflow() {
        return overflow;
    }

    @Override
    public String toString() {
        return "Encoding" + tokens();
    }
}
