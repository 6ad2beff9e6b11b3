package dev.tokenwright.load;

import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges {@code tokenizer.json} with the files beside it, as {@code AutoTokenizer} of {@code transformers} 4.57 does for a
 * fast tokenizer: the stages are the file's, the other files add tokens, and the class that they name may change flags
 * of stages or the frame. Deviations: a class that is not known takes the file as it is; decoding is that of the
 * pipeline, also for CLIP and Whisper, whose classes change the decoded text once more (docs/loading.md).
 */
final class FastDirectory {
    /** What {@code clean_up_tokenization_spaces} replaces, in this order. */
    private static final List<String> CLEANED =
            List.of(" .", " ?", " !", " ,", " ' ", " n't", " 'm", " 's", " 've", " 're");

    /** Settings that would have the tokenizer built from something else than the files. */
    private static final List<String> OTHER_SOURCES = List.of("tokenizer_object", "gguf_file", "init_inputs");

    private final DirectoryConfig config;
    private final Optional<JsonNode> fileTokens;
    private final TokenizerSpec file;
    private final TokenizerClass chosen;

    private FastDirectory(
            DirectoryConfig config, Optional<JsonNode> fileTokens, TokenizerSpec file, TokenizerClass chosen) {
        this.config = config;
        this.fileTokens = fileTokens;
        this.file = file;
        this.chosen = chosen;
    }

    /** Whether there is a file beside {@code tokenizer.json} that takes part. */
    static boolean applies(DirectoryConfig config) {
        return config.file(DirectoryConfig.TOKENIZER_CONFIG).isPresent()
                || config.file(DirectoryConfig.SPECIAL_TOKENS_MAP).isPresent()
                || config.file(DirectoryConfig.ADDED_TOKENS).isPresent()
                || config.file(DirectoryConfig.MODEL_CONFIG).isPresent();
    }

    /** Merges the files. */
    static TokenizerSpec read(DirectoryConfig config, FileLedger.LoadedFile tokenizerJson) {
        JsonNode root = JsonNode.parse(tokenizerJson.content(), tokenizerJson.name());
        TokenizerSpec file = TokenizerJsonReader.read(root, tokenizerJson.source());
        Optional<JsonNode> fileTokens =
                Optional.ofNullable(root.members().get("added_tokens")).filter(node -> !node.isNull());
        return merge(config, fileTokens, file, ClassChoice.of(config));
    }

    /**
     * Merges what a {@code tokenizer.json} would say with the other files.
     *
     * @param fileTokens the added tokens of {@code tokenizer.json}
     */
    static TokenizerSpec merge(
            DirectoryConfig config, Optional<JsonNode> fileTokens, TokenizerSpec file, TokenizerClass chosen) {
        return new FastDirectory(config, fileTokens, file, chosen).merge();
    }

    private TokenizerSpec merge() {
        refuseOtherSources();
        ConfigTokens tokens = ConfigTokens.of(config, fileTokens, chosen);
        AddedTokenRegister register = new AddedTokenRegister(file.model().vocabulary(), file.addedTokens());
        tokens.addTo(register);
        ClassEffects effects = new ClassEffects(chosen, config);
        return new TokenizerSpec(
                origin(),
                file.model(),
                register.tokens(),
                effects.normalizer(file.normalizer()),
                effects.splitter(file.splitter()),
                effects.frame(file.frame(), new ClassFrames(config, tokens.named(), register)),
                decoder(),
                Optional.empty(),
                Optional.empty(),
                file.unknownIds(),
                file.addedTokenSearch(),
                new DefaultsReader(config, chosen.paddingSide()).read(tokens, register, file));
    }

    private void refuseOtherSources() {
        if (chosen.effect() == TokenizerClass.Effect.CODE) {
            throw config.unsupported(
                    "tokenizer_class",
                    "the class " + chosen.name() + " cuts texts with code of its own, which is not done."
                            + " Name tokenizer.json itself to load that file alone");
        }
        for (String key : OTHER_SOURCES) {
            config.optional(key)
                    .filter(node -> node.type() != JsonNode.Type.ARRAY
                            || !node.elements().isEmpty())
                    .ifPresent(node -> {
                        throw node.unsupported("a tokenizer made from this setting is not done; remove it");
                    });
        }
        for (String key : List.of("split_special_tokens", "fix_mistral_regex")) {
            config.optional(key).filter(JsonNode::bool).ifPresent(node -> {
                throw node.unsupported("true changes how texts are cut, which is not done; set it to false");
            });
        }
    }

    private Optional<DecoderSpec> decoder() {
        if (!config.flag("clean_up_tokenization_spaces", false)) {
            return file.decoder();
        }
        List<DecoderSpec> steps = new ArrayList<>();
        file.decoder().ifPresent(steps::add);
        if (file.decoder().isEmpty()) {
            throw config.unsupported(
                    "clean_up_tokenization_spaces", "true without a decoder in tokenizer.json is not done");
        }
        steps.add(new DecoderSpec.Fuse());
        CLEANED.forEach(text -> steps.add(
                new DecoderSpec.Replace(new PatternSpec.Literal(text), text.equals(" ' ") ? "'" : text.substring(1))));
        return Optional.of(new DecoderSpec.Sequence(steps));
    }

    private Origin origin() {
        List<String> notes = new ArrayList<>(file.origin().notes());
        if (config.optional("auto_map").isPresent()) {
            notes.add("auto_map names code of the model's own, which is never run: tokenizer.json is what it says");
        }
        if (file.truncation().isPresent() || file.padding().isPresent()) {
            notes.add("truncation and padding of tokenizer.json are off, as in transformers");
        }
        return new Origin(file.origin().format(), file.origin().files(), notes);
    }
}
