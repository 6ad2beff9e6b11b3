package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Little-endian numbers and bytes from a stream, with the offset of each. Belongs to one caller. */
final class GgufInput {
    private final InputStream in;
    private final Place file;
    /** Size of the whole file. */
    private final long fileBytes;

    private final MessageDigest digest = sha256();
    private final byte[] buffer;
    private int at;
    private int end;
    /** Offset in the file of the start of the buffer. */
    private long bufferStart;

    GgufInput(InputStream in, String source, long fileBytes) {
        this.in = in;
        this.file = Place.of(source);
        this.fileBytes = fileBytes;
        this.buffer = new byte[(int) Math.max(Long.BYTES, Math.min(fileBytes, 1 << 16))];
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** Offset of the next byte. */
    long offset() {
        return bufferStart + at;
    }

    /** How many bytes of the file follow. */
    long left() {
        return fileBytes - offset();
    }

    /** An exception about the bytes at an offset. */
    LoadException problem(LoadException.Kind kind, String key, long offset, String text) {
        return new LoadException(kind, (key.isEmpty() ? file : file.child(key)).atByte(offset), text);
    }

    int int8(String key) throws IOException {
        require(1, key);
        return buffer[at++];
    }

    int int32(String key) throws IOException {
        require(Integer.BYTES, key);
        int value =
                buffer[at] & 0xFF | (buffer[at + 1] & 0xFF) << 8 | (buffer[at + 2] & 0xFF) << 16 | buffer[at + 3] << 24;
        at += Integer.BYTES;
        return value;
    }

    int int16(String key) throws IOException {
        require(Short.BYTES, key);
        int value = buffer[at] & 0xFF | buffer[at + 1] << 8;
        at += Short.BYTES;
        return value;
    }

    long int64(String key) throws IOException {
        long low = int32(key) & 0xFFFF_FFFFL;
        return low | (long) int32(key) << Integer.SIZE;
    }

    /** Copies the next bytes. */
    void copy(byte[] target, int from, int length, String key) throws IOException {
        int done = 0;
        while (done < length) {
            require(1, key);
            int count = Math.min(length - done, end - at);
            System.arraycopy(buffer, at, target, from + done, count);
            at += count;
            done += count;
        }
    }

    void skip(long length, String key) throws IOException {
        for (long left = length; left > 0; ) {
            require(1, key);
            int count = (int) Math.min(left, end - at);
            at += count;
            left -= count;
        }
    }

    /** SHA-256 of what has been taken so far. Nothing may be taken afterwards. */
    String finish() {
        digest.update(buffer, 0, at);
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Fills the buffer up to at least {@code count} bytes. */
    private void require(int count, String key) throws IOException {
        if (end - at >= count) {
            return;
        }
        digest.update(buffer, 0, at);
        System.arraycopy(buffer, at, buffer, 0, end - at);
        bufferStart += at;
        end -= at;
        at = 0;
        while (end < count) {
            int read = in.read(buffer, end, buffer.length - end);
            if (read < 0) {
                throw problem(
                        LoadException.Kind.MALFORMED,
                        key,
                        bufferStart + end,
                        "the file ends inside its metadata; copy or download it again");
            }
            end += read;
        }
    }
}
