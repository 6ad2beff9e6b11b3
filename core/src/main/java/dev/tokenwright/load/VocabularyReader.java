package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.JsonScanner;
import java.nio.charset.StandardCharsets;

/**
 * Reads a vocabulary that is an object of tokens and their ids. Two ids for a token and two tokens for an id are refused;
 * the reference takes the last id and an arbitrary token.
 */
final class VocabularyReader {
    private final JsonNode node;
    private final int maxId;
    private final TokenTable.Builder builder = new TokenTable.Builder(1 << 15, 1 << 18);

    private VocabularyReader(JsonNode node) {
        this.node = node;
        this.maxId = Limits.maxId(node.sourceBytes());
    }

    static TokenTable read(JsonNode node) {
        VocabularyReader reader = new VocabularyReader(node);
        node.forEachMember(reader::readEntry);
        return reader.builder.build();
    }

    private void readEntry(JsonScanner scanner) {
        byte[] token = scanner.slice();
        int from = scanner.sliceFrom();
        int to = scanner.sliceTo();
        int id = id(scanner, token, from, to);
        if (builder.contains(id)) {
            throw error(
                    Kind.INVALID, scanner, token, from, to, "id " + id + " is taken by another token; give it its own");
        }
        if (!builder.add(id, token, from, to)) {
            throw error(
                    Kind.INVALID, scanner, token, from, to, "the token stands here for the second time; remove one");
        }
    }

    private int id(JsonScanner scanner, byte[] token, int from, int to) {
        if (!scanner.startsNumber()) {
            throw error(Kind.INVALID, scanner, token, from, to, "expected a token id");
        }
        long id;
        try {
            id = scanner.readInteger();
        } catch (LoadException notAnInteger) {
            throw error(
                    Kind.INVALID, scanner, token, from, to, "a token id must be a whole number, written without point");
        }
        if (id < 0) {
            throw error(Kind.INVALID, scanner, token, from, to, "a token id must not be negative, found " + id);
        }
        if (id > maxId) {
            throw error(
                    Kind.LIMIT,
                    scanner,
                    token,
                    from,
                    to,
                    "id " + id + " is above the limit of " + maxId + " for a file of " + node.sourceBytes() + " bytes");
        }
        return (int) id;
    }

    private LoadException error(Kind kind, JsonScanner scanner, byte[] token, int from, int to, String problem) {
        String key = new String(token, from, to - from, StandardCharsets.UTF_8);
        return new LoadException(kind, node.place().child(key).atByte(scanner.position()), problem);
    }
}
