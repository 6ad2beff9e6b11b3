package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;

/** Lines of {@code base64 rank}, as tiktoken writes vocabularies. A lone {@code =} is the empty token. */
public final class RankLines {
    /** Longest first line that is looked at to tell the format, in bytes. */
    private static final int LONGEST_FIRST_LINE = 4096;

    private final byte[] content;
    private final String source;
    private final int rankLimit;
    private int line;
    /** Offset of the current line. */
    private int start;

    private RankLines(byte[] content, String source, int rankLimit) {
        this.content = content;
        this.source = source;
        this.rankLimit = rankLimit;
    }

    /** Receives the lines. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes a line.
         *
         * @param token the decoded bytes; owned by the receiver
         * @param line makes exceptions that name the line
         */
        void accept(byte[] token, int rank, Complaint line);
    }

    /** Makes exceptions about one line. */
    @FunctionalInterface
    public interface Complaint {
        /** An exception that names the line. */
        LoadException about(LoadException.Kind kind, String problem);
    }

    /** Whether a content looks like rank lines: its first line is base64, a blank and a number. */
    public static boolean looksLike(byte[] content) {
        int end = 0;
        while (end < content.length && content[end] != '\n') {
            end++;
        }
        if (end == 0 || end > LONGEST_FIRST_LINE) {
            return false;
        }
        boolean[] seen = {false};
        try {
            read(Arrays.copyOf(content, end), "", Integer.MAX_VALUE, (token, rank, line) -> seen[0] = true);
            return seen[0];
        } catch (LoadException otherForm) {
            return false;
        }
    }

    /**
     * Reads all lines.
     *
     * @param rankLimit ranks must be below this
     * @throws LoadException when a line is anything else
     */
    public static void read(byte[] content, String source, int rankLimit, Sink sink) {
        new RankLines(content, source, rankLimit).read(sink);
    }

    private void read(Sink sink) {
        while (start < content.length) {
            line++;
            int end = start;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            int to = end > start && content[end - 1] == '\r' ? end - 1 : end;
            if (to > start) {
                readLine(to, sink);
            }
            start = end + 1;
        }
    }

    private void readLine(int to, Sink sink) {
        int blank = start;
        while (blank < to && content[blank] != ' ') {
            blank++;
        }
        if (blank == to) {
            throw malformed("expected base64, a blank and a rank, found " + text(start, to));
        }
        byte[] token = token(blank);
        sink.accept(token, rank(blank + 1, to), this::error);
    }

    private byte[] token(int to) {
        if (to == start + 1 && content[start] == '=') {
            return new byte[0];
        }
        if (to == start || (to - start) % 4 != 0) {
            throw malformed(text(start, to) + " is not base64, whose length is a multiple of 4");
        }
        try {
            return Base64.getDecoder().decode(Arrays.copyOfRange(content, start, to));
        } catch (IllegalArgumentException e) {
            throw malformed(text(start, to) + " is not base64");
        }
    }

    private int rank(int from, int to) {
        long rank = 0;
        for (int at = from; at < to; at++) {
            if (content[at] < '0' || content[at] > '9') {
                throw malformed("expected a rank of decimal digits, found " + text(from, to));
            }
            rank = rank * 10 + content[at] - '0';
            if (rank >= rankLimit) {
                throw error(
                        LoadException.Kind.LIMIT, "rank " + text(from, to) + " is not below the limit of " + rankLimit);
            }
        }
        if (from == to) {
            throw malformed("expected a rank of decimal digits after the blank");
        }
        return (int) rank;
    }

    private String text(int from, int to) {
        return Quoted.text(new String(content, from, Math.min(to - from, 400), StandardCharsets.UTF_8));
    }

    private LoadException malformed(String problem) {
        return error(LoadException.Kind.MALFORMED, problem + "; mend the line");
    }

    private LoadException error(LoadException.Kind kind, String problem) {
        return new LoadException(kind, Place.of(source).atByte(start), "line " + line + ": " + problem);
    }
}
