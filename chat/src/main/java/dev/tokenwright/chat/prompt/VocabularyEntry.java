package dev.tokenwright.chat.prompt;

import java.nio.charset.StandardCharsets;

/** A token of a vocabulary and its id. Immutable. */
public final class VocabularyEntry {
    private final int id;
    private final byte[] bytes;

    VocabularyEntry(int id, byte[] bytes) {
        this.id = id;
        this.bytes = bytes;
    }

    static VocabularyEntry of(int id, String token) {
        return new VocabularyEntry(id, token.getBytes(StandardCharsets.UTF_8));
    }

    /** The id. */
    public int id() {
        return id;
    }

    /** The token as bytes, which need not be whole characters; the array is the caller's. */
    public byte[] bytes() {
        return bytes.clone();
    }

    /** The token as text, with U+FFFD for what is not whole characters. */
    public String text() {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return id + "=" + text();
    }
}
