package dev.tokenwright.load;

import dev.tokenwright.load.TransformersClasses.Known;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/** The tokenizer class that {@code AutoTokenizer} of {@code transformers} 5.24 chooses for a directory with a {@code tokenizer.json}. */
final class ClassChoice {
    private static final Known FILE = new Known("TokenizersBackend", TransformersClasses.Kind.FILE);
    private static final byte[] BYTE_LEVEL = "\"ByteLevel\"".getBytes(StandardCharsets.US_ASCII);

    private final TransformersClasses classes = TransformersClasses.load();
    private final DirectoryConfig config;
    private final Optional<String> named;
    private final Optional<String> namedByModel;
    private final String modelType;
    private final String modelName;

    private ClassChoice(DirectoryConfig config) {
        this.config = config;
        Map<String, JsonNode> model = config.object("config.json");
        this.named = config.optional("tokenizer_class").map(JsonNode::string);
        this.namedByModel = text(model, "tokenizer_class");
        this.modelType = text(model, "model_type").orElse("");
        this.modelName = text(model, "model_name").orElse("");
    }

    private static Optional<String> text(Map<String, JsonNode> members, String key) {
        return Optional.ofNullable(members.get(key))
                .filter(node -> node.type() == JsonNode.Type.STRING)
                .map(JsonNode::string);
    }

    /** The class. */
    static Known of(DirectoryConfig config, byte[] tokenizerJson) {
        return new ClassChoice(config).choose(tokenizerJson);
    }

    private Known choose(byte[] tokenizerJson) {
        boolean custom = hasCustomCode();
        Optional<String> declared = named.or(() -> namedByModel);
        if (!custom && declared.isPresent()) {
            String name = declared.get();
            boolean llama = TransformersClasses.base(name).equals("LlamaTokenizer");
            if (llama && !isMisnamed() && contains(tokenizerJson, BYTE_LEVEL)) {
                return FILE;
            }
            Optional<String> registered = classes.ofModel(modelType);
            if (registered.isPresent()
                    && !TransformersClasses.base(registered.get()).equals(TransformersClasses.base(name))) {
                return disagreement(name, registered.get());
            }
        }
        if (custom) {
            refuseCustomCode(declared);
        }
        if (declared.isPresent()) {
            return classes.named(declared.get()).orElse(FILE);
        }
        return classes.ofModel(modelType).flatMap(classes::named).orElse(FILE);
    }

    /** The model is known to use another class than its files name. */
    private Known disagreement(String name, String registered) {
        if (TransformersClasses.isGeneric(registered)) {
            return FILE;
        }
        return classes.named(isMisnamed() ? registered : name).orElse(FILE);
    }

    private boolean isMisnamed() {
        return classes.isMisnamed(modelType) || classes.isMisnamed(modelName);
    }

    private boolean hasCustomCode() {
        return config.optional("auto_map")
                .filter(map -> map.type() != JsonNode.Type.OBJECT
                        || Optional.ofNullable(map.members().get("AutoTokenizer"))
                                .filter(node -> !node.isNull())
                                .isPresent())
                .isPresent();
    }

    /** Custom code is not run by the reference either when it has a class of that name itself, or believes none. */
    private void refuseCustomCode(Optional<String> declared) {
        boolean ownClass = declared.flatMap(classes::named).isPresent()
                || classes.ofModel(modelType).isPresent();
        if (!ownClass && !classes.isMisnamed(modelType)) {
            throw config.unsupported(
                    "auto_map",
                    "the class " + declared.map(Quoted::text).orElse("of the tokenizer")
                            + " is defined by the model's own code, which is never run. Name tokenizer.json itself to load"
                            + " that file alone");
        }
    }

    private static boolean contains(byte[] content, byte[] text) {
        for (int at = 0; at + text.length <= content.length; at++) {
            int same = 0;
            while (same < text.length && content[at + same] == text[same]) {
                same++;
            }
            if (same == text.length) {
                return true;
            }
        }
        return false;
    }
}
