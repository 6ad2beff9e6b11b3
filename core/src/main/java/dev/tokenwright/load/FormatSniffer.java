package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.RankLines;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/**
 * Tells a file's format from its content; the name is not looked at.
 *
 * <p>Tried in this order: the magic of GGUF, JSON by its members, the first piece of a SentencePiece model, tiktoken rank
 * lines, the first line of merges, a line {@code [UNK]} in UTF-8 text. No content fits two of them.
 */
final class FormatSniffer {
    /** Bytes at the start of a file that {@link #isGguf} needs. */
    static final int MAGIC_BYTES = 4;

    /** Most members of a JSON object that are looked at. */
    private static final int LOOKED_AT_MEMBERS = 64;

    private static final int SCORE_BYTES = 5;
    private static final int TYPE_BYTES = 2;
    private static final byte[] GGUF_MAGIC = {'G', 'G', 'U', 'F'};
    private static final byte[] MERGES_START = "#version:".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UNKNOWN_LINE = "[UNK]".getBytes(StandardCharsets.US_ASCII);

    private FormatSniffer() {}

    /** Whether a file that starts with these bytes is GGUF, which may be too large to be read whole. */
    static boolean isGguf(byte[] start) {
        return startsWith(start, GGUF_MAGIC);
    }

    /**
     * The format of a content.
     *
     * @throws LoadException when it is none of those that are known
     */
    static FileFormat format(byte[] content, String source) {
        if (isGguf(content)) {
            return FileFormat.GGUF;
        }
        int first = firstVisible(content);
        if (first >= 0 && (content[first] == '{' || content[first] == '[')) {
            return jsonFormat(content, source);
        }
        if (startsWithPiece(content)) {
            return FileFormat.SENTENCE_PIECE;
        }
        if (RankLines.looksLike(content)) {
            return FileFormat.TIKTOKEN_RANKS;
        }
        if (startsWith(content, MERGES_START)) {
            return FileFormat.MERGES_TEXT;
        }
        if (hasUnknownLine(content)) {
            return FileFormat.VOCABULARY_TEXT;
        }
        throw unknown(source, "it is neither JSON nor SentencePiece nor GGUF nor tiktoken ranks nor a vocab.txt");
    }

    private static FileFormat jsonFormat(byte[] content, String source) {
        if (content[firstVisible(content)] == '[' && hasUnknownLine(content)) {
            return FileFormat.VOCABULARY_TEXT;
        }
        JsonNode root = JsonNode.parse(content, source);
        if (root.type() == JsonNode.Type.ARRAY) {
            return arrayFormat(root, source);
        }
        Set<String> keys = new HashSet<>(); // of members that are no numbers: a vocabulary may have a token "model"
        int[] numbers = {0};
        root.forEachMember(scanner -> {
            if (scanner.startsNumber()) {
                numbers[0]++;
            } else if (keys.size() < LOOKED_AT_MEMBERS) {
                keys.add(scanner.sliceText());
            }
            scanner.skipValue();
        });
        if (keys.contains("model")) {
            return FileFormat.TOKENIZER_JSON;
        }
        if (keys.contains("config") && keys.contains("vocab")) {
            return FileFormat.TEKKEN;
        }
        if (keys.contains("bpe_ranks")) {
            return FileFormat.TIKTOKEN_JSON;
        }
        if (keys.isEmpty() && numbers[0] > 0) {
            return FileFormat.VOCABULARY_JSON;
        }
        throw unknown(
                source,
                "it is JSON without \"model\" (tokenizer.json), \"config\" and \"vocab\" (tekken.json) or"
                        + " \"bpe_ranks\" (tiktoken), and no object of tokens and ids");
    }

    private static FileFormat arrayFormat(JsonNode root, String source) {
        boolean[] first = {true};
        boolean[] entry = {false};
        root.forEachElement(scanner -> {
            entry[0] |= first[0] && !scanner.startsNumber() && !scanner.startsString() && !scanner.startsArray();
            first[0] = false;
            scanner.skipValue();
        });
        if (entry[0]) {
            return FileFormat.MEGATRON_JSON;
        }
        throw unknown(source, "it is a JSON array, but not of objects with \"rank\" and \"token_bytes\"");
    }

    /**
     * Whether the content starts with field 1, a message, that starts with field 1, a text, and goes on with a number or
     * ends: a piece with its score. The tags of the numbers are control characters, which no text has in their place.
     */
    private static boolean startsWithPiece(byte[] content) {
        if (content.length < 4 || content[0] != 0x0A) {
            return false;
        }
        int at = 1;
        long size = 0;
        for (int shift = 0; shift <= 28; shift += 7) {
            if (at >= content.length) {
                return false;
            }
            byte part = content[at++];
            size |= (long) (part & 0x7F) << shift;
            if (part >= 0) {
                break;
            }
        }
        if (at + 1 >= content.length || content[at] != 0x0A || content[at + 1] < 0) {
            return false;
        }
        int next = at + 2 + content[at + 1];
        long rest = at + size - next;
        if (rest == 0 || next >= content.length) {
            return rest == 0 || rest == SCORE_BYTES || rest == SCORE_BYTES + TYPE_BYTES;
        }
        return rest > 0 && (content[next] == 0x15 || content[next] == 0x18);
    }

    private static boolean hasUnknownLine(byte[] content) {
        for (int at = 0; at + UNKNOWN_LINE.length <= content.length; at++) {
            boolean lineStart = at == 0 || content[at - 1] == '\n';
            if (lineStart && matches(content, at, UNKNOWN_LINE)) {
                int end = at + UNKNOWN_LINE.length;
                if (end == content.length || content[end] == '\n' || content[end] == '\r') {
                    return true;
                }
            }
        }
        return false;
    }

    /** Index of the first byte that is not JSON white space nor a byte order mark, or -1. */
    private static int firstVisible(byte[] content) {
        int at = content.length >= 3 && content[0] == (byte) 0xEF ? 3 : 0;
        while (at < content.length && (content[at] == ' ' || content[at] >= '\t' && content[at] <= '\r')) {
            at++;
        }
        return at < content.length ? at : -1;
    }

    private static boolean startsWith(byte[] content, byte[] start) {
        return content.length >= start.length && matches(content, 0, start);
    }

    private static boolean matches(byte[] content, int from, byte[] expected) {
        for (int at = 0; at < expected.length; at++) {
            if (content[from + at] != expected[at]) {
                return false;
            }
        }
        return true;
    }

    private static LoadException unknown(String source, String reason) {
        return new LoadException(
                LoadException.Kind.UNKNOWN_FORMAT, Place.of(source), "cannot tell the format: " + reason);
    }
}
