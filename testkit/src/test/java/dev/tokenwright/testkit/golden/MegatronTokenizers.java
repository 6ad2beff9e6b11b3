package dev.tokenwright.testkit.golden;

import dev.tokenwright.Framing;
import dev.tokenwright.chat.prompt.ImageTags;
import dev.tokenwright.chat.prompt.LibraryOptions;
import dev.tokenwright.chat.prompt.LibraryOptions.SentencePiece.ExtraBlanks;
import dev.tokenwright.chat.prompt.LibraryOptions.SentencePiece.Separator;
import dev.tokenwright.chat.prompt.PromptFormat;
import dev.tokenwright.chat.prompt.SpecialRole;
import dev.tokenwright.chat.prompt.SystemMessages;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.MegatronOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The tokenizers that Megatron's vectors name, with their constructor arguments. */
final class MegatronTokenizers {
    private static final Map<String, String> FOLDERS = Map.of(
            "hf/gpt4o", "tokenizers/gpt4o_hf",
            "hf/llama2", "megatron/tokenizers/hf_llama2",
            "sp/mistral-v1", "tokenizers/mistral_sp_v1",
            "sp/mistral-v3", "tokenizers/mistral_sp_v3",
            "sp/tiny-unigram", "megatron/files/tiny_unigram.model",
            "sp/tiny-bpe", "megatron/files/tiny_bpe.model",
            "gpt2", "tokenizers/gpt2_bpe_megatron");

    private final GoldenFolder folder;
    private final Path unpacked;

    MegatronTokenizers(GoldenFolder folder, Path unpacked) {
        this.folder = folder;
        this.unpacked = unpacked;
    }

    TrainingTokenizer open(String id, String library, Map<String, @Nullable Object> arguments, PromptFormat format) {
        LibraryOptions options = options(library, arguments);
        return TrainingTokenizer.open(path(id, options), options, format);
    }

    TrainingTokenizer open(String id, String library, Map<String, @Nullable Object> arguments) {
        LibraryOptions options = options(library, arguments);
        return TrainingTokenizer.open(path(id, options), options);
    }

    private Optional<Path> path(String id, LibraryOptions options) {
        return !options.library().needsPath()
                ? Optional.empty()
                : Optional.of(options instanceof LibraryOptions.Megatron ? Path.of("GPT2BPETokenizer") : path(id));
    }

    /** The file or the folder of a tokenizer, unpacked. */
    Path path(String id) {
        if (id.equals("tiktoken/tekken")) {
            return written(
                    "tekken.vocab.json",
                    () -> MegatronCases.vocab(folder.read("tokenizers/tekken_240911/tekken.json")));
        }
        if (id.equals("tiktoken/small")) {
            return written("small.vocab.json", () -> folder.read("megatron/files/tiktoken-small.vocab.json"));
        }
        String place = FOLDERS.getOrDefault(id, "tokenizers/" + id.substring(id.indexOf('/') + 1));
        if (place.endsWith(".model")) {
            return written(place.substring(place.lastIndexOf('/') + 1), () -> folder.read(place));
        }
        for (String file :
                List.of("tokenizer.json", "tokenizer_config.json", "tokenizer.model", "vocab.json", "merges.txt")) {
            if (folder.has(place + "/" + file)) {
                written(
                        place.substring(place.lastIndexOf('/') + 1) + "/" + file,
                        () -> folder.read(place + "/" + file));
            }
        }
        Path unpackedFolder = unpacked.resolve(place.substring(place.lastIndexOf('/') + 1));
        return id.startsWith("sp/") ? unpackedFolder.resolve("tokenizer.model") : unpackedFolder;
    }

