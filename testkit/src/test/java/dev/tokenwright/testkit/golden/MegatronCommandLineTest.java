package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.Framing;
import dev.tokenwright.chat.prompt.Library;
import dev.tokenwright.chat.prompt.LibraryOptions;
import dev.tokenwright.chat.prompt.SystemMessages;
import dev.tokenwright.chat.prompt.command.TokenizerArguments;
import dev.tokenwright.chat.prompt.command.VocabularyPadding;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Megatron's tokenizer options, old and new, mean what they mean there. */
class MegatronCommandLineTest {
    /** The reference takes the new option without a word; here it is refused: docs/compatibility.md. */
    private static final Set<List<String>> REFUSED = Set.of(List.of(
            "--tokenizer-library",
            "sentencepiece",
            "--tokenizer-type",
            "HuggingFaceTokenizer",
            "--tokenizer-model",
            "d"));

    /** The vocabulary whose size the reference was given. */
    private static final int GPT2_SIZE = 50_257;

    /** What is changed in the reference's arguments shows in what its loader gets. */
    private static final Set<String> FIELDS = Set.of(
            "record",
            "state",
            "commit",
            "argv",
            "warnings",
            "changed",
            "from_pretrained",
            "padded_vocab_size",
            "parse_error");

    /** Two have no meaning here: which engine runs, and whether code from the network may run. */
    private static final Set<String> ARGUMENTS = Set.of(
            "use_fast",
            "trust_remote_code",
            "tokenizer_path",
            "metadata_path",
            "prompt_format",
            "additional_special_tokens",
            "include_special_tokens",
            "vocab_file",
            "merges_file",
            "legacy",
            "special_tokens",
            "pattern",
            "vocab_size",
            "num_special_tokens",
            "image_tag_type",
            "force_system_message");

    @Test
    void optionsMeanWhatTheReferenceMakesOfThem() {
        List<String> differences = new ArrayList<>();
        int cases = 0;
        for (Map<String, @Nullable Object> record : records()) {
            if ("case".equals(record.get("record"))) {
                List<String> problems = compare(record);
                problems.forEach(problem -> differences.add(record.get("argv") + ": " + problem));
                cases++;
            }
        }
        System.out.println("cli.jsonl " + cases + " argument lines");
        assertThat(differences).isEmpty();
    }

    @Test
    void vocabulariesArePaddedAsInTheReference() {
        int cases = 0;
        for (Map<String, @Nullable Object> record : records()) {
            if ("padding".equals(record.get("record"))) {
                assertThat(VocabularyPadding.padded(
                                number(record, "vocab_size"),
                                number(record, "make_vocab_size_divisible_by"),
                                number(record, "tensor_model_parallel_size")))
                        .isEqualTo(number(record, "padded"));
                cases++;
            }
        }
        System.out.println("cli.jsonl " + cases + " paddings");
    }

    @Test
    void everyOptionOfTheReferenceIsKnown() {
        int flags = 0;
        for (Map<String, @Nullable Object> record : records()) {
            if ("flag".equals(record.get("record"))) {
                List<?> names = (List<?>) Objects.requireNonNull(record.get("flags"));
                assertThatThrownBy(() -> TokenizerArguments.parse(List.of(names.get(0) + "=\u0000", "--no-such")))
                        .hasMessageNotContaining("unknown option: " + names.get(0));
                flags++;
            }
        }
        System.out.println("cli.jsonl " + flags + " flags");
    }

    private static List<Map<String, @Nullable Object>> records() {
        return GoldenFolder.shared()
                .map(folder -> folder.lines("megatron/cli.jsonl").stream()
                        .map(PlainJson::object)
                        .toList())
                .orElse(List.of());
    }

    private static int number(Map<String, @Nullable Object> record, String name) {
        return ((Number) Objects.requireNonNull(record.get(name))).intValue();
    }

    private static List<String> compare(Map<String, @Nullable Object> record) {
        List<String> argv = strings(record.get("argv"));
        boolean seed = "seed".equals(record.get("state"));
        boolean refused = REFUSED.contains(argv) || record.containsKey("parse_error") && !laterSpelling(argv, seed);
        TokenizerArguments ours;
        try {
            ours = TokenizerArguments.parse(argv);
        } catch (IllegalArgumentException e) {
            return refused ? List.of() : List.of("fails: " + e);
        }
        if (refused) {
            return List.of("should be refused");
        }
        List<String> problems = new ArrayList<>();
        if (!(record.get("from_pretrained") instanceof Map<?, ?> wanted)) {
            return problems;
        }
        if (!FIELDS.containsAll(record.keySet()) || !ARGUMENTS.containsAll(wanted.keySet())) {
            problems.add("unknown fields " + record.keySet() + " " + wanted.keySet());
        }
        if (record.get("padded_vocab_size") instanceof Number padded
                && padded.intValue() != ours.paddedVocabSize(GPT2_SIZE)) {
            problems.add("padded_vocab_size " + ours.paddedVocabSize(GPT2_SIZE));
        }
        if (!Objects.equals(wanted.get("tokenizer_path"), ours.path().orElse(null))) {
            problems.add("path " + ours.path());
        }
        library(wanted, ours, argv, problems);
        if (!seed) {
            same("prompt_format", wanted, ours.promptFormat(), problems);
        }
        warnings(strings(record.get("warnings")), ours.warnings(), seed, problems);
        if (ours.library().isPresent() && wanted.get("metadata_path") instanceof Map<?, ?>) {
            options(wanted, ours, problems);
        }
        return problems;
    }

