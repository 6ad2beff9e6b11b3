package dev.tokenwright.chat.prompt.command;

import dev.tokenwright.Framing;
import dev.tokenwright.chat.prompt.ImageTags;
import dev.tokenwright.chat.prompt.Library;
import dev.tokenwright.chat.prompt.LibraryOptions;
import dev.tokenwright.chat.prompt.SystemMessages;
import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.MegatronOptions;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Options to what a library is told. */
final class LibrarySettings {
    private static final String BERT_WITH_SENTINELS = "BertWordPieceCase";
    private static final int SENTINELS = 100;

    private final ArgumentLine line;
    private final Optional<String> template;

    private LibrarySettings(ArgumentLine line, Optional<String> template) {
        this.line = line;
        this.template = template;
    }

    /** A template of the metadata goes before the option's. */
    static LibraryOptions of(Library library, ArgumentLine line, Optional<String> path, Optional<String> template) {
        LibrarySettings settings = new LibrarySettings(line, template.or(() -> line.word(Flag.CHAT_TEMPLATE)));
        return switch (library) {
            case HUGGINGFACE -> settings.huggingFace(path);
            case MEGATRON -> settings.megatron(path);
            case SENTENCEPIECE -> settings.sentencePiece();
            case TIKTOKEN -> settings.tiktoken();
            case BYTE_LEVEL -> new LibraryOptions.ByteLevel(ByteLevelOptions.DEFAULT);
            case NULL -> new LibraryOptions.Null(settings.vocabSize(library));
            case MULTIMODAL -> settings.multimodal();
            case NULL_MULTIMODAL -> LibraryOptions.NullMultimodal.of(settings.vocabSize(library));
        };
    }

    /** The special tokens to add: the old option counts where the new one is missing. */
    static Optional<List<String>> specialTokens(ArgumentLine line) {
        return line.words(Flag.SPECIAL_TOKENS).or(() -> line.words(Flag.TIKTOKEN_SPECIAL_TOKENS));
    }

    private LibraryOptions.HuggingFace huggingFace(Optional<String> path) {
        List<String> additional = specialTokens(line).orElse(List.of());
        if (path.equals(Optional.of(BERT_WITH_SENTINELS))) {
            additional = IntStream.range(0, SENTINELS)
                    .mapToObj(index -> "<extra_id_" + index + ">")
                    .toList();
        }
        Framing framing = line.has(Flag.HF_NO_INCLUDE_SPECIAL_TOKENS) ? Framing.NONE : Framing.ADD;
        return new LibraryOptions.HuggingFace(Map.of(), additional, framing, template);
    }

    private LibraryOptions megatron(Optional<String> path) {
        Path vocab = line.word(Flag.VOCAB_FILE)
                .map(Path::of)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--vocab-file is missing; the library megatron needs it, as nothing is downloaded"));
        return new LibraryOptions.Megatron(vocab, line.word(Flag.MERGE_FILE).map(Path::of), huggingFace(path));
    }

    private LibraryOptions sentencePiece() {
        LibraryOptions.SentencePiece plain = LibraryOptions.SentencePiece.DEFAULT;
        LibraryOptions.SentencePiece templated =
                new LibraryOptions.SentencePiece(Optional.empty(), plain.blanks(), plain.separator(), template);
        Optional<List<String>> tokens = specialTokens(line);
        if (line.has(Flag.SENTENCEPIECE_LEGACY)) {
            return templated.withSpecials(tokens.orElse(List.of()));
        }
        if (tokens.isPresent()) {
            throw new IllegalArgumentException("--tokenizer-special-tokens needs --tokenizer-sentencepiece-legacy with"
                    + " the library sentencepiece; otherwise train the tokens into the model");
        }
        return templated;
    }

    private LibraryOptions tiktoken() {
        MegatronOptions all = MegatronOptions.DEFAULT;
        return new LibraryOptions.Tiktoken(
                new MegatronOptions(
                        line.word(Flag.TIKTOKEN_PATTERN)
                                .map(LibrarySettings::pattern)
                                .orElse(all.pattern()),
                        line.number(Flag.VOCAB_SIZE).orElse(all.vocabSize()),
                        line.number(Flag.TIKTOKEN_NUM_SPECIAL_TOKENS).orElse(all.specialTokenCount()),
                        specialTokens(line).orElse(all.specialTokens())),
                template);
    }

    private static MegatronOptions.Pattern pattern(String name) {
        return switch (name) {
            case "v1" -> MegatronOptions.Pattern.V1;
            case "v2" -> MegatronOptions.Pattern.V2;
            default -> throw new IllegalArgumentException("--tiktoken-pattern must be v1 or v2: " + name);
        };
    }

    private int vocabSize(Library library) {
        return line.number(Flag.VOCAB_SIZE)
                .orElseThrow(() -> new IllegalArgumentException(
                        "--vocab-size is missing; the library " + library + " has no vocabulary of its own"));
    }

    private LibraryOptions multimodal() {
        String tags = line.word(Flag.IMAGE_TAG_TYPE).orElse("");
        return new LibraryOptions.Multimodal(
                line.words(Flag.IMAGE_SPECIAL_TOKENS).orElse(List.of("<image>")),
                ImageTags.named(tags)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "--image-tag-type must be nvlm, internvl or empty: " + tags)),
                line.has(Flag.FORCE_SYSTEM_MESSAGE) ? SystemMessages.FORCED : SystemMessages.OWN,
                template);
    }
}
