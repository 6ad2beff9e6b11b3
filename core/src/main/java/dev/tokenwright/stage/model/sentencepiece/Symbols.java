package dev.tokenwright.stage.model.sentencepiece;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.Pieces;
import dev.tokenwright.text.ByteTrieBuilder;
import dev.tokenwright.text.PrefixSet;
import org.jspecify.annotations.Nullable;

/** The smallest stretches of a text: user-defined pieces, the longest first, and otherwise single code points. Immutable. */
final class Symbols {
    static final byte[] META = {(byte) 0xE2, (byte) 0x96, (byte) 0x81};

    private final @Nullable PrefixSet userDefined;

    private Symbols(@Nullable PrefixSet userDefined) {
        this.userDefined = userDefined;
    }

    static Symbols of(Pieces pieces) {
        ByteTrieBuilder builder = new ByteTrieBuilder();
        for (int id = 0; id < pieces.size(); id++) {
            if (pieces.kind(id) == Pieces.Kind.USER_DEFINED) {
                byte[] bytes = pieces.tokens().bytes(id);
                builder.add(bytes, 0, bytes.length, id);
            }
        }
        if (builder.size() == 0) {
            return new Symbols(null);
        }
        return new Symbols(PrefixSet.of(builder)
                .orElseThrow(() -> new LoadException(
                        LoadException.Kind.LIMIT,
                        Place.of("the user-defined pieces"),
                        "they are too many or too long")));
    }

    /** Whether there are user-defined pieces. */
    boolean hasUserDefined() {
        return userDefined != null;
    }

    /** Length of the user-defined piece that {@code text[from..to)} starts with, or 0. */
    int userDefined(byte[] text, int from, int to) {
        return userDefined == null ? 0 : userDefined.longest(text, from, to);
    }

    /** Length of the code point that {@code text[from..to)} starts with; of bytes that are no UTF-8, what the first one says. */
    static int codePoint(byte[] text, int from, int to) {
        int lead = text[from];
        if (lead >= (byte) 0x80 && lead < (byte) 0xC0 || lead >= 0) {
            return 1;
        }
        int length = lead < (byte) 0xE0 ? 2 : lead < (byte) 0xF0 ? 3 : 4;
        return Math.min(length, to - from);
    }

    /** Whether U+2581 starts at {@code at}. */
    static boolean isMeta(byte[] text, int at, int to) {
        return at + META.length <= to && text[at] == META[0] && text[at + 1] == META[1] && text[at + 2] == META[2];
    }
}
