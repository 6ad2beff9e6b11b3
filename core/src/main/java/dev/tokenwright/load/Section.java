package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
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

    /** The member, unless it is missing. It may be null, which most types refuse. */
    Optional<JsonNode> present(String key) {
        used.add(key);
        return Optional.ofNullable(members.get(key));
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
        return value == null ? otherwise : value.bool(); // null is refused, as by the reference
    }

    Optional<String> optionalString(String key) {
        return optional(key).map(JsonNode::string);
    }

    /** The single code point that a member is. */
    int codePoint(String key) {
        String text = string(key);
        if (text.codePointCount(0, text.length()) != 1) {
            throw required(key).invalid("expected one character, found " + Quoted.text(text));
        }
        return text.codePointAt(0);
    }

    /** The type, or the one that the fields tell in files from before there was a type. */
    String typeOr(Map<String, String> typesByField) {
        if (has("type")) {
            return string("type");
        }
        for (Map.Entry<String, String> entry : typesByField.entrySet()) {
            if (has(entry.getKey())) {
                return entry.getValue();
            }
        }
        return string("type");
    }

    /** An exception that refuses the type. */
    LoadException unknownType(String what, String known) {
        return required("type")
                .unsupported("the " + what + " " + Quoted.text(string("type")) + " is not known; known are " + known);
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
