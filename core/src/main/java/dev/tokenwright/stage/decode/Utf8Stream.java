package dev.tokenwright.stage.decode;

import dev.tokenwright.text.Utf8;
import java.util.Arrays;

/** Makes text of bytes that need not be UTF-8 and may be cut anywhere; holds back what begins a code point. */
final class Utf8Stream {
    private static final byte[] NONE = {};

    private final BytesToText bytesToText;
    /** The beginning of a code point, at most 3 bytes. */
    private byte[] held;

    /** A stream that has not begun; {@code bytesToText} says what becomes of bytes that are not UTF-8. */
    Utf8Stream(BytesToText bytesToText) {
        this(bytesToText, NONE);
    }

    private Utf8Stream(BytesToText bytesToText, byte[] held) {
        this.bytesToText = bytesToText;
        this.held = held;
    }

    /** The text that is certain after these bytes. */
    String push(byte[] bytes) {
        byte[] all = bytes;
        if (held.length > 0) {
            all = Arrays.copyOf(held, held.length + bytes.length);
            System.arraycopy(bytes, 0, all, held.length, bytes.length);
        }
        int certain = all.length - Utf8.incompleteEnd(all, 0, all.length);
        held = certain == all.length ? NONE : Arrays.copyOfRange(all, certain, all.length);
        return certain == 0 ? "" : bytesToText.apply(certain == all.length ? all : Arrays.copyOf(all, certain));
    }

    /** What is held back counts as not UTF-8. */
    String flush() {
        byte[] rest = held;
        held = NONE;
        return rest.length == 0 ? "" : bytesToText.apply(rest);
    }

    Utf8Stream copy() {
        return new Utf8Stream(bytesToText, held);
    }
}
