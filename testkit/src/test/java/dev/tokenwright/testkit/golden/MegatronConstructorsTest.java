package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.prompt.ConversationOptions.Ending;
import dev.tokenwright.chat.prompt.ImageTags;
import dev.tokenwright.chat.prompt.PromptFormat;
import dev.tokenwright.chat.prompt.TemplateOptions;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.chat.prompt.command.TokenizerArguments;
import dev.tokenwright.error.TokenwrightException;
import dev.tokenwright.load.MegatronMetadata;
import dev.tokenwright.load.MegatronMetadata.Existing;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokenizers are made, refused and described by metadata as in Megatron. */
class MegatronConstructorsTest {
    private static final String REQUIRED = "<unk> <s> </s> <mask> <pad> <cls> <sep>";
    private static final List<Map<String, @Nullable Object>> CONVERSATION =
            List.of(Map.of("role", "user", "content", "Hello"));

    /** What types make impossible here. */
    private static final List<String> IMPOSSIBLE = List.of(
            "metadata_wrong_type",
            "multimodal_needs_special_tokens",
            "multimodal_needs_image_tag_type",
            "sp_tokenize_non_string",
            "sp_legacy_special_wrong_type",
            "chat_template_truncation_needs_length");

    /** Mistakes of the reference: docs/compatibility.md. */
    private static final List<String> DECLARED =
            List.of("null_multimodal_with_prompt_kwargs", "metadata_dict_is_mutated");

    @TempDir
    static Path unpacked = Path.of("");

    private final List<String> differences = new ArrayList<>();
    private @Nullable MegatronTokenizers known;
    private int folders;

    @Test
    void tokenizersAreMadeAndRefusedWhereTheReferenceMakesAndRefusesThem() {
        var shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println("shared/fixtures is not beside the checkout: Megatron's constructors are left out");
            return;
        }
        known = new MegatronTokenizers(shared.get(), unpacked);
        Map<String, Integer> compared = new TreeMap<>();
        for (byte[] line : shared.get().lines("megatron/constructors.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            String name = (String) Objects.requireNonNull(record.get("case"));
            Map<?, ?> wanted = (Map<?, ?>) Objects.requireNonNull(record.get("result"));
            if (IMPOSSIBLE.contains(name) || DECLARED.contains(name)) {
                compared.merge(IMPOSSIBLE.contains(name) ? "impossible" : "declared", 1, Integer::sum);
                continue;
            }
            compared.merge(wanted.containsKey("ok") ? "made" : "refused", 1, Integer::sum);
            compare(name, wanted);
        }
        System.out.println("constructors.jsonl " + compared);
        assertThat(differences).isEmpty();
        assertThat(compared).containsKeys("made", "refused");
    }

