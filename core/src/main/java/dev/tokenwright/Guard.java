package dev.tokenwright;

import dev.tokenwright.error.SpecialTokenException;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.stage.added.AddedTokenFinder.Permission;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.Utf8;
import java.util.BitSet;

/**
 * Keeps added tokens out of what somebody typed. A token that is nothing but white space is no control token and stays
 * where it is: typed text has it as it has any other text.
 */
final class Guard {
    /** Nothing was typed. */
    static final Guard NONE = new Guard(new byte[0], new BitSet(), SpecialText.RECOGNIZE);

    private final byte[] text;
    private final BitSet typed;
    private final SpecialText treatment;

    private Guard(byte[] text, BitSet typed, SpecialText treatment) {
        this.text = text;
        this.typed = typed;
        this.treatment = treatment;
    }

    /** A guard over a text and its UTF-8 form. */
    static Guard of(EncodeInput.Guarded input, byte[] utf8, SpecialText treatment) {
        if (treatment == SpecialText.RECOGNIZE) {
            return NONE;
        }
        BitSet units = input.typed();
        BitSet bytes = new BitSet(utf8.length);
        int at = 0;
        for (int unit = 0; unit < input.text().length(); ) {
            int codePoint = input.text().codePointAt(unit);
            int length = codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
            bytes.set(at, at + length, units.get(unit));
            at += length;
            unit += Character.charCount(codePoint);
        }
        return new Guard(utf8, bytes, treatment);
    }

    /** What may be found in the raw text. */
    Permission raw() {
        return typed.isEmpty() ? Permission.ALL : this::permits;
    }

    /** What may be found in text made of the raw text. */
    Permission normalized(AlignedText normalized) {
        return typed.isEmpty()
                ? Permission.ALL
                : (token, start, end) -> permits(token, normalized.originStart(start), normalized.originEnd(end - 1));
    }

    private boolean permits(AddedToken token, int start, int end) {
        if (isTrusted(start, end) || token.content().isBlank()) {
            return true;
        }
        if (treatment == SpecialText.REJECT) {
            throw new SpecialTokenException(token.content(), Utf8.countUtf16(text, 0, start));
        }
        return false;
    }

    /** Whether nothing of a stretch was typed. */
    boolean isTrusted(int start, int end) {
        int next = typed.nextSetBit(start);
        return next < 0 || next >= end;
    }

    boolean isNone() {
        return typed.isEmpty();
    }
}
