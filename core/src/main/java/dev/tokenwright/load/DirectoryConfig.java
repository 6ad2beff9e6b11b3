package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.wire.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The JSON files beside a tokenizer, each read when it is asked for and checked to be an object. */
final class DirectoryConfig {
    static final String TOKENIZER_CONFIG = "tokenizer_config.json";
    static final String SPECIAL_TOKENS_MAP = "special_tokens_map.json";
    static final String MODEL_CONFIG = "config.json";
    static final String ADDED_TOKENS = "added_tokens.json";

    private final Path directory;
    private final FileLedger ledger;
    private final Map<String, JsonNode> settings;

    private DirectoryConfig(Path directory, FileLedger ledger) {
        this.directory = directory;
        this.ledger = ledger;
        this.settings = object(TOKENIZER_CONFIG);
    }

    private DirectoryConfig(Path directory, FileLedger ledger, Map<String, JsonNode> settings) {
        this.directory = directory;
        this.ledger = ledger;
        this.settings = settings;
    }

    static DirectoryConfig read(Path directory, FileLedger ledger) {
        return new DirectoryConfig(directory, ledger);
    }

    /** The same files, with a setting that counts instead of the one that is there. */
    DirectoryConfig with(String key, JsonNode value) {
        Map<String, JsonNode> changed = new LinkedHashMap<>(settings);
        changed.put(key, value);
        return new DirectoryConfig(directory, ledger, changed);
    }

    Path directory() {
        return directory;
    }

    /** The members of {@code tokenizer_config.json}; none when there is no such file. */
    Map<String, JsonNode> settings() {
        return settings;
    }

    /** The members of another file of the directory; none when there is no such file. */
    Map<String, JsonNode> object(String name) {
        return file(name)
                .map(file -> JsonNode.parse(file.content(), name).members())
                .orElse(Map.of());
    }

    /** Another file of the directory. */
    Optional<FileLedger.LoadedFile> file(String name) {
        Path path = directory.resolve(name);
        return Files.isRegularFile(path) ? Optional.of(ledger.read(path, Limits.MAX_CONFIG_BYTES)) : Optional.empty();
    }

    /** A setting, unless it is missing or null. */
    Optional<JsonNode> optional(String key) {
        return Optional.ofNullable(settings.get(key)).filter(node -> !node.isNull());
    }

    /** A flag; null counts as missing. */
    boolean flag(String key, boolean otherwise) {
        return optional(key).map(JsonNode::bool).orElse(otherwise);
    }

    /** A flag that must not be null. */
    boolean strictFlag(String key, boolean otherwise) {
        JsonNode node = settings.get(key);
        return node == null ? otherwise : node.bool();
    }

    /** An exception about a setting, or about the file when the setting is not there. */
    LoadException unsupported(String key, String problem) {
        JsonNode node = settings.get(key);
        return node != null
                ? node.unsupported(problem)
                : new LoadException(
                        LoadException.Kind.UNSUPPORTED,
                        Place.of(TOKENIZER_CONFIG).child(key),
                        problem);
    }
}
