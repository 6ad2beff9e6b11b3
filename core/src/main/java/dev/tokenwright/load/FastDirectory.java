package dev.tokenwright.load;

import dev.tokenwright.load.TransformersClasses.Kind;
import dev.tokenwright.load.TransformersClasses.Known;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.ModelSpec;
import dev.tokenwright.spec.Origin;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.Quoted;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Merges {@code tokenizer.json} with the files beside it, as {@code AutoTokenizer} of {@code transformers} 5.24 does for
 * a tokenizer of its {@code tokenizers} backend. Deviation: decoding is that of the pipeline, also for CLIP and Whisper,
 * whose classes change the decoded text once more (docs/compatibility.md).
 */
final class FastDirectory {
    /** What {@code clean_up_tokenization_spaces} replaces, in this order. */
    private static final List<String> CLEANED =
            List.of(" .", " ?", " !", " ,", " ' ", " n't", " 'm", " 's", " 've", " 're");

    /** Settings that would have the class built from something else than the files. */
    private static final List<String> NOT_SETTINGS = List.of(
            "vocab",
            "merges",
            "post_processor",
            "tokenizer_object",
            "tokenizer_padding",
            "tokenizer_truncation",
            "model_specific_special_tokens",
            "gguf_file",
            "init_inputs",
            "fast_tokenizer_files");

    private final DirectoryConfig config;
    private final JsonNode root;
    private final TokenizerSpec file;
    private final Known chosen;
    private final ClassRecipe recipe;

    private FastDirectory(DirectoryConfig config, JsonNode root, TokenizerSpec file, Known chosen) {
        this.config = config;
        this.root = root;
        this.file = file;
        this.chosen = chosen;
        this.recipe = recipe();
    }

    /** Whether there is a file beside {@code tokenizer.json} that takes part. */
    static boolean applies(DirectoryConfig config) {
        return config.file(DirectoryConfig.TOKENIZER_CONFIG).isPresent()
                || config.file(DirectoryConfig.SPECIAL_TOKENS_MAP).isPresent()
                || config.file(DirectoryConfig.ADDED_TOKENS).isPresent();
    }

    /** Merges the files. */
    static TokenizerSpec read(DirectoryConfig config, FileLedger.LoadedFile tokenizerJson) {
        Known chosen = ClassChoice.of(config, tokenizerJson.content());
        JsonNode root = JsonNode.parse(tokenizerJson.content(), tokenizerJson.name());
        TokenizerSpec file = TokenizerJsonReader.read(root, tokenizerJson.source());
        return new FastDirectory(config, root, file, chosen).merge();
    }

    private ClassRecipe recipe() {
        if (chosen.kind() == Kind.FILE) {
            return ClassRecipes.file();
        }
        String remedy = "; it is not followed here. Name tokenizer.json itself to load that file alone";
        return ClassRecipes.named(chosen.name())
                .filter(known -> chosen.kind() == Kind.STAGES)
                .orElseThrow(() -> config.unsupported(
                        "tokenizer_class",
                        "the class " + Quoted.text(chosen.name())
                                + (chosen.kind() == Kind.CODE
                                        ? " does not use tokenizer.json"
                                        : " builds its own stages instead of those of tokenizer.json")
                                + remedy));
    }

    private TokenizerSpec merge() {
        refuseOtherSources();
        Optional<JsonNode> fileTokens =
                Optional.ofNullable(root.members().get("added_tokens")).filter(node -> !node.isNull());
        ConfigTokens tokens = ConfigTokens.of(config, fileTokens, recipe);
        boolean rebuilt = recipe.stages().isPresent();
        AddedTokenRegister register =
                new AddedTokenRegister(file.model().vocabulary(), rebuilt ? List.of() : file.addedTokens());
        ClassSettings settings = new ClassSettings(chosen.name(), config, root, file, tokens.named(), register);
        TokenizerSpec stages =
                recipe.stages().map(build -> build.build(settings)).orElse(file);
        tokens.addTo(register);
        addOnceMore(tokens, register);
        Optional<FrameSpec> frame = recipe.frame().frame(file.frame(), settings);
        return new TokenizerSpec(
                origin(),
                stages.model(),
                register.tokens(),
                stages.normalizer(),
                stages.splitter(),
                frame,
                decoder(stages),
                Optional.empty(),
                Optional.empty(),
                file.unknownIds(),
                file.addedTokenSearch(),
                new DefaultsReader(config, recipe.paddingSide()).read(tokens, register, file));
    }

    private void addOnceMore(ConfigTokens tokens, AddedTokenRegister register) {
        switch (recipe.after()) {
            case NONE, NUMBERED_EXTRA -> {}
            case SPECIAL_TOKENS ->
                tokens.specialTexts()
                        .forEach(text -> register.add(ConfigToken.bare(text).rules()));
            case GIVEN_TOKENS -> {
                tokens.named()
                        .values()
                        .forEach(token -> register.add(token.special().rules()));
                tokens.extra().forEach(token -> register.add(token.special().rules()));
            }
        }
    }

    private void refuseOtherSources() {
        for (String key : NOT_SETTINGS) {
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

    private Optional<DecoderSpec> decoder(TokenizerSpec stages) {
        boolean clean = config.flag("clean_up_tokenization_spaces", false);
        boolean alsoBpe = config.flag("clean_up_tokenization_spaces_for_bpe_even_though_it_will_corrupt_output", false);
        if (!clean || stages.model() instanceof ModelSpec.Bpe && !alsoBpe) {
            return stages.decoder();
        }
        List<DecoderSpec> steps = new ArrayList<>();
        stages.decoder().ifPresent(steps::add);
        if (stages.decoder().isEmpty()) {
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
        if (recipe.stages().isPresent()) {
            notes.add("the class " + chosen.name() + " builds its own stages instead of those of tokenizer.json");
        }
        if (file.truncation().isPresent() || file.padding().isPresent()) {
            notes.add("truncation and padding of tokenizer.json are off, as in transformers");
        }
        return new Origin(file.origin().format(), file.origin().files(), notes);
    }
}
