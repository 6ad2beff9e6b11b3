package dev.tokenwright.testkit.golden;

import dev.tokenwright.wire.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An object of a golden file. */
final class GoldenRecord {
    private final Map<String, JsonNode> members;

    private GoldenRecord(Map<String, JsonNode> members) {
        this.members = members;
    }

    static GoldenRecord of(JsonNode node) {
        return new GoldenRecord(node.members());
    }

    static GoldenRecord parse(byte[] line, String source) {
        return of(JsonNode.parse(line, source));
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    /** The scalar and list members as text, which tells records of one kind apart. */
    String text() {
        StringBuilder text = new StringBuilder();
        members.forEach((key, value) ->
                text.append(key).append('=').append(written(value)).append(' '));
        return text.toString();
    }

    private static String written(JsonNode value) {
        return switch (value.type()) {
            case STRING -> value.string();
            case NUMBER -> Double.toString(value.number());
            case ARRAY ->
                value.elements().stream().map(GoldenRecord::written).toList().toString();
            default -> value.type().toString();
        };
    }

    /** A member that must be there. */
    JsonNode get(String key) {
        JsonNode value = members.get(key);
        if (value == null) {
            throw new IllegalStateException("golden record without " + key + ": " + members.keySet());
        }
        return value;
    }

    /** A member, or null when it is missing or null. */
    @Nullable
    JsonNode orNull(String key) {
        JsonNode value = members.get(key);
        return value == null || value.isNull() ? null : value;
    }
}
