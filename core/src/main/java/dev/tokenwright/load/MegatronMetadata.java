package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.JsonOutput;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Megatron's {@code tokenizer_metadata.json}, which lies beside a tokenizer and says whose rules it follows.
 *
 * @param library the library's name
 * @param className the reference's class, when it is not the usual one
 * @param classPath where the reference finds that class
 * @param modelType what older versions of the reference made of it
 * @param chatTemplate a chat template, which goes before every other
 */
public record MegatronMetadata(
        String library,
        Optional<String> className,
        Optional<String> classPath,
        Optional<String> modelType,
        Optional<String> chatTemplate) {
    /** The file's usual name. */
    public static final String FILE_NAME = "tokenizer_metadata.json";

    private static final List<String> TEXT_LIBRARIES =
            List.of("sentencepiece", "huggingface", "megatron", "tiktoken", "byte-level", "null-text");
    private static final List<String> VISION_LIBRARIES = List.of("multimodal", "null-multimodal");

    /** Checks that nothing is null. */
    public MegatronMetadata {
        Objects.requireNonNull(library, "library");
        Objects.requireNonNull(className, "className");
        Objects.requireNonNull(classPath, "classPath");
        Objects.requireNonNull(modelType, "modelType");
        Objects.requireNonNull(chatTemplate, "chatTemplate");
    }

    /** What is done when the file is there already. */
    public enum Existing {
        /** It is refused. */
        REFUSED,
        /** It is replaced. */
        REPLACED
    }

    /** A library and nothing else. */
    public static MegatronMetadata of(String library) {
        return new MegatronMetadata(library, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** The same metadata with a chat template. */
    public MegatronMetadata withChatTemplate(String newChatTemplate) {
        return new MegatronMetadata(library, className, classPath, modelType, Optional.of(newChatTemplate));
    }

    /** The same metadata with a model type. */
    public MegatronMetadata withModelType(String newModelType) {
        return new MegatronMetadata(library, className, classPath, Optional.of(newModelType), chatTemplate);
    }

    /** The same metadata with a class of the reference. */
    public MegatronMetadata withClass(String newClassName, String newClassPath) {
        return new MegatronMetadata(
                library, Optional.of(newClassName), Optional.of(newClassPath), modelType, chatTemplate);
    }

    /** Where the metadata of a tokenizer lies: in its folder, or beside its file. */
    public static Path place(Path tokenizer) {
        return Files.isRegularFile(tokenizer) ? tokenizer.resolveSibling(FILE_NAME) : tokenizer.resolve(FILE_NAME);
    }

    /**
     * Reads a metadata file.
     *
     * @throws LoadException when it is missing, malformed, or names no library
     */
    public static MegatronMetadata read(Path file) {
        byte[] content = FileLedger.of(file, LoadOptions.DEFAULT).read(file).content();
        JsonNode root = JsonNode.parse(content, FileLedger.name(file));
        Map<String, JsonNode> members = root.members();
        String library = text(members.get("library"))
                .orElseThrow(() -> root.invalid("it names no \"library\", such as \"huggingface\""));
        return new MegatronMetadata(
                library,
                text(members.get("class_name")),
                text(members.get("class_path")),
                text(members.get("model_type")),
                text(members.get("chat_template")));
    }

    private static Optional<String> text(@Nullable JsonNode node) {
        return node == null || node.isNull() ? Optional.empty() : Optional.of(node.string());
    }

    /**
     * Writes the metadata of a tokenizer to its usual place. Where neither a model type nor a class is named, the model
     * type is the library's usual one.
     *
     * @return the file
     * @throws LoadException when there is no such tokenizer, no such library, or the file is there and may not be replaced
     */
    public Path writeBeside(Path tokenizer, Existing existing) throws IOException {
        Path file = place(tokenizer);
        if (!Files.exists(tokenizer)) {
            throw new LoadException(
                    LoadException.Kind.INVALID, Place.of(FileLedger.name(tokenizer)), "there is no such tokenizer");
        }
        if (!TEXT_LIBRARIES.contains(library) && !VISION_LIBRARIES.contains(library)) {
            throw new LoadException(
                    LoadException.Kind.INVALID,
                    Place.of(FileLedger.name(file)),
                    "there is no library \"" + library + "\"; known are " + String.join(", ", TEXT_LIBRARIES)
                            + " for text and " + String.join(", ", VISION_LIBRARIES) + " for images");
        }
        String usual = VISION_LIBRARIES.contains(library) ? "default-vision" : "default-text";
        MegatronMetadata complete = modelType.isEmpty() && className.isEmpty() ? withModelType(usual) : this;
        complete.write(file, existing);
        return file;
    }

    /**
     * Writes a metadata file with all five members.
     *
     * @throws LoadException when the file is there and may not be replaced
     */
    public void write(Path file, Existing existing) throws IOException {
        if (existing == Existing.REFUSED && Files.exists(file)) {
            throw new LoadException(
                    LoadException.Kind.INVALID,
                    Place.of(FileLedger.name(file)),
                    "the metadata file is there already; ask for it to be replaced or name another file");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        JsonOutput json = new JsonOutput(bytes);
        json.beginObject();
        member(json, "library", Optional.of(library));
        member(json, "class_name", className);
        member(json, "class_path", classPath);
        member(json, "model_type", modelType);
        member(json, "chat_template", chatTemplate);
        json.endObject();
        json.flush();
        Files.write(
                file,
                bytes.toByteArray(),
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
    }

    private static void member(JsonOutput json, String name, Optional<String> value) throws IOException {
        json.name(name);
        if (value.isPresent()) {
            json.value(value.get());
        } else {
            json.nullValue();
        }
    }
}
