package dev.tokenwright.text;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/** Files that {@code tools/unicode/golden.py} wrote from the reference. */
final class GoldenRows {
    private GoldenRows() {}

    /** The columns of each row. */
    static List<List<String>> of(String file) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(GoldenRows.class.getResourceAsStream(file)), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .skip(1)
                    .map(line -> List.of(line.split("\t", -1)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Hexadecimal code points separated by blanks. */
    static int[] codePoints(String cell) {
        return cell.isEmpty()
                ? new int[0]
                : Arrays.stream(cell.split(" "))
                        .mapToInt(part -> Integer.parseInt(part, 16))
                        .toArray();
    }
}
