package dev.tokenwright.load;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes small GGUF files. */
final class GgufBytes {
    private static final int UINT32 = 4;
    private static final int INT32 = 5;
    private static final int FLOAT32 = 6;
    private static final int BOOL = 7;
    private static final int STRING = 8;
    private static final int ARRAY = 9;

    private final Map<String, byte[]> entries = new LinkedHashMap<>();

    /** A file with a tokenizer of a kind and its tokens, all of them normal. */
    static GgufBytes of(String model, String... tokens) {
        return new GgufBytes().text(GgufKeys.MODEL, model).texts(GgufKeys.TOKENS, tokens);
    }

    /** A file of the kind {@code gpt2} that merges two letters. */
    static GgufBytes bytePairs() {
        return of("gpt2", "a", "b", "ab", "<x>")
                .text(GgufKeys.PRE, "gpt-2")
                .types(1, 1, 1, 3)
                .texts(GgufKeys.MERGES, "a b");
    }

    GgufBytes without(String key) {
        entries.remove(key);
        return this;
    }

    GgufBytes text(String key, String value) {
        return put(key, STRING, string(value));
    }

    GgufBytes flag(String key, boolean value) {
        return put(key, BOOL, new byte[] {(byte) (value ? 1 : 0)});
    }

    GgufBytes id(String key, int value) {
        return put(key, UINT32, numbers(value));
    }

    GgufBytes types(int... values) {
        return put(GgufKeys.TOKEN_TYPES, ARRAY, join(arrayHead(INT32, values.length), numbers(values)));
    }

    GgufBytes scores(float... values) {
        int[] bits = new int[values.length];
        for (int index = 0; index < bits.length; index++) {
            bits[index] = Float.floatToRawIntBits(values[index]);
        }
        return put(GgufKeys.SCORES, ARRAY, join(arrayHead(FLOAT32, values.length), numbers(bits)));
    }

    GgufBytes texts(String key, String... values) {
        byte[] all = arrayHead(STRING, values.length);
        for (String value : values) {
            all = join(all, string(value));
        }
        return put(key, ARRAY, all);
    }

    /** An entry with any type and any bytes. */
    GgufBytes put(String key, int type, byte[] value) {
        entries.put(key, join(numbers(type), value));
        return this;
    }

    byte[] bytes() {
        return bytes(3, entries.size());
    }

    byte[] bytes(int version, long entryCount) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.writeBytes("GGUF".getBytes(StandardCharsets.US_ASCII));
        file.writeBytes(numbers(version));
        file.writeBytes(count(0));
        file.writeBytes(count(entryCount));
        entries.forEach((key, value) -> {
            file.writeBytes(string(key));
            file.writeBytes(value);
        });
        return file.toByteArray();
    }

    static byte[] arrayHead(int type, long length) {
        return join(numbers(type), count(length));
    }

    static byte[] string(String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        return join(count(bytes.length), bytes);
    }

    static byte[] count(long value) {
        return ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(value)
                .array();
    }

    static byte[] numbers(int... values) {
        ByteBuffer buffer = ByteBuffer.allocate(Integer.BYTES * values.length).order(ByteOrder.LITTLE_ENDIAN);
        for (int value : values) {
            buffer.putInt(value);
        }
        return buffer.array();
    }

    static byte[] join(byte[] first, byte[] second) {
        byte[] joined = new byte[first.length + second.length];
        System.arraycopy(first, 0, joined, 0, first.length);
        System.arraycopy(second, 0, joined, first.length, second.length);
        return joined;
    }
}
