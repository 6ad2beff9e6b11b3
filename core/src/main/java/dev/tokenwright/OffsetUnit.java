package dev.tokenwright;

/** What the offsets of an {@link Encoding} count. */
public enum OffsetUnit {
    /** Bytes of the text in UTF-8. */
    UTF8_BYTES,
    /** Unicode code points. */
    CODE_POINTS,
    /** Java chars: UTF-16 units. */
    UTF16
}
