package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import java.util.Arrays;

/** The lines of a UTF-8 text. A line ends with a line feed, before which one carriage return belongs to it. Immutable. */
public final class TextLines {
    private final byte[] content;
    private final String source;
    /** Where the lines start, and behind the last of them where one more would. */
    private final int[] starts;

    private TextLines(byte[] content, String source, int[] starts) {
        this.content = content;
        this.source = source;
        this.starts = starts;
    }

    /**
     * Finds the lines of a content, which is not copied. What follows the last line feed is a line unless it is empty.
     *
     * @throws LoadException when it is not UTF-8 or has more than {@code limit} lines
     */
    public static TextLines of(byte[] content, String source, int limit) {
        int malformed = Utf8Scan.firstMalformed(content);
        if (malformed >= 0) {
            throw new LoadException(
                    LoadException.Kind.MALFORMED,
                    Place.of(source).atByte(malformed),
                    String.format("byte 0x%02X is not UTF-8; convert the file", content[malformed]));
        }
        int[] starts = new int[1024];
        int count = 0;
        for (int start = 0; start < content.length; start = afterLineFeed(content, start)) {
            if (count == limit) {
                throw new LoadException(
                        LoadException.Kind.LIMIT, Place.of(source).atByte(start), "more than " + limit + " lines");
            }
            if (count + 1 == starts.length) {
                starts = Arrays.copyOf(starts, count * 2);
            }
            starts[count++] = start;
        }
        starts[count] = content.length;
        return new TextLines(content, source, Arrays.copyOf(starts, count + 1));
    }

    private static int afterLineFeed(byte[] content, int from) {
        int at = from;
        while (at < content.length && content[at] != '\n') {
            at++;
        }
        return Math.min(at + 1, content.length);
    }

    /** Number of lines. */
    public int count() {
        return starts.length - 1;
    }

    /** The bytes that {@link #start} and {@link #end} point into. */
    public byte[] content() {
        return content;
    }

    /** Where a line starts. */
    public int start(int line) {
        return starts[line];
    }

    /** Where a line ends, its line end not counted. */
    public int end(int line) {
        int start = starts[line];
        int end = starts[line + 1];
        if (end > start && content[end - 1] == '\n') {
            end--;
            if (end > start && content[end - 1] == '\r') {
                end--;
            }
        }
        return end;
    }

    /** An exception about a line, which it counts from 1. */
    public LoadException error(LoadException.Kind kind, int line, String problem) {
        return new LoadException(kind, Place.of(source).atByte(starts[line]), "line " + (line + 1) + ": " + problem);
    }
}
