package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.chat.prompt.ConversationOptions;
import dev.tokenwright.chat.prompt.ImageTags;
import dev.tokenwright.chat.prompt.PromptFormat;
import dev.tokenwright.chat.prompt.SpecialRole;
import dev.tokenwright.chat.prompt.TemplateOptions;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.error.TokenwrightException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tokenizers for text with images do what Megatron's vision wrapper does. */
class MegatronVisionTest {
    /** The reference wraps an image again when it sees the same messages again; here messages stay as they are. */
    private static final List<String> SECOND_CALLS =
            List.of("tokenize_list_second_call_same_object", "messages_after_two_calls");

    private static final List<Map<String, @Nullable Object>> MESSAGES =
            List.of(Map.of("role", "user", "content", "<image>hello"));

    @TempDir
    static Path unpacked = Path.of("");

    private final Map<String, TrainingTokenizer> byTags = new HashMap<>();
    private final List<String> differences = new ArrayList<>();
    private final Map<String, Integer> compared = new TreeMap<>();

    @Test
    void textsWithImagesGetTheIdsOfTheVisionWrapper() {
        var shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println("shared/fixtures is not beside the checkout: Megatron's vision wrapper is left out");
            return;
        }
        MegatronTokenizers tokenizers = new MegatronTokenizers(shared.get(), unpacked);
        TrainingTokenizer numbers = tokenizers.open("none", "null-multimodal", Map.of("vocab_size", 10_000L));
        for (byte[] line : shared.get().lines("megatron/vision.jsonl")) {
            Map<String, @Nullable Object> record = PlainJson.object(line);
            String name = (String) Objects.requireNonNull(record.get("case"));
            String operation = name.substring(name.indexOf('.') + 1);
            if (name.startsWith("null_multimodal.")) {
                compare(record, operation, operation.equals("custom_image") ? customImage(tokenizers) : numbers);
            } else if (name.startsWith("multimodal.")) {
                String tags = (String) Objects.requireNonNull(record.get("image_tag_type"));
                compare(record, operation, byTags.computeIfAbsent(tags, key -> qwen(tokenizers, key)));
            } else {
                differences.add("unknown record " + name);
            }
        }
        System.out.println("vision.jsonl " + compared);
        assertThat(differences).isEmpty();
        assertThat(compared).isNotEmpty();
    }

    private static TrainingTokenizer qwen(MegatronTokenizers tokenizers, String tags) {
        return tokenizers.open(
                "hf/qwen3",
                "multimodal",
                Map.of("special_tokens", List.of("<image>"), "image_tag_type", tags),
                PromptFormat.QWEN2P0);
    }

    private static TrainingTokenizer customImage(MegatronTokenizers tokenizers) {
        return tokenizers.open(
                "none", "null-multimodal", Map.of("vocab_size", 10L, "image_token", "<img>", "image_token_id", 77L));
    }

    private void compare(Map<String, @Nullable Object> record, String operation, TrainingTokenizer tokenizer) {
        compared.merge(operation, 1, Integer::sum);
        Map<?, ?> wanted = (Map<?, ?>) Objects.requireNonNull(record.get("result"));
        String place = record.get("case") + " " + record.get("image_tag_type") + " " + record.get("text");
        try {
            Object ours = result(record, operation, tokenizer);
            if (ours == null ? wanted.get("ok") != null : !wanted.containsKey("ok")) {
                differences.add(place + " is " + ours + " and not " + wanted);
            } else if (ours != null && !isSame(wanted.get("ok"), ours) && !isDeclared(operation, tokenizer)) {
                differences.add(place + " is " + ours + " and not " + wanted);
            }
        } catch (TokenwrightException | UnsupportedOperationException e) {
            if (wanted.containsKey("ok")) {
                differences.add(place + " fails: " + e);
            }
        }
    }

    private static boolean isDeclared(String operation, TrainingTokenizer tokenizer) {
        return SECOND_CALLS.contains(operation)
                && !Objects.equals(tokenizer.uniqueIdentifiers().get("image_tag_type"), Optional.of(""));
    }

    /** One number is a list of one. */
    private static boolean isSame(@Nullable Object wanted, Object ours) {
        return ours.equals(wanted)
                || ours.equals(Arrays.asList(wanted))
                || ours.toString().equals(String.valueOf(wanted));
    }

    private @Nullable Object result(
            Map<String, @Nullable Object> record, String operation, TrainingTokenizer tokenizer) {
        return switch (operation) {
            case "vocab_size" -> (long) tokenizer.vocabSize();
            case "pad" -> number(tokenizer.id(SpecialRole.PAD));
            case "eod" -> number(tokenizer.id(SpecialRole.EOD));
            case "library" -> tokenizer.library().metadataName();
            case "class_name", "class_path" -> reference(tokenizer, operation);
            case "vocab" -> tokenizer.vocabulary();
            case "tokenize" -> ids(tokenizer.tokenize((String) Objects.requireNonNull(record.get("text"))));
            case "apply_image_tag" -> tags(record).around((String) Objects.requireNonNull(record.get("text")));
            case "tokenize_list" -> ids(tokenizer.tokenize(messages(record)));
            case "tokenize_list_second_call_same_object" -> {
                tokenizer.tokenize(MESSAGES);
                yield ids(tokenizer.tokenize(MESSAGES));
            }
            case "messages_after_two_calls" -> MESSAGES;
            case "convert_tokens_to_ids" ->
                ids(tokenizer.tokensToIds((String) Objects.requireNonNull(record.get("tokens"))));
            case "convert_tokens_to_ids_str" -> ids(tokenizer.tokensToIds("a"));
            case "convert_tokens_to_ids_list" ->
                tokenizer.tokensToIds(List.of("a", "<image>", "no such token")).stream()
                        .map(MegatronVisionTest::number)
                        .toList();
            case "custom_image" -> ids(tokenizer.tokensToIds("3  <img>"));
            case "special_tokens" -> tokenizer.addedTokens();
            case "detokenize" -> detokenize(tokenizer);
            case "offsets" -> offsets(tokenizer);
            case "tokenize_conversation" -> tokenizer.tokenizeConversation(MESSAGES, ConversationOptions.IDS);
            case "apply_chat_template" -> tokenizer.applyTemplate(MESSAGES, TemplateOptions.DEFAULT);
            default -> throw new IllegalStateException(operation);
        };
    }

    private static String reference(TrainingTokenizer tokenizer, String operation) {
        String name = Objects.requireNonNull(tokenizer.uniqueIdentifiers().get("class"))
                .orElseThrow();
        int dot = name.lastIndexOf('.');
        return operation.equals("class_name") ? name.substring(dot + 1) : name.substring(0, dot);
    }

    private static String detokenize(TrainingTokenizer tokenizer) {
        return tokenizer.id(SpecialRole.PAD).isPresent()
                ? tokenizer.detokenize(new int[] {9707, 151_645, 151_669})
                : tokenizer.detokenize(new int[] {1, 22, 333}, DecodeOptions.SpecialTokens.KEEP);
    }

    private static @Nullable Object offsets(TrainingTokenizer tokenizer) {
        return tokenizer
                .offsets(new int[] {1, 22, 333}, "1 22 333")
                .map(MegatronVisionTest::ids)
                .orElse(null);
    }

    private static ImageTags tags(Map<String, @Nullable Object> record) {
        return ImageTags.named((String) Objects.requireNonNull(record.get("image_tag_type")))
                .orElseThrow();
    }

    @SuppressWarnings("unchecked")
    private static List<Map<String, @Nullable Object>> messages(Map<String, @Nullable Object> record) {
        return (List<Map<String, @Nullable Object>>) Objects.requireNonNull(record.get("messages"));
    }

    private static @Nullable Long number(OptionalInt id) {
        return id.isPresent() ? (Long) (long) id.getAsInt() : null;
    }

    private static List<Long> ids(int[] ids) {
        return Arrays.stream(ids).asLongStream().boxed().toList();
    }
}
