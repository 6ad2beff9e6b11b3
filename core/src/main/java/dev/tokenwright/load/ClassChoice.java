package dev.tokenwright.load;

import dev.tokenwright.wire.JsonNode;
import java.util.Map;
import java.util.Optional;

/** The tokenizer class that the files beside a {@code tokenizer.json} name, else the one that their type of model uses. */
final class ClassChoice {
    private ClassChoice() {}

    /** The class; the one that takes the file as it is when there is no name, or one that is not known. */
    static TokenizerClass of(DirectoryConfig config) {
        TransformersClasses classes = TransformersClasses.load();
        Map<String, JsonNode> model = config.object(DirectoryConfig.MODEL_CONFIG);
        return config.optional("tokenizer_class")
                .map(JsonNode::string)
                .or(() -> text(model, "tokenizer_class"))
                .or(() -> text(model, "model_type").flatMap(classes::ofModel))
                .map(classes::named)
                .orElse(TokenizerClass.PLAIN);
    }

    private static Optional<String> text(Map<String, JsonNode> members, String key) {
        return Optional.ofNullable(members.get(key))
                .filter(node -> node.type() == JsonNode.Type.STRING)
                .map(JsonNode::string);
    }
}
