package dev.tokenwright.stage.decode;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;

/** How bytes that need not be UTF-8 become text. Immutable. */
@FunctionalInterface
interface BytesToText {
    /** The text. */
    String apply(JoinedText text);

    /** What is not UTF-8 is left out, and so is what Python counts as white space at the end. */
    static String trimmed(JoinedText text) {
        byte[] bytes = text.toArray();
        byte[] kept = new byte[bytes.length];
        int count = 0;
        for (int at = 0; at < bytes.length; ) {
            int length = Utf8.checkedLength(bytes, at, bytes.length);
            if (length > 0) {
                System.arraycopy(bytes, at, kept, count, length);
                count += length;
            }
            at += Math.abs(length);
        }
        CodePointSet blank = UnicodeSets.whiteSpace();
        while (count > 0) {
            int last = Utf8.codePointBefore(kept, count);
            if (!blank.contains(last) && (last < 0x1C || last > 0x1F)) {
                break;
            }
            count -= Utf8.length(last);
        }
        return new String(kept, 0, count, StandardCharsets.UTF_8);
    }
}
