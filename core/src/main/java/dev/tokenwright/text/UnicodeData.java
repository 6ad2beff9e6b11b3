package dev.tokenwright.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The generated Unicode tables; {@code tools/unicode/generate.py} writes them and documents their format. */
final class UnicodeData {
    private static final String RESOURCE = "unicode.bin";
    private static final String HEADER = "TWUNI1";

    private final byte[] data;
    /** Where each set's ranges begin. */
    private final Map<String, Integer> setOffsets = new HashMap<>();
    /** Names of pattern properties, folded, to set names. */
    private final Map<String, String> properties = new HashMap<>();
    /** Where each mapping's entries begin. */
    private final Map<String, Integer> mappingOffsets = new HashMap<>();

    private final int classesOffset;
    private final Map<String, CodePointSet> sets = new ConcurrentHashMap<>();

    /** Loads the tables when they are first needed. */
    private static final class Holder {
        private static final UnicodeData INSTANCE = load();
    }

    private UnicodeData(byte[] data) {
        this.data = data;
        Cursor cursor = new Cursor(data, HEADER.length());
        for (int left = cursor.number(); left > 0; left--) {
            String name = cursor.text();
            setOffsets.put(name, cursor.at);
            addProperty(name);
            cursor.skipNumbers(2 * cursor.number());
        }
        for (int left = cursor.number(); left > 0; left--) {
            mappingOffsets.put(cursor.text(), cursor.at);
            for (int entries = cursor.number(); entries > 0; entries--) {
                cursor.number();
                cursor.skipNumbers(cursor.number());
            }
        }
        classesOffset = cursor.at;
    }

    private void addProperty(String name) {
        if (name.startsWith("pattern \\p{")) {
            String folded = name.substring("pattern \\p{".length(), name.length() - 1)
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[ _-]", "");
            properties.put(folded, name);
        } else if (name.startsWith("pattern [[:")) {
            properties.putIfAbsent(name.substring("pattern [[:".length(), name.length() - ":]]".length()), name);
        }
    }

    private static UnicodeData load() {
        try (InputStream in = UnicodeData.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException("the library's jar lacks " + RESOURCE);
            }
            byte[] bytes = in.readAllBytes();
            if (!new String(bytes, 0, HEADER.length(), StandardCharsets.US_ASCII).equals(HEADER)) {
                throw new IllegalStateException(RESOURCE + " has an unknown header");
            }
            return new UnicodeData(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Optional<CodePointSet> set(String name) {
        UnicodeData tables = Holder.INSTANCE;
        Integer offset = tables.setOffsets.get(name);
        return offset == null
                ? Optional.empty()
                : Optional.of(tables.sets.computeIfAbsent(name, unused -> tables.readSet(offset)));
    }

    static CodePointSet required(String name) {
        return set(name).orElseThrow(() -> new IllegalStateException("no set " + name));
    }

    static Optional<CodePointSet> property(String foldedName) {
        return Optional.ofNullable(Holder.INSTANCE.properties.get(foldedName)).flatMap(UnicodeData::set);
    }

    static java.util.Set<String> setNames() {
        return java.util.Set.copyOf(Holder.INSTANCE.setOffsets.keySet());
    }

    /** Gives each entry of a mapping to {@code sink}. */
    static void mapping(String name, MappingSink sink) {
        UnicodeData tables = Holder.INSTANCE;
        Integer offset = tables.mappingOffsets.get(name);
        if (offset == null) {
            throw new IllegalStateException("no mapping " + name);
        }
        Cursor cursor = new Cursor(tables.data, offset);
        int codePoint = 0;
        for (int left = cursor.number(); left > 0; left--) {
            codePoint += cursor.number();
            int[] result = new int[cursor.number()];
            for (int index = 0; index < result.length; index++) {
                result[index] = cursor.number();
            }
            sink.accept(codePoint, result);
        }
    }

    /** Receives entries of a mapping. */
    interface MappingSink {
        void accept(int codePoint, int[] result);
    }

    /** Canonical combining classes that are not 0, by code point. */
    static Map<Integer, Integer> combiningClasses() {
        Map<Integer, Integer> classes = new HashMap<>();
        Cursor cursor = new Cursor(Holder.INSTANCE.data, Holder.INSTANCE.classesOffset);
        int end = 0;
        for (int left = cursor.number(); left > 0; left--) {
            int first = end + cursor.number();
            end = first + cursor.number() + 1;
            int value = cursor.number();
            for (int codePoint = first; codePoint < end; codePoint++) {
                classes.put(codePoint, value);
            }
        }
        return classes;
    }

    private CodePointSet readSet(int offset) {
        Cursor cursor = new Cursor(data, offset);
        int[] ranges = new int[2 * cursor.number()];
        int end = 0;
        for (int index = 0; index < ranges.length; index += 2) {
            ranges[index] = end + cursor.number();
            ranges[index + 1] = ranges[index] + cursor.number();
            end = ranges[index + 1] + 1;
        }
        return CodePointSet.ofRanges(ranges);
    }

    /** Reads numbers and texts. */
    private static final class Cursor {
        private final byte[] data;
        private int at;

        Cursor(byte[] data, int at) {
            this.data = data;
            this.at = at;
        }

        int number() {
            int value = 0;
            for (int shift = 0; ; shift += 7) {
                byte next = data[at++];
                value |= (next & 0x7F) << shift;
                if (next >= 0) {
                    return value;
                }
            }
        }

        void skipNumbers(int count) {
            for (int left = count; left > 0; at++) {
                if (data[at] >= 0) {
                    left--;
                }
            }
        }

        String text() {
            int length = number();
            at += length;
            return new String(data, at - length, length, StandardCharsets.UTF_8);
        }
    }
}
