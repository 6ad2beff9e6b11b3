package dev.tokenwright.bench;

import java.nio.charset.StandardCharsets;

/** A tokenizer of some library, with a model loaded: what is timed. Serves all threads. */
interface Contender extends AutoCloseable {
    /** The ids of a text's own tokens, nothing added at either end. */
    int[] encode(String text);

    /** The same ids from UTF-8, by the library's own way in for bytes where it has one. */
    default int[] encodeUtf8(byte[] utf8) {
        return encode(new String(utf8, StandardCharsets.UTF_8));
    }

    /** The text of ids, special tokens included. */
    String decode(int[] ids);

    @Override
    default void close() {}
}
