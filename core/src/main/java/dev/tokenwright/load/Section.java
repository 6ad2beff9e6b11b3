package dev.tokenwright.load;

import dev.tokenwright.wire.JsonNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An object of a tokenizer file whose members are asked for by name. A member that nobody asked for is refused at the end,
 * so that nothing in a file is ignored in silence.
 */
final class Section {
    private final JsonNode node;
    private final Map<String, JsonNode> members;
    private final Set<String> used = new HashSet<>();

    Section(JsonNode node) {
        this.node = node;
        this.members = node.members();
    }

    JsonNode node() {
        return node;
    }

    boolean has(String key) {
        return members.containsKey(key);
    }

    /** The member, unless it is missing or null. */
    Optional<JsonNode> optional(String key) {
        used.add(key);
        return Optional.ofNullable(members.get(key)).filter(value -> !value.isNull());
    }

    /** The member, which must be there. */
    JsonNode required(String key) {
        used.add(key);
        JsonNode value = members.get(key);
        if (value == null) {
            throw node.invalid("\"" + key + "\" is missing; add it");
        }
        return value;
    }

    String string(String key) {
        return required(key).string();
    }

    boolean bool(String key) {
        return required(key).bool();
    }

    boolean bool(String key, boolean otherwise) {
        used.add(key);
        JsonNode value = members.get(key);
        return value == null ? otherwise : value.bool();
    }

    Optional<String> optionalString(String key) {
        return optional(key).map(JsonNode::string);
    }

    /** The single code point that a member is. */
    int codePoint(String key) {
        String text = string(key);
        if (text.codePointCount(0, text.length()) != 1) {
            throw required(key).invalid("expected one character, found \"" + text + "\"");
        }
        return text.codePointAt(0);
    }

    /** Takes note of a member that has no effect on ids or text. */
    void ignore(String key) {
        used.add(key);
    }

    /** Refuses members that were not asked for. */
    void end() {
        members.forEach((key, value) -> {
            if (!used.contains(key)) {
                throw value.unsupported("the field is not known, and ignoring it could change ids; remove it if it has"
                        + " no effect, or report it if the reference loads the file");
            }
        });
    }
}
