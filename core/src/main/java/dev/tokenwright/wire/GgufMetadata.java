package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The header and the metadata of a GGUF file, versions 2 and 3, little-endian. What follows them, the tensors, is never
 * read, so the file may be of any size.
 */
public final class GgufMetadata {
    /** How many bytes at the start of a file tell whether it is GGUF. */
    public static final int MAGIC_BYTES = 4;

    private static final byte[] MAGIC = "GGUF".getBytes(StandardCharsets.US_ASCII);
    private static final List<GgufType> TYPES = List.of(GgufType.values());
    private static final int MAX_ENTRIES = 1 << 16;
    private static final int MAX_KEY_BYTES = (1 << 16) - 1;
    private static final int MAX_ELEMENTS = 1 << 24;
    /** Most bytes of all strings and numbers that are kept. */
    private static final long MAX_KEPT_BYTES = 512L << 20;

    private final GgufInput in;
    private final Predicate<String> wanted;
    private final Map<String, GgufValue> values = new LinkedHashMap<>();
    private long keptBytes;
    private String sha256 = "";

    private GgufMetadata(GgufInput in, Predicate<String> wanted) {
        this.in = in;
        this.wanted = wanted;
    }

    /** Whether a file that starts with these bytes says that it is GGUF. */
    public static boolean looksLike(byte[] start) {
        return start.length >= MAGIC.length && Arrays.equals(start, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
    }

    /**
     * Reads the metadata.
     *
     * @param in the file from its start; left somewhere after the metadata, not closed
     * @param fileBytes size of the file
     * @param wanted tells by their keys which values are kept
     * @throws LoadException when it is malformed, or larger than the limits allow
     */
    public static GgufMetadata read(InputStream in, String source, long fileBytes, Predicate<String> wanted)
            throws IOException {
        GgufMetadata metadata = new GgufMetadata(new GgufInput(in, source, fileBytes), wanted);
        metadata.read();
        return metadata;
    }

    /** The values that were wanted, by key, in the order of the file. */
    public Map<String, GgufValue> values() {
        return values;
    }

    /** Length of header and metadata in bytes. */
    public long bytes() {
        return in.offset();
    }

    /** SHA-256 of header and metadata. */
    public String sha256() {
        return sha256;
    }

    private void read() throws IOException {
        byte[] magic = new byte[MAGIC.length];
        in.copy(magic, 0, magic.length, "");
        if (!Arrays.equals(magic, MAGIC)) {
            throw in.problem(Kind.MALFORMED, "", 0, "the file does not start with \"GGUF\"; name a GGUF file");
        }
        checkVersion(in.int32(""));
        in.int64(""); // number of tensors
        long entries = in.int64("");
        if (entries < 0 || entries > MAX_ENTRIES) {
            throw in.problem(Kind.LIMIT, "", 16, "more than " + MAX_ENTRIES + " metadata entries");
        }
        Set<String> keys = new HashSet<>();
        for (long entry = 0; entry < entries; entry++) {
            long offset = in.offset();
            String key = key();
            if (!keys.add(key)) {
                throw in.problem(Kind.MALFORMED, key, offset, "the key stands here for the second time; remove one");
            }
            GgufType type = type(key);
            if (wanted.test(key)) {
                values.put(key, value(key, type));
            } else {
                skip(key, type);
            }
        }
        sha256 = in.finish();
    }

    private void checkVersion(int version) {
        if (version == 2 || version == 3) {
            return;
        }
        int swapped = Integer.reverseBytes(version);
        String problem = swapped > 0 && swapped < 16
                ? "big-endian files are not supported; convert the file to little-endian"
                : "version " + Integer.toUnsignedString(version) + " is not known; known are 2 and 3. Convert the file";
        throw in.problem(Kind.UNSUPPORTED, "", 4, problem);
    }

    private String key() throws IOException {
        long offset = in.offset();
        long length = in.int64("");
        if (length < 0 || length > MAX_KEY_BYTES) {
            throw in.problem(Kind.LIMIT, "", offset, "a key of more than " + MAX_KEY_BYTES + " bytes");
        }
        byte[] key = new byte[(int) length];
        in.copy(key, 0, key.length, "");
        return new String(key, StandardCharsets.UTF_8);
    }

    private GgufType type(String key) throws IOException {
        long offset = in.offset();
        int number = in.int32(key);
        if (number < 0 || number >= TYPES.size()) {
            throw in.problem(
                    Kind.MALFORMED,
                    key,
                    offset,
                    "type " + Integer.toUnsignedString(number) + " is not known; known are 0 to " + (TYPES.size() - 1));
        }
        return TYPES.get(number);
    }

    private GgufValue value(String key, GgufType type) throws IOException {
        return switch (type) {
            case UINT8 -> new GgufValue.Whole(type, in.int8(key) & 0xFF);
            case INT8 -> new GgufValue.Whole(type, in.int8(key));
            case UINT16 -> new GgufValue.Whole(type, in.int16(key) & 0xFFFF);
            case INT16 -> new GgufValue.Whole(type, in.int16(key));
            case UINT32 -> new GgufValue.Whole(type, in.int32(key) & 0xFFFF_FFFFL);
            case INT32 -> new GgufValue.Whole(type, in.int32(key));
            case UINT64, INT64 -> new GgufValue.Whole(type, in.int64(key));
            case FLOAT32 -> new GgufValue.Real(type, Float.intBitsToFloat(in.int32(key)));
            case FLOAT64 -> new GgufValue.Real(type, Double.longBitsToDouble(in.int64(key)));
            case BOOL -> new GgufValue.Flag(in.int8(key) != 0);
            case STRING -> text(key);
            case ARRAY -> array(key);
        };
    }

    private GgufValue text(String key) throws IOException {
        byte[] bytes = new byte[length(key)];
        in.copy(bytes, 0, bytes.length, key);
        return new GgufValue.Text(new String(bytes, StandardCharsets.UTF_8));
    }

    /** The length of a string that is kept. */
    private int length(String key) throws IOException {
        long offset = in.offset();
        long length = in.int64(key);
        requireLeft(key, offset, length, 1);
        keep(key, offset, length);
        return (int) length;
    }

    private void keep(String key, long offset, long bytes) {
        keptBytes += bytes;
        if (keptBytes > MAX_KEPT_BYTES) {
            throw in.problem(Kind.LIMIT, key, offset, "more than " + MAX_KEPT_BYTES + " bytes of metadata");
        }
    }

    /** Checks a number of elements against what the file has left, before anything is allocated for them. */
    private void requireLeft(String key, long offset, long count, int bytesEach) {
        if (count < 0 || count > in.left() / bytesEach) {
            throw in.problem(
                    Kind.MALFORMED,
                    key,
                    offset,
                    "says that " + Long.toUnsignedString(count) + " elements follow, but only " + in.left()
                            + " bytes do; copy or download the file again");
        }
    }

    private GgufValue array(String key) throws IOException {
        GgufType type = elementType(key);
        long offset = in.offset();
        long count = in.int64(key);
        requireLeft(key, offset, count, type.bytes());
        if (count > MAX_ELEMENTS) {
            throw in.problem(Kind.LIMIT, key, offset, "more than " + MAX_ELEMENTS + " elements");
        }
        keep(key, offset, count * Integer.BYTES);
        return switch (type) {
            case STRING -> texts(key, (int) count);
            case FLOAT32 -> {
                float[] values = new float[(int) count];
                for (int index = 0; index < values.length; index++) {
                    values[index] = Float.intBitsToFloat(in.int32(key));
                }
                yield new GgufValue.Reals(values);
            }
            case UINT8, INT8, UINT16, INT16, UINT32, INT32 -> wholes(key, type, (int) count);
            default -> {
                in.skip(count * type.bytes(), key);
                yield new GgufValue.Skipped(type);
            }
        };
    }

    private GgufType elementType(String key) throws IOException {
        long offset = in.offset();
        GgufType type = type(key);
        if (type == GgufType.ARRAY) {
            throw in.problem(Kind.MALFORMED, key, offset, "an array inside an array, which the format does not have");
        }
        return type;
    }

    private GgufValue wholes(String key, GgufType type, int count) throws IOException {
        int[] values = new int[count];
        for (int index = 0; index < count; index++) {
            values[index] = switch (type.bytes()) {
                case 1 -> in.int8(key);
                case 2 -> in.int16(key);
                default -> in.int32(key);
            };
        }
        return new GgufValue.Wholes(type, values);
    }

    private GgufValue texts(String key, int count) throws IOException {
        GgufTexts texts = new GgufTexts();
        for (int index = 0; index < count; index++) {
            int length = length(key);
            int start = texts.add(length);
            in.copy(texts.room(), start, length, key);
        }
        return new GgufValue.Texts(texts);
    }

    private void skip(String key, GgufType type) throws IOException {
        if (type == GgufType.STRING) {
            skipText(key);
        } else if (type == GgufType.ARRAY) {
            skipArray(key);
        } else {
            in.skip(type.bytes(), key);
        }
    }

    private void skipText(String key) throws IOException {
        long offset = in.offset();
        long length = in.int64(key);
        requireLeft(key, offset, length, 1);
        in.skip(length, key);
    }

    private void skipArray(String key) throws IOException {
        GgufType type = elementType(key);
        long offset = in.offset();
        long count = in.int64(key);
        requireLeft(key, offset, count, type.bytes());
        if (type != GgufType.STRING) {
            in.skip(count * type.bytes(), key);
            return;
        }
        for (long index = 0; index < count; index++) {
            skipText(key);
        }
    }
}
