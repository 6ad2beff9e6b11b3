package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.NormalizerSpec.Unicode.Form;
import dev.tokenwright.text.UnicodeSets;
import java.text.Normalizer;

/**
 * The four normalisation forms as the JDK has them. They are the oracle of {@code UnicodeNormalization} only for texts whose
 * code points all are of Unicode 9 or older, which {@link #covers} tells by the block that the code point lies in.
 */
public final class PlainNormalization {
    private PlainNormalization() {}

    /** The normal form of a text. */
    public static String normalize(String text, Form form) {
        return Normalizer.normalize(text, Normalizer.Form.valueOf(form.name()));
    }

    /** Whether a code point lies in a stretch whose normalisation has not changed since Unicode 9. */
    public static boolean covers(int codePoint) {
        boolean oldBlock = codePoint < 0x0860
                || codePoint >= 0x1E00 && codePoint < 0x2000
                || codePoint >= 0x3000 && codePoint < 0x3100
                || codePoint >= 0xAC00 && codePoint < 0xD7A4
                || codePoint >= 0xF900 && codePoint < 0xFB50
                || codePoint >= 0xFF01 && codePoint < 0xFFEF
                || codePoint >= 0x1D400 && codePoint < 0x1D800
                || codePoint >= 0x2F800 && codePoint < 0x2FA1E;
        return oldBlock
                && UnicodeSets.property("assigned").orElseThrow().contains(codePoint)
                && Character.isDefined(codePoint)
                && codePoint != 0x07FD
                && codePoint != 0x32FF;
    }
}
