package dev.tokenwright.load;

import dev.tokenwright.wire.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files that lie beside a vocabulary and say whose it is. What they say is only compared, never run. */
final class SiblingFiles {
    static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    static final String CONFIG = "config.json";
    static final String PARAMS = "params.json";

    /** The names of the files that matter. */
    static final List<String> NAMES = List.of(TOKENIZER_CONFIG, CONFIG, PARAMS);

    private final Map<String, Map<String, JsonNode>> files = new LinkedHashMap<>();

    /** Reads the files of known names; others are not looked at. */
    SiblingFiles(Map<String, byte[]> contents) {
        for (String name : NAMES) {
            byte[] content = contents.get(name);
            if (content != null) {
                files.put(name, JsonNode.parse(content, name).members());
            }
        }
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    Optional<JsonNode> member(String file, String key) {
        return Optional.ofNullable(files.getOrDefault(file, Map.of()).get(key)).filter(value -> !value.isNull());
    }

    /** Whether a member is this text. */
    boolean says(String file, String key, String value) {
        return member(file, key).filter(node -> isText(node, value)).isPresent();
    }

    /** Whether a member is this number. */
    boolean says(String file, String key, int value) {
        return member(file, key)
                .filter(node -> node.type() == JsonNode.Type.NUMBER && node.number() == value)
                .isPresent();
    }

    /** Whether the tokenizer is of this class, which the model itself brings along in this module. */
    boolean isClass(String module, String name) {
        return says(TOKENIZER_CONFIG, "tokenizer_class", name)
                && member(TOKENIZER_CONFIG, "auto_map")
                        .filter(node -> node.type() == JsonNode.Type.OBJECT)
                        .map(node -> node.members().get("AutoTokenizer"))
                        .flatMap(SiblingFiles::first)
                        .filter(node -> isText(node, module + "." + name))
                        .isPresent();
    }

    /** A value, or the first of an array. */
    private static Optional<JsonNode> first(JsonNode node) {
        return node.type() == JsonNode.Type.ARRAY ? node.firstElement() : Optional.of(node);
    }

    private static boolean isText(JsonNode node, String text) {
        return node.type() == JsonNode.Type.STRING && node.string().equals(text);
    }
}
