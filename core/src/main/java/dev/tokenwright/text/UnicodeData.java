package dev.tokenwright.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The generated Unicode tables; {@code tools/unicode/generate.py} writes them and documents their format. */
final class UnicodeData {
    /*
     * Loading reads the file and nothing else. The directory at its head is searched from the front for each name: a
     * name is asked for once, and a hash table of all names would cost more than all the searches of one process.
     * What runs at every start of the command line has no lambdas, whose first use is slow.
     */
    private static final String RESOURCE = "unicode.bin";
    private static final String HEADER = "TWUNI2";

    private final byte[] data;
    /** Index of the number of entries, which their names follow. */
    private final int entriesAt;
    /** Index of the number of property names, which they follow. */
    private final int propertiesAt;
    /** Index of the first entry's data. */
    private final int dataAt;

    private final Map<String, CodePointSet> sets = new ConcurrentHashMap<>();

    /** Loads the tables when they are first needed. */
    private static final class Holder {
        private static final UnicodeData INSTANCE = load();
    }

    private UnicodeData(byte[] data) {
        this.data = data;
        Cursor cursor = new Cursor(data, HEADER.length());
        int entriesLength = cursor.number();
        int propertiesLength = cursor.number();
        entriesAt = cursor.at;
        propertiesAt = entriesAt + entriesLength;
        dataAt = propertiesAt + propertiesLength;
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

    /** The set of a name. */
    static Optional<CodePointSet> set(String name) {
        UnicodeData tables = Holder.INSTANCE;
        CodePointSet set = tables.sets.get(name);
        if (set == null) {
            Optional<Cursor> entry = tables.entry(name);
            if (entry.isEmpty()) {
                return Optional.empty();
            }
            CodePointSet read = readSet(entry.get());
            CodePointSet earlier = tables.sets.putIfAbsent(name, read);
            set = earlier == null ? read : earlier;
        }
        return Optional.of(set);
    }

    static CodePointSet required(String name) {
        Optional<CodePointSet> set = set(name);
        if (set.isEmpty()) {
            throw new IllegalStateException("no set " + name);
        }
        return set.get();
    }

    /** The set of a pattern's property, whose name is in lower case without separators. */
    static Optional<CodePointSet> property(String foldedName) {
        UnicodeData tables = Holder.INSTANCE;
        byte[] wanted = foldedName.getBytes(StandardCharsets.UTF_8);
        Cursor cursor = new Cursor(tables.data, tables.propertiesAt);
        for (int left = cursor.number(); left > 0; left--) {
            boolean found = cursor.isText(wanted);
            int entry = cursor.number();
            if (found) {
                return set(tables.entryName(entry));
            }
        }
        return Optional.empty();
    }

    /** A reader of a required entry's data. */
    static Cursor open(String name) {
        Optional<Cursor> entry = Holder.INSTANCE.entry(name);
        if (entry.isEmpty()) {
            throw new IllegalStateException("no entry " + name);
        }
        return entry.get();
    }

    /** Names of all entries. */
    static Set<String> names() {
        return names(Holder.INSTANCE.entriesAt);
    }

    /** All names of properties of patterns, folded. */
    static Set<String> propertyNames() {
        return names(Holder.INSTANCE.propertiesAt);
    }

    private static Set<String> names(int at) {
        Cursor cursor = new Cursor(Holder.INSTANCE.data, at);
        Set<String> names = new TreeSet<>();
        for (int left = cursor.number(); left > 0; left--) {
            names.add(cursor.text());
            cursor.number();
        }
        return names;
    }

    private Optional<Cursor> entry(String name) {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
        Cursor cursor = new Cursor(data, entriesAt);
        int at = dataAt;
        for (int left = cursor.number(); left > 0; left--) {
            boolean found = cursor.isText(wanted);
            int length = cursor.number();
            if (found) {
                return Optional.of(new Cursor(data, at));
            }
            at += length;
        }
        return Optional.empty();
    }

    private String entryName(int entry) {
        Cursor cursor = new Cursor(data, entriesAt);
        cursor.number();
        for (int left = entry; left > 0; left--) {
            cursor.skipText();
            cursor.number();
        }
        return cursor.text();
    }

    private static CodePointSet readSet(Cursor cursor) {
        int[] ranges = new int[2 * cursor.number()];
        int end = 0;
        for (int index = 0; index < ranges.length; index += 2) {
            ranges[index] = end + cursor.number();
            ranges[index + 1] = ranges[index] + cursor.number();
            end = ranges[index + 1] + 1;
        }
        return CodePointSet.ofRanges(ranges);
    }

    /** Reads numbers and names one after the other. */
    static final class Cursor {
        private final byte[] data;
        private int at;

        private Cursor(byte[] data, int at) {
            this.data = data;
            this.at = at;
        }

        /** An unsigned LEB128 number. */
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

        private String text() {
            int length = number();
            at += length;
            return new String(data, at - length, length, StandardCharsets.UTF_8);
        }

        private boolean isText(byte[] wanted) {
            int length = number();
            at += length;
            return length == wanted.length && Arrays.equals(data, at - length, at, wanted, 0, length);
        }

        private void skipText() {
            int length = number();
            at += length;
        }
    }
}