    private void compare(String name, Map<?, ?> wanted) {
        try {
            Object ours = result(name, wanted.get("ok"));
            if (!wanted.containsKey("ok")) {
                differences.add(name + " should be refused: " + wanted + " and is " + ours);
            } else if (!String.valueOf(wanted.get("ok")).equals(String.valueOf(ours))) {
                differences.add(name + " is " + ours + " and not " + wanted.get("ok"));
            }
        } catch (TokenwrightException | IllegalArgumentException | UnsupportedOperationException e) {
            if (wanted.containsKey("ok")) {
                differences.add(name + " is refused: " + e);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private @Nullable Object result(String name, @Nullable Object wanted) throws IOException {
        if (name.startsWith("tiktoken_")) {
            return tiktoken(name);
        }
        if (name.startsWith("chat_template_") || name.equals("text_chat_template_missing")) {
            return template(name, wanted);
        }
        if (name.contains("metadata")) {
            return metadata(name);
        }
        return name.startsWith("byte_") ? bytes(name) : library(name);
    }

    private @Nullable Object library(String name) {
        return switch (name) {
            case "constructor_is_forbidden" -> refuse(() -> TrainingTokenizer.class.getConstructors().length == 0);
            case "unknown_library" -> arguments("--tokenizer-library", "nope");
            case "library_absent" -> arguments("--tokenizer-model", "m");
            case "sft_is_not_a_library" -> arguments("--tokenizer-library", "sft");
            case "path_required" -> arguments("--tokenizer-library", "sentencepiece");
            case "multimodal_needs_prompt_format" ->
                arguments("--tokenizer-library", "multimodal", "--tokenizer-model", qwen());
            case "multimodal_bad_image_tag" -> ImageTags.named("zzz").orElseThrow(IllegalArgumentException::new);
            case "multimodal_unknown_format" ->
                arguments(
                        "--tokenizer-library",
                        "multimodal",
                        "--tokenizer-model",
                        qwen(),
                        "--tokenizer-prompt-format",
                        "zzz");
            case "multimodal_special_token_already_there" ->
                arguments(
                        "--tokenizer-library",
                        "multimodal",
                        "--tokenizer-model",
                        qwen(),
                        "--tokenizer-prompt-format",
                        "qwen2p0",
                        "--special-tokens",
                        "<image>",
                        "<|im_end|>");
            case "text_unknown_format" -> PromptFormat.named("zzz");
            case "null_needs_vocab_size" -> arguments("--tokenizer-library", "null");
            case "sp_special_without_legacy" ->
                arguments(
                        "--tokenizer-library",
                        "sentencepiece",
                        "--tokenizer-model",
                        mistral(),
                        "--tokenizer-special-tokens",
                        "<a>");
            case "sp_bad_path" -> arguments("--tokenizer-library", "sentencepiece", "--tokenizer-model", "none.model");
            case "sp_add_special_without_legacy" ->
                arguments("--tokenizer-library", "sentencepiece", "--tokenizer-model", mistral())
                        .withSpecialTokens(List.of("<a>"));
            case "hf_bad_path" -> arguments("--tokenizer-library", "huggingface", "--tokenizer-model", "nothing_here");
            case "megatron_unknown_name" ->
                arguments("--tokenizer-library", "megatron", "--tokenizer-model", "Nope", "--vocab-file", "vocab.json");
            case "no_path_no_metadata" -> TrainingTokenizer.open(Path.of("no such place"));
            default -> throw new IllegalStateException("unknown case " + name);
        };
    }

    /** What the reference refuses when it is called cannot be called here. */
    private static Object refuse(BooleanSupplier impossible) {
        if (impossible.getAsBoolean()) {
            throw new UnsupportedOperationException();
        }
        return true;
    }

    private static TrainingTokenizer arguments(String... arguments) {
        return TokenizerArguments.parse(List.of(arguments)).open();
    }

    private String qwen() {
        return path("hf/qwen3");
    }

    private String mistral() {
        return path("sp/mistral-v1");
    }

    private String path(String id) {
        return Objects.requireNonNull(known).path(id).toString();
    }

    private Object tiktoken(String name) throws IOException {
        List<String> line = new ArrayList<>(List.of("--tokenizer-library", "tiktoken", "--tokenizer-model"));
        if (name.equals("tiktoken_not_json")) {
            line.add(Files.writeString(unpacked.resolve("ranks.txt"), "no list").toString());
        } else {
            line.add(name.equals("tiktoken_missing_file") ? "no.json" : path("tiktoken/small"));
        }
        String more =
                switch (name) {
                    case "tiktoken_missing_file", "tiktoken_not_json" -> "--vocab-size 3000";
                    case "tiktoken_bad_pattern" -> "--vocab-size 3000 --tiktoken-pattern v3";
                    case "tiktoken_vocab_too_large_for_file" -> "--vocab-size 3001";
                    case "tiktoken_vocab_smaller_than_file" -> "--vocab-size 1300";
                    case "tiktoken_too_few_special" -> "--vocab-size 2000 --tiktoken-num-special-tokens 6";
                    case "tiktoken_special_duplicates" -> specials("<sep>");
                    case "tiktoken_special_missing_required" ->
                        "--vocab-size 3000 --tokenizer-special-tokens <unk> <s> </s>";
                    case "tiktoken_special_clashes_with_filler" -> specials("<SPECIAL_9>");
                    case "tiktoken_num_special_equals_vocab" -> "--vocab-size 1000";
                    default -> throw new IllegalStateException("unknown case " + name);
                };
        line.addAll(List.of(more.split(" ", -1)));
        return arguments(line.toArray(new String[0])).vocabSize();
    }

    private static String specials(String another) {
        return "--vocab-size 2010 --tiktoken-num-special-tokens 10 --tokenizer-special-tokens " + REQUIRED + " "
                + another;
    }

    private @Nullable Object bytes(String name) {
        MegatronTokenizers tokenizers = Objects.requireNonNull(known);
        TrainingTokenizer plain = tokenizers.open("none", "byte-level", Map.of());
        return switch (name) {
            case "byte_list_special_ids" -> {
                TrainingTokenizer larger = tokenizers.open(
                        "none", "byte-level", Map.of("vocab_size", 300L, "special_tokens", List.of("a", "b", "c")));
                yield "{1=1, None=null, 0=0, " + larger.addedTokens().toString().substring(1);
            }
            case "byte_id_above_255" -> plain.detokenize(new int[] {72, 300});
            case "byte_strip_right" -> plain.detokenize(plain.tokenize(" a \n "));
            case "byte_invalid_utf8" -> plain.detokenize(new int[] {'H', 0xFF});
            default -> throw new IllegalStateException("unknown case " + name);
        };
    }

    private @Nullable Object template(String name, @Nullable Object wanted) throws IOException {
        TrainingTokenizer small =
                Objects.requireNonNull(known).open("tiktoken/small", "tiktoken", Map.of("vocab_size", 3000L));
        TemplateOptions options = TemplateOptions.DEFAULT;
        return switch (name) {
            case "text_chat_template_missing" -> small.renderTemplate(CONVERSATION, options);
            case "chat_template_metadata_beats_kwarg" -> {
                Path folder = folder();
                MegatronMetadata.of("tiktoken").withChatTemplate("M{{ 1 }}").write(place(folder), Existing.REFUSED);
                yield arguments(
                                "--tokenizer-metadata",
                                place(folder).toString(),
                                "--tokenizer-model",
                                path("tiktoken/small"),
                                "--vocab-size",
                                "3000",
                                "--chat-template",
                                "K{{ 2 }}")
                        .renderTemplate(CONVERSATION, options);
            }
            case "chat_template_explicit_argument" ->
                small.renderTemplate(CONVERSATION, options.withTemplate("E{{ messages[0]['role'] }}"));
            case "chat_template_unknown_kwarg_swallowed" ->
                small.renderTemplate(
                        CONVERSATION,
                        options.withTemplate("{{ more is defined }}").withVariables(Map.of("more", 1L)));
            case "chat_template_bos_token_is_undefined" ->
                small.renderTemplate(CONVERSATION, options.withTemplate("[{{ bos_token }}]"));
            case "chat_template_generation_flag" ->
                small.renderTemplate(
                        CONVERSATION,
                        options.withTemplate("{{ add_generation_prompt }}").withEnding(Ending.GENERATION_PROMPT));
            case "chat_template_truncation" -> {
                int[] ids = ((List<?>) Objects.requireNonNull(wanted))
                        .stream().mapToInt(id -> ((Number) id).intValue()).toArray();
                String text = small.detokenize(ids) + " and more";
                yield Arrays.toString(small.applyTemplate(
                        CONVERSATION, options.withTemplate(text).withMaxTokens(ids.length)));
            }
            default -> throw new IllegalStateException("unknown case " + name);
        };
    }

    private Path folder() throws IOException {
        return Files.createDirectories(unpacked.resolve("metadata" + folders++));
    }

    private static Path place(Path folder) {
        return MegatronMetadata.place(folder);
    }

    private Path model(Path folder) throws IOException {
        return Files.copy(Path.of(mistral()), folder.resolve("m.model"));
    }

    private @Nullable Object metadata(String name) throws IOException {
        Path folder = folder();
        MegatronMetadata plain = MegatronMetadata.of("sentencepiece");
        return switch (name) {
            case "metadata_missing_file", "no_metadata_beside_model" -> TrainingTokenizer.open(model(folder));
            case "no_path_no_metadata" -> library(name);
            case "metadata_path_of_file" -> "<D>/" + folder.relativize(place(model(folder)));
            case "metadata_path_of_folder" -> "<D>/" + folder.relativize(place(folder));
            case "write_metadata_default" -> written(plain.writeBeside(model(folder), Existing.REFUSED));
            case "write_metadata_exists" -> {
                Path model = model(folder);
                plain.writeBeside(model, Existing.REFUSED);
                yield written(plain.writeBeside(model, Existing.REFUSED));
            }
            case "write_metadata_overwrite_template" -> {
                Path model = model(folder);
                plain.writeBeside(model, Existing.REFUSED);
                yield written(plain.withChatTemplate("T{{ 1 }}").writeBeside(model, Existing.REPLACED));
            }
            case "load_from_metadata_file" -> loaded(model(folder), plain.withChatTemplate("T{{ 1 }}"));
            case "write_metadata_model_type" ->
                written(plain.withModelType("gpt").writeBeside(model(folder), Existing.REFUSED));
            case "write_metadata_class" ->
                written(plain.withClass("Custom", "__main__").writeBeside(model(folder), Existing.REFUSED));
            case "write_metadata_other_path" ->
                written(MegatronMetadata.of("multimodal").writeBeside(folder, Existing.REFUSED));
            case "write_metadata_bad_library" ->
                written(MegatronMetadata.of("nope").writeBeside(folder, Existing.REFUSED));
            case "write_metadata_missing_tokenizer" ->
                written(plain.writeBeside(folder.resolve("none.model"), Existing.REFUSED));
            default -> throw new IllegalStateException("unknown case " + name);
        };
    }

    private static Object written(Path file) throws IOException {
        String json = Files.readString(file);
        Map<String, @Nullable Object> members = PlainJson.object(json.getBytes(StandardCharsets.UTF_8));
        assertThat(List.copyOf(members.keySet()))
                .containsExactly("library", "class_name", "class_path", "model_type", "chat_template");
        MegatronMetadata read = MegatronMetadata.read(file);
        assertThat(read.chatTemplate()).isEqualTo(Optional.ofNullable(members.get("chat_template")));
        assertThat(read.className()).isEqualTo(Optional.ofNullable(members.get("class_name")));
        return members;
    }

    private static Object loaded(Path model, MegatronMetadata metadata) throws IOException {
        Path file = metadata.writeBeside(model, Existing.REFUSED);
        TrainingTokenizer tokenizer = TrainingTokenizer.open(model);
        List<@Nullable Object> parts = new ArrayList<>();
        parts.add(Arrays.stream(tokenizer.tokenize("hi how are you?")).boxed().toList());
        parts.add(tokenizer.chatTemplate().orElse(null));
        parts.add(MegatronMetadata.read(file).className().orElse(null));
        parts.add("<D>/" + file.getFileName());
        return parts;
    }
}
