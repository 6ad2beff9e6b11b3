package dev.tokenwright.chat.prompt;

import dev.tokenwright.Framing;
import dev.tokenwright.chat.jinja.RenderOptions;
import dev.tokenwright.chat.jinja.Template;
import dev.tokenwright.chat.prompt.LibraryOptions.SentencePiece.ExtraBlanks;
import dev.tokenwright.chat.prompt.LibraryOptions.SentencePiece.Separator;
import dev.tokenwright.load.ByteLevelOptions;
import dev.tokenwright.load.MegatronOptions;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What tells tokenizers apart, as the reference writes it. An option that has its default is left out. */
final class UniqueIdentifiers {
    private static final String TEXT = "megatron.core.tokenizers.text.text_tokenizer.MegatronTokenizerText";
    private static final String VISION = "megatron.core.tokenizers.vision.vision_tokenizer.MegatronTokenizerVision";
    private static final Template SHOWN = Template.compile("value", "{{ value }}");

    private final Map<String, Optional<String>> identifiers = new LinkedHashMap<>();

    private UniqueIdentifiers() {}

    static Map<String, Optional<String>> of(
            Optional<Path> path, LibraryOptions options, Optional<PromptFormat> format) {
        UniqueIdentifiers unique = new UniqueIdentifiers();
        unique.identifiers.put("class", Optional.of(options.library().isVision() ? VISION : TEXT));
        unique.identifiers.put("tokenizer_path", path.map(Path::toString));
        unique.add(options);
        format.ifPresent(chosen -> unique.put("prompt_format", chosen.spelling()));
        return Collections.unmodifiableMap(unique.identifiers);
    }

    private void add(LibraryOptions options) {
        if (options instanceof LibraryOptions.HuggingFace huggingFace) {
            add(huggingFace);
        } else if (options instanceof LibraryOptions.Megatron megatron) {
            put("vocab_file", megatron.vocab().toString());
            megatron.merges().ifPresent(merges -> put("merges_file", merges.toString()));
            add(megatron.common());
        } else if (options instanceof LibraryOptions.SentencePiece sentencePiece) {
            add(sentencePiece);
        } else if (options instanceof LibraryOptions.Tiktoken tiktoken) {
            add(tiktoken.options());
            template(tiktoken.template());
        } else if (options instanceof LibraryOptions.ByteLevel byteLevel) {
            add(byteLevel.options());
        } else if (options instanceof LibraryOptions.Null numbers) {
            put("vocab_size", numbers.vocabSize());
        } else if (options instanceof LibraryOptions.NullMultimodal numbers) {
            add(numbers);
        } else if (options instanceof LibraryOptions.Multimodal multimodal) {
            add(multimodal);
        }
    }

    private void add(LibraryOptions.HuggingFace options) {
        options.tokens().forEach((role, token) -> put(role.name().toLowerCase(Locale.ROOT) + "_token", token));
        list("additional_special_tokens", options.additional(), List.of());
        if (options.framing() == Framing.NONE) {
            put("include_special_tokens", "False");
        }
        template(options.template());
    }

    private void add(LibraryOptions.SentencePiece options) {
        options.specials().ifPresent(names -> {
            put("legacy", "True");
            boolean listed = names.keySet().stream().allMatch(name -> name.startsWith("#"));
            put("special_tokens", shown(listed ? new ArrayList<>(names.values()) : names));
        });
        if (options.blanks() == ExtraBlanks.KEPT) {
            put("ignore_extra_whitespaces", "False");
        }
        template(options.template());
        if (options.separator() == Separator.KEPT) {
            put("trim_spm_separator_after_special_token", "False");
        }
    }

    private void add(MegatronOptions options) {
        MegatronOptions usual = MegatronOptions.DEFAULT;
        if (options.pattern() != usual.pattern()) {
            put("pattern", options.pattern().name().toLowerCase(Locale.ROOT));
        }
        number("vocab_size", OptionalInt.of(options.vocabSize()), usual.vocabSize());
        number("num_special_tokens", OptionalInt.of(options.specialTokenCount()), usual.specialTokenCount());
        list("special_tokens", options.specialTokens(), usual.specialTokens());
    }

    private void add(ByteLevelOptions options) {
        ByteLevelOptions usual = ByteLevelOptions.DEFAULT;
        number("vocab_size", OptionalInt.of(options.vocabSize()), usual.vocabSize());
        number("_eos_id", options.namedIds().eos(), usual.namedIds().eos().orElseThrow());
        number("_pad_id", options.namedIds().pad(), usual.namedIds().pad().orElseThrow());
        options.namedIds().bos().ifPresent(bos -> put("_bos_id", bos));
        list("special_tokens", options.specialTokens(), List.of());
    }

    private void add(LibraryOptions.NullMultimodal options) {
        LibraryOptions.NullMultimodal usual = LibraryOptions.NullMultimodal.of(options.vocabSize());
        put("vocab_size", options.vocabSize());
        if (!options.imageToken().equals(usual.imageToken())) {
            put("image_token", options.imageToken());
        }
        number("image_token_id", OptionalInt.of(options.imageId()), usual.imageId());
    }

    private void add(LibraryOptions.Multimodal options) {
        put("special_tokens", shown(options.specialTokens()));
        put("image_tag_type", options.images().spelling());
        if (options.systemMessages() == SystemMessages.FORCED) {
            put("force_system_message", "True");
        }
        template(options.template());
    }

    private void template(Optional<String> template) {
        template.ifPresent(text -> put("chat_template", text));
    }

    private void number(String name, OptionalInt value, int usual) {
        if (value.isPresent() && value.getAsInt() != usual) {
            put(name, value.getAsInt());
        }
    }

    private void list(String name, List<String> value, List<String> usual) {
        if (!value.equals(usual)) {
            put(name, shown(value));
        }
    }

    private void put(String name, int value) {
        put(name, Integer.toString(value));
    }

    private void put(String name, String value) {
        identifiers.put(name, Optional.of(value));
    }

    /** A value as Python shows it. */
    private static String shown(Object value) {
        return SHOWN.render(Map.of("value", value), RenderOptions.at(LocalDateTime.MIN))
                .text();
    }
}
