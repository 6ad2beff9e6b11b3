package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.LoadException.Kind;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import java.util.Base64;
import java.util.List;

/**
 * Reads a JSON array of {@code rank}, {@code token_bytes} and {@code token_str}, as tekken files and Megatron's vocabularies
 * have it. The index is the rank and the first 256 tokens are the bytes in order.
 */
final class RankedTokenArray {
    private RankedTokenArray() {}

    /** Whether a node looks like such an array. */
    static boolean looksLike(JsonNode node) {
        if (node.type() != JsonNode.Type.ARRAY) {
            return false;
        }
        boolean[] seen = {false};
        node.firstElement()
                .filter(element -> element.type() == JsonNode.Type.OBJECT)
                .ifPresent(element ->
                        seen[0] = element.members().keySet().containsAll(List.of("rank", "token_bytes", "token_str")));
        return seen[0];
    }

    /**
     * Reads the first {@code count} tokens; those after them are not looked at, as the reference has it.
     *
     * @param shift what is added to a rank to get its id
     */
    static TokenTable read(JsonNode node, int count, int shift) {
        List<JsonNode> elements = node.elements();
        if (elements.size() < count) {
            throw node.invalid("has " + elements.size() + " tokens, but " + count + " are asked for");
        }
        RankedTokens tokens = new RankedTokens(count + shift, count * 8);
        for (int rank = 0; rank < count; rank++) {
            JsonNode element = elements.get(rank);
            byte[] bytes = bytes(element, rank);
            tokens.add(rank + shift, bytes, (kind, problem) -> new LoadException(kind, element.place(), problem));
        }
        return tokens.build(node.place().source());
    }

    private static byte[] bytes(JsonNode element, int index) {
        Section section = new Section(element);
        JsonNode rank = section.required("rank");
        if (rank.length() != index) {
            throw rank.invalid("expected the rank to be the index " + index + ", found " + rank.length());
        }
        JsonNode encoded = section.required("token_bytes");
        section.required("token_str");
        section.end();
        byte[] bytes = base64(encoded);
        if (index < 256 && (bytes.length != 1 || (bytes[0] & 0xFF) != index)) {
            throw encoded.invalid("expected the byte " + index + ", since the first 256 tokens are the bytes in order");
        }
        return bytes;
    }

    private static byte[] base64(JsonNode encoded) {
        String text = encoded.string();
        try {
            if (text.length() % 4 == 0) {
                return Base64.getDecoder().decode(text);
            }
        } catch (IllegalArgumentException e) {
            throw new LoadException(Kind.MALFORMED, encoded.place(), "not base64; mend it", e);
        }
        throw new LoadException(
                Kind.MALFORMED, encoded.place(), "not base64, whose length is a multiple of 4; mend it");
    }
}
