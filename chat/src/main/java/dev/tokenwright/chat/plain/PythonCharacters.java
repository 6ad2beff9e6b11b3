package dev.tokenwright.chat.plain;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** A class of characters as Python 3.11 has it (Unicode 14); {@code tools/unicode/python_characters.py} writes them. */
public final class PythonCharacters {
    /** Letters. */
    public static final PythonCharacters ALPHA = new PythonCharacters("alpha");
    /** Decimal digits. */
    public static final PythonCharacters DECIMAL = new PythonCharacters("decimal");
    /** Digits. */
    public static final PythonCharacters DIGIT = new PythonCharacters("digit");
    /** Lower case. */
    public static final PythonCharacters LOWER = new PythonCharacters("lower");
    /** Numbers. */
    public static final PythonCharacters NUMERIC = new PythonCharacters("numeric");
    /** Printable characters. */
    public static final PythonCharacters PRINTABLE = new PythonCharacters("printable");
    /** Title case. */
    public static final PythonCharacters TITLE = new PythonCharacters("title");
    /** Upper case. */
    public static final PythonCharacters UPPER = new PythonCharacters("upper");

    private static final String RESOURCE = "python-characters.txt";
    private static final int RADIX = 36;

    /** Where the class begins and ends, alternately; ascending. */
    private final int[] borders;

    private PythonCharacters(String name) {
        borders = java.util.Objects.requireNonNull(Tables.ALL.get(name), name);
    }

    /** Reads the tables when they are first needed. */
    private static final class Tables {
        private static final Map<String, int[]> ALL = read();

        private static Map<String, int[]> read() {
            Map<String, int[]> tables = new HashMap<>();
            try (InputStream in = PythonCharacters.class.getResourceAsStream(RESOURCE)) {
                if (in == null) {
                    throw new IllegalStateException("the library's jar lacks " + RESOURCE);
                }
                BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.US_ASCII));
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] parts = line.split(" ");
                    tables.put(parts[0], borders(parts));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return tables;
        }

        private static int[] borders(String[] parts) {
            int[] borders = new int[parts.length - 1];
            int at = 0;
            for (int index = 0; index < borders.length; index++) {
                at += Integer.parseInt(parts[index + 1], RADIX);
                borders[index] = at;
            }
            return borders;
        }
    }

    /** Whether a character is in the class. */
    public boolean contains(int codePoint) {
        int index = Arrays.binarySearch(borders, codePoint);
        int before = index >= 0 ? index + 1 : ~index;
        return (before & 1) == 1;
    }

    /** Whether all characters of a text are in the class. */
    public boolean containsAll(String text) {
        return text.codePoints().allMatch(this::contains);
    }
}