    /** The older parser lacks what the later one takes. */
    private static boolean laterSpelling(List<String> argv, boolean seed) {
        return seed && (argv.contains("multimodal") || argv.contains("null-multimodal"));
    }

    private static void library(Map<?, ?> wanted, TokenizerArguments ours, List<String> argv, List<String> problems) {
        if (wanted.get("metadata_path") instanceof Map<?, ?> metadata) {
            Object theirs = metadata.get("library");
            Optional<String> named = ours.library().map(Library::metadataName);
            boolean olderDefault = "huggingface".equals(theirs) && !argv.contains("--tokenizer-library");
            if (!Objects.equals(theirs, named.orElse(null)) && !(olderDefault && named.isEmpty())) {
                problems.add("library " + named);
            }
        }
    }

    /** The reference always warns of two options, whether they are there or not; here they are named when they are. */
    private static void warnings(List<String> theirs, List<String> ours, boolean seed, List<String> problems) {
        Set<String> old = new LinkedHashSet<>();
        for (String warning : theirs) {
            String option = warning.substring(0, warning.indexOf(' '));
            if (!option.startsWith("--tokenizer-hf-")) {
                old.add(option);
            }
        }
        if (ours.size() > 1) {
            problems.add("more than one warning");
        }
        for (String option : old) {
            if (ours.isEmpty() || !ours.get(0).contains(option) || !ours.get(0).contains("write --tokenizer-")) {
                problems.add("no warning of " + option + ": " + ours);
            }
        }
        boolean newInTheLater = seed && ours.toString().contains("--tokenizer-mode");
        boolean more = ours.toString().matches(".*--(tokenizer-hf-|sft-|tiktoken-special).*");
        if (old.isEmpty() && !ours.isEmpty() && !newInTheLater && !more) {
            problems.add("a warning too many: " + ours);
        }
    }

    private static void options(Map<?, ?> wanted, TokenizerArguments ours, List<String> problems) {
        LibraryOptions options;
        try {
            options = ours.libraryOptions();
        } catch (IllegalArgumentException e) {
            boolean misses = String.valueOf(e.getMessage()).matches("(?s).*(--vocab-size|--vocab-file|must include).*");
            if (!misses) {
                problems.add("options: " + e);
            }
            return;
        }
        if (options instanceof LibraryOptions.Megatron megatron) {
            same("vocab_file", wanted, Optional.of(megatron.vocab().toString()), problems);
            same("merges_file", wanted, megatron.merges().map(Object::toString), problems);
            options = megatron.common();
        }
        if (options instanceof LibraryOptions.HuggingFace huggingFace) {
            same("additional_special_tokens", wanted, Optional.of(huggingFace.additional()), problems);
            same("include_special_tokens", wanted, Optional.of(huggingFace.framing() == Framing.ADD), problems);
        } else if (options instanceof LibraryOptions.SentencePiece sentencePiece) {
            same("legacy", wanted, Optional.of(sentencePiece.specials().isPresent()), problems);
            same("special_tokens", wanted, sentencePiece.specials().map(map -> List.copyOf(map.values())), problems);
        } else if (options instanceof LibraryOptions.Tiktoken tiktoken) {
            tiktoken(wanted, tiktoken, problems);
        } else if (options instanceof LibraryOptions.Null numbers) {
            same("vocab_size", wanted, Optional.of((long) numbers.vocabSize()), problems);
        } else if (options instanceof LibraryOptions.NullMultimodal numbers) {
            same("vocab_size", wanted, Optional.of((long) numbers.vocabSize()), problems);
        } else if (options instanceof LibraryOptions.Multimodal multimodal) {
            same("special_tokens", wanted, Optional.of(multimodal.specialTokens()), problems);
            same("image_tag_type", wanted, Optional.of(multimodal.images().spelling()), problems);
            same(
                    "force_system_message",
                    wanted,
                    Optional.of(multimodal.systemMessages() == SystemMessages.FORCED),
                    problems);
        }
    }

    private static void tiktoken(Map<?, ?> wanted, LibraryOptions.Tiktoken ours, List<String> problems) {
        same("num_special_tokens", wanted, Optional.of((long) ours.options().specialTokenCount()), problems);
        if (wanted.containsKey("pattern")) {
            same("pattern", wanted, Optional.of(ours.options().pattern().name().toLowerCase(Locale.ROOT)), problems);
        }
        if (wanted.containsKey("vocab_size")) {
            same("vocab_size", wanted, Optional.of((long) ours.options().vocabSize()), problems);
        }
        if (wanted.get("special_tokens") != null) {
            same("special_tokens", wanted, Optional.of(ours.options().specialTokens()), problems);
        }
    }

    private static void same(String name, Map<?, ?> wanted, Optional<?> ours, List<String> problems) {
        if (!Objects.equals(wanted.get(name), ours.orElse(null))) {
            problems.add(name + " is " + ours + " and not " + wanted.get(name));
        }
    }

    private static List<String> strings(@Nullable Object value) {
        return value instanceof List<?> list
                ? list.stream().map(String::valueOf).toList()
                : List.of();
    }
}