    private Path written(String name, java.util.function.Supplier<byte[]> content) {
        try {
            Path file = unpacked.resolve(name);
            if (!Files.exists(file)) {
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.write(file, content.get());
            }
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    LibraryOptions options(String library, Map<String, @Nullable Object> arguments) {
        Optional<String> template = Optional.ofNullable((String) arguments.get("chat_template"));
        return switch (library) {
            case "huggingface" -> huggingFace(arguments, template);
            case "megatron" -> megatron(arguments, template);
            case "sentencepiece" -> sentencePiece(arguments, template);
            case "tiktoken" -> new LibraryOptions.Tiktoken(tiktoken(arguments), template);
            case "byte-level" -> new LibraryOptions.ByteLevel(byteLevel(arguments));
            case "null-text" -> new LibraryOptions.Null(number(arguments, "vocab_size", -1));
            case "null-multimodal" ->
                new LibraryOptions.NullMultimodal(
                        number(arguments, "vocab_size", -1),
                        (String) arguments.getOrDefault("image_token", "<image>"),
                        number(arguments, "image_token_id", -200));
            case "multimodal" ->
                new LibraryOptions.Multimodal(
                        strings(arguments.get("special_tokens")),
                        ImageTags.named((String) arguments.getOrDefault("image_tag_type", ""))
                                .orElseThrow(() -> new IllegalArgumentException("image_tag_type")),
                        Boolean.TRUE.equals(arguments.get("force_system_message"))
                                ? SystemMessages.FORCED
                                : SystemMessages.OWN,
                        template);
            default -> throw new IllegalStateException(library);
        };
    }

    private static LibraryOptions.HuggingFace huggingFace(
            Map<String, @Nullable Object> arguments, Optional<String> template) {
        Map<SpecialRole, String> roles = new LinkedHashMap<>();
        for (SpecialRole role : SpecialRole.values()) {
            Object token = arguments.get(role.name().toLowerCase(Locale.ROOT) + "_token");
            if (token != null) {
                roles.put(role, (String) token);
            }
        }
        boolean plain = Boolean.FALSE.equals(arguments.get("include_special_tokens"));
        return new LibraryOptions.HuggingFace(
                roles,
                strings(arguments.get("additional_special_tokens")),
                plain ? Framing.NONE : Framing.ADD,
                template);
    }

    private LibraryOptions megatron(Map<String, @Nullable Object> arguments, Optional<String> template) {
        Path files = path("gpt2");
        return new LibraryOptions.Megatron(
                files.resolve("vocab.json"),
                Optional.of(files.resolve("merges.txt")),
                huggingFace(arguments, template));
    }

    @SuppressWarnings("unchecked")
    private static LibraryOptions sentencePiece(Map<String, @Nullable Object> arguments, Optional<String> template) {
        ExtraBlanks blanks = Boolean.FALSE.equals(arguments.get("ignore_extra_whitespaces"))
                ? ExtraBlanks.KEPT
                : ExtraBlanks.DROPPED;
        Separator separator = Boolean.FALSE.equals(arguments.get("trim_spm_separator_after_special_token"))
                ? Separator.KEPT
                : Separator.TRIMMED;
        Object tokens = arguments.get("special_tokens");
        LibraryOptions.SentencePiece plain =
                new LibraryOptions.SentencePiece(Optional.empty(), blanks, separator, template);
        if (!Boolean.TRUE.equals(arguments.get("legacy"))) {
            return plain;
        }
        return tokens instanceof Map<?, ?> map
                ? new LibraryOptions.SentencePiece(Optional.of((Map<String, String>) map), blanks, separator, template)
                : plain.withSpecials(strings(tokens));
    }

    private static MegatronOptions tiktoken(Map<String, @Nullable Object> arguments) {
        MegatronOptions all = MegatronOptions.DEFAULT;
        return new MegatronOptions(
                "v1".equals(arguments.get("pattern")) ? MegatronOptions.Pattern.V1 : all.pattern(),
                number(arguments, "vocab_size", all.vocabSize()),
                number(arguments, "num_special_tokens", all.specialTokenCount()),
                arguments.get("special_tokens") == null
                        ? all.specialTokens()
                        : strings(arguments.get("special_tokens")));
    }

    private static ByteLevelOptions byteLevel(Map<String, @Nullable Object> arguments) {
        int bos = number(arguments, "_bos_id", -1);
        return ByteLevelOptions.of(
                number(arguments, "vocab_size", 512),
                bos < 0 ? OptionalInt.empty() : OptionalInt.of(bos),
                number(arguments, "_eos_id", 0),
                number(arguments, "_pad_id", 1),
                arguments.get("special_tokens") instanceof Map<?, ?> map
                        ? map.keySet().stream().map(String::valueOf).toList()
                        : strings(arguments.get("special_tokens")));
    }

    private static int number(Map<String, @Nullable Object> arguments, String name, int otherwise) {
        return arguments.get(name) instanceof Number number ? number.intValue() : otherwise;
    }

    private static List<String> strings(@Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            return map.values().stream().map(String::valueOf).toList();
        }
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
