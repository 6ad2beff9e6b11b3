package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A directory as {@code AutoTokenizer} of {@code transformers} 4.57 reads it with {@code from_slow} and
 * {@code add_bos_token} on and {@code legacy} off: the tokenizer is made of {@code tokenizer.model}, and of a
 * {@code tokenizer.json} only the added tokens count.
 */
final class LlamaDirectory {
    private static final String MODEL = "tokenizer.model";
    private static final String TOKENIZER_JSON = "tokenizer.json";
    private static final String CLASS = "LlamaTokenizer";

    private LlamaDirectory() {}

    static TokenizerSpec read(Path directory, FileLedger ledger) {
        DirectoryConfig config = DirectoryConfig.read(directory, ledger)
                .with(
                        "add_bos_token",
                        JsonNode.parse("true".getBytes(StandardCharsets.UTF_8), DirectoryConfig.TOKENIZER_CONFIG));
        TokenizerClass named = ClassChoice.of(config);
        if (!named.name().equals(CLASS)) {
            throw config.unsupported(
                    "tokenizer_class", "only " + CLASS + " is made of a " + MODEL + ", and not " + named.name());
        }
        TokenizerClass chosen = named.withSpecialRoles();
        TokenizerSpec own = LlamaConversion.of(ledger.read(model(directory)), scheme(config));
        Optional<JsonNode> added = addedTokens(directory, ledger);
        ConfigTokens tokens = ConfigTokens.of(config, added, chosen);
        for (int id = 0; id < LlamaConversion.UNSCORED; id++) {
            refuseRenamed(own.model().vocabulary().text(id), tokens.declared(id));
        }
        return FastDirectory.merge(config, added, own, chosen);
    }

    private static Path model(Path directory) {
        Path model = directory.resolve(MODEL);
        if (!Files.isRegularFile(model)) {
            throw new LoadException(
                    LoadException.Kind.UNKNOWN_FORMAT,
                    Place.of(directory.toString()),
                    "it has no " + MODEL + ", of which the tokenizer is made; put it there");
        }
        return model;
    }

    /** A setting that is null means no blank, one that is missing means one. */
    private static PrependScheme scheme(DirectoryConfig config) {
        boolean prefix = config.flag("add_prefix_space", !config.settings().containsKey("add_prefix_space"));
        return prefix ? PrependScheme.FIRST : PrependScheme.NEVER;
    }

    private static Optional<JsonNode> addedTokens(Path directory, FileLedger ledger) {
        Path file = directory.resolve(TOKENIZER_JSON);
        if (!Files.isRegularFile(file)) {
            return Optional.empty();
        }
        JsonNode root = JsonNode.parse(ledger.read(file).content(), TOKENIZER_JSON);
        return Optional.ofNullable(root.members().get("added_tokens")).filter(node -> !node.isNull());
    }

    /** The conversion takes the names of the first pieces from the settings. */
    private static void refuseRenamed(String piece, Optional<ConfigToken> declared) {
        declared.filter(token -> !token.content().equals(piece)).ifPresent(token -> {
            throw new LoadException(
                    LoadException.Kind.UNSUPPORTED,
                    Place.of(DirectoryConfig.TOKENIZER_CONFIG).child("added_tokens_decoder"),
                    "the token " + Quoted.text(token.content()) + " has the id of the piece " + Quoted.text(piece)
                            + "; give it the same text");
        });
    }
}
