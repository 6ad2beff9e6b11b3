package dev.tokenwright.wire;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import java.util.Base64;

/** Lines of {@code base64 rank}, as tiktoken writes vocabularies. A lone {@code =} is the empty token. */
public final class RankLines {
    private RankLines() {}

    /** Receives the lines. */
    @FunctionalInterface
    public interface Sink {
        /**
         * Takes a line.
         *
         * @param token the decoded bytes; owned by the receiver
         * @param place where the line is
         */
        void accept(byte[] token, int rank, Place place);
    }

    /** Whether a content looks like rank lines: its first line is base64, a blank and a number. */
    public static boolean looksLike(byte[] content) {
        int end = 0;
        while (end < content.length && end < 4096 && content[end] != '\n' && content[end] != '\r') {
            if (content[end] < ' ') {
                return false;
            }
            end++;
        }
        String line = new String(content, 0, end, java.nio.charset.StandardCharsets.ISO_8859_1);
        return line.matches("([A-Za-z0-9+/]+={0,2}|=) [0-9]+");
    }

    /**
     * Reads all lines.
     *
     * @param rankLimit ranks must be below this
     * @throws LoadException when a line is anything else
     */
    public static void read(byte[] content, String source, int rankLimit, Sink sink) {
        int lineNumber = 0;
        for (int from = 0; from < content.length; ) {
            lineNumber++;
            int end = from;
            while (end < content.length && content[end] != '\n') {
                end++;
            }
            int to = end > from && content[end - 1] == '\r' ? end - 1 : end;
            if (to > from) {
                readLine(content, from, to, new Place(source + " line " + lineNumber, "", from), rankLimit, sink);
            }
            from = end + 1;
        }
    }

    private static void readLine(byte[] content, int from, int to, Place place, int rankLimit, Sink sink) {
        int blank = from;
        while (blank < to && content[blank] != ' ') {
            blank++;
        }
        if (blank == to) {
            throw malformed(place, "expected base64, a blank and a rank");
        }
        byte[] token = decode(java.util.Arrays.copyOfRange(content, from, blank), place);
        sink.accept(token, rank(content, blank + 1, to, rankLimit, place), place);
    }

    private static byte[] decode(byte[] base64, Place place) {
        if (base64.length == 1 && base64[0] == '=') {
            return new byte[0];
        }
        if (base64.length % 4 != 0) {
            throw malformed(place, "base64 whose length is no multiple of 4");
        }
        try {
            return Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new LoadException(
                    LoadException.Kind.MALFORMED, place, "not base64: " + e.getMessage() + "; mend the line", e);
        }
    }

    private static int rank(byte[] content, int from, int to, int rankLimit, Place place) {
        long rank = 0;
        for (int at = from; at < to; at++) {
            if (content[at] < '0' || content[at] > '9') {
                throw malformed(place, "expected a rank of decimal digits");
            }
            rank = rank * 10 + content[at] - '0';
            if (rank >= rankLimit) {
                throw new LoadException(LoadException.Kind.LIMIT, place, "rank is not below the limit of " + rankLimit);
            }
        }
        if (from == to) {
            throw malformed(place, "expected a rank of decimal digits");
        }
        return (int) rank;
    }

    private static LoadException malformed(Place place, String problem) {
        return new LoadException(LoadException.Kind.MALFORMED, place, problem + "; mend the line");
    }
}
