package dev.tokenwright.load;

import dev.tokenwright.spec.FrameSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.wire.JsonNode;
import java.util.Optional;

/** What a class of {@code transformers} 4.57 changes in the stages of {@code tokenizer.json} after it has read them. */
final class ClassEffects {
    private final TokenizerClass chosen;
    private final DirectoryConfig config;

    ClassEffects(TokenizerClass chosen, DirectoryConfig config) {
        this.chosen = chosen;
        this.config = config;
    }

    /** A BERT normalizer with the flags of the settings; any other stays. */
    Optional<NormalizerSpec> normalizer(Optional<NormalizerSpec> ofFile) {
        return switch (chosen.effect()) {
            case BERT -> ofFile.map(normalizer -> bert(normalizer, config.strictFlag("tokenize_chinese_chars", true)));
            case BERT_BUT_CHINESE ->
                ofFile.map(normalizer ->
                        bert(normalizer, normalizer instanceof NormalizerSpec.Bert bert && bert.handleChineseChars()));
            default -> ofFile;
        };
    }

    private NormalizerSpec bert(NormalizerSpec normalizer, boolean handleChineseChars) {
        return normalizer instanceof NormalizerSpec.Bert bert
                ? new NormalizerSpec.Bert(
                        bert.cleanText(),
                        handleChineseChars,
                        config.optional("strip_accents").map(JsonNode::bool),
                        config.strictFlag("do_lower_case", true))
                : normalizer;
    }

    /** A byte-level splitter that puts a blank in front as the settings say; any other stays. */
    Optional<SplitSpec> splitter(Optional<SplitSpec> ofFile) {
        return addPrefixSpace()
                .map(wanted -> ofFile.map(splitter ->
                        splitter instanceof SplitSpec.ByteLevel bytes ? withPrefix(bytes, wanted) : nested(splitter)))
                .orElse(ofFile);
    }

    private Optional<Boolean> addPrefixSpace() {
        if (chosen.addPrefixSpace().isEmpty()) {
            return Optional.empty();
        }
        return config.settings().containsKey("add_prefix_space")
                ? config.optional("add_prefix_space").map(JsonNode::bool)
                : chosen.addPrefixSpace();
    }

    private SplitSpec nested(SplitSpec splitter) {
        boolean everywhere =
                switch (chosen.effect()) {
                    case NESTED, BOS_NESTED -> config.flag("add_prefix_space", false);
                    default -> false;
                };
        return everywhere ? withPrefixes(splitter) : splitter;
    }

    private static SplitSpec withPrefixes(SplitSpec splitter) {
        if (splitter instanceof SplitSpec.Sequence sequence) {
            return new SplitSpec.Sequence(
                    sequence.steps().stream().map(ClassEffects::withPrefixes).toList());
        }
        return splitter instanceof SplitSpec.ByteLevel bytes ? withPrefix(bytes, true) : splitter;
    }

    private static SplitSpec withPrefix(SplitSpec.ByteLevel bytes, boolean addPrefixSpace) {
        return new SplitSpec.ByteLevel(addPrefixSpace, bytes.useRegex());
    }

    /** The frame of the class, or that of the file with what the class changes in it. */
    Optional<FrameSpec> frame(Optional<FrameSpec> ofFile, ClassFrames frames) {
        return switch (chosen.effect()) {
            case NONE, BERT, BERT_BUT_CHINESE, NESTED, CODE -> ofFile;
            case ROBERTA -> ofFile.map(this::offsets);
            case ROBERTA_PREFIX -> ofFile.map(this::prefix);
            case BOS, BOS_NESTED -> Optional.of(frames.edges(true));
            case NO_BOS -> Optional.of(frames.edges(false));
            case LANGUAGE_LAST -> Optional.of(frames.languageLast("en_XX"));
            case LANGUAGE_FIRST -> Optional.of(frames.languageFirst("en_XX"));
            case LANGUAGE_NLLB ->
                Optional.of(
                        config.flag("legacy_behaviour", false)
                                ? frames.languageLast("eng_Latn")
                                : frames.languageFirst("eng_Latn"));
            case LANGUAGE_SEAMLESS -> Optional.of(frames.languageBetweenUnderscores("eng"));
        };
    }

    private FrameSpec offsets(FrameSpec frame) {
        boolean trim = config.flag("trim_offsets", true);
        FrameSpec withPrefix = prefix(frame);
        if (withPrefix instanceof FrameSpec.Roberta roberta) {
            return new FrameSpec.Roberta(roberta.separator(), roberta.classifier(), trim, roberta.addPrefixSpace());
        }
        return withPrefix instanceof FrameSpec.ByteLevel bytes
                ? new FrameSpec.ByteLevel(trim, bytes.addPrefixSpace())
                : withPrefix;
    }

    private FrameSpec prefix(FrameSpec frame) {
        boolean prefix = config.flag("add_prefix_space", chosen.addPrefixSpace().orElse(false));
        if (frame instanceof FrameSpec.Roberta roberta) {
            return new FrameSpec.Roberta(roberta.separator(), roberta.classifier(), roberta.trimOffsets(), prefix);
        }
        return frame instanceof FrameSpec.ByteLevel bytes
                ? new FrameSpec.ByteLevel(bytes.trimOffsets(), prefix)
                : frame;
    }
}
