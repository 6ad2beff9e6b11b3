package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.prompt.ConversationOptions;
import dev.tokenwright.chat.prompt.ConversationOptions.Ending;
import dev.tokenwright.chat.prompt.PromptConfig;
import dev.tokenwright.chat.prompt.PromptFormat;
import dev.tokenwright.chat.prompt.SpecialRole;
import dev.tokenwright.chat.prompt.TokenizedConversation;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.error.TokenwrightException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Conversations get Megatron's ids and targets in every prompt format, or fail where Megatron fails. */
class MegatronConversationsTest {
    @TempDir
    static Path unpacked = Path.of("");

    @TestFactory
    List<DynamicTest> conversationsGetMegatronsIdsAndTargets() throws IOException {
        var shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println("shared/fixtures is not beside the checkout: Megatron's conversations are left out");
            return List.of();
        }
        try (var files = Files.list(shared.get().root().resolve("megatron"))) {
            return files.map(file -> file.getFileName().toString().replace(".gz", ""))
                    .filter(name -> name.startsWith("conversations."))
                    .sorted()
                    .map(name -> DynamicTest.dynamicTest(name, () -> new Comparison(shared.get(), name).run()))
                    .toList();
        }
    }

    private static final Set<String> CONFIG_FIELDS = Set.of(
            "assistant_prefix_len",
            "pad_token_id",
            "has_bos",
            "has_system_role",
            "force_system_message",
            "system_default",
            "validate_no_image_in_assistant",
            "capitalize_roles",
            "skip_masking",
            "allow_tool_role",
            "custom_chat_template_sha256");

    /** {@code messages_after_call} is a declared deviation: here messages stay as they are. */
    private static final Set<String> FIELDS = Set.of(
            "tokenizer",
            "format",
            "record",
            "spec",
            "config",
            "conversation",
            "messages",
            "return_target",
            "add_generation_prompt",
            "tokens",
            "target",
            "error",
            "text",
            "text_error",
            "dtype",
            "messages_after_call",
            "pad",
            "pad_id",
            "eod",
            "eos_id",
            "bos_id",
            "vocab_size");

    /** One file of vectors. */
    private static final class Comparison {
        private final GoldenFolder folder;
        private final String file;
        private final MegatronTokenizers tokenizers;
        private final Map<String, TrainingTokenizer> byFormat = new HashMap<>();
        private final List<String> differences = new ArrayList<>();
        private int compared;
        private int texts;
        private int errors;

        Comparison(GoldenFolder folder, String file) {
            this.folder = folder;
            this.file = file;
            this.tokenizers = new MegatronTokenizers(folder, unpacked);
        }

        void run() {
            for (byte[] line : folder.lines("megatron/" + file)) {
                Map<String, @Nullable Object> record = PlainJson.object(line);
                if (!FIELDS.containsAll(record.keySet())) {
                    differences.add("unknown fields: " + record.keySet());
                }
                if ("config".equals(record.get("record"))) {
                    configure(record);
                } else {
                    compare(record);
                }
            }
            System.out.println(file + " " + compared + " cases, " + texts + " texts, " + errors + " errors, "
                    + differences.size() + " differences");
            assertThat(differences.stream().limit(12)).isEmpty();
        }

        private void configure(Map<String, @Nullable Object> record) {
            String format = string(record, "format");
            Map<String, @Nullable Object> spec = map(record, "spec");
            TrainingTokenizer tokenizer;
            try {
                tokenizer = tokenizers.open(
                        string(spec, "id"), string(spec, "library"), map(spec, "kwargs"), PromptFormat.named(format));
            } catch (TokenwrightException | IllegalArgumentException e) {
                if (!record.containsKey("error")) {
                    differences.add(format + " cannot be built: " + e);
                }
                return;
            }
            if (record.containsKey("error")) {
                differences.add(format + " should not be built");
                return;
            }
            byFormat.put(format, tokenizer);
            compareConfig(format, tokenizer, map(record, "config"));
            outcome(format, record, "eod", tokenizer.id(SpecialRole.EOD));
            outcome(format, record, "eos_id", tokenizer.id(SpecialRole.EOS));
            outcome(format, record, "bos_id", tokenizer.id(SpecialRole.BOS));
            OptionalInt pad = tokenizer.id(SpecialRole.PAD);
            if (!pad.equals(OptionalInt.of(0))) {
                outcome(format, record, "pad", pad);
                outcome(format, record, "pad_id", pad);
            }
            outcome(format, record, "vocab_size", OptionalInt.of(tokenizer.vocabSize()));
        }

        private void compareConfig(String format, TrainingTokenizer tokenizer, Map<String, @Nullable Object> wanted) {
            PromptConfig config = tokenizer.promptConfig().orElseThrow();
            same(format, "assistant_prefix_len", wanted, (long) config.assistantPrefixLength());
            same(format, "has_bos", wanted, config.bos() == PromptConfig.Bos.EACH_TURN);
            same(format, "has_system_role", wanted, config.system().use() != PromptConfig.Use.DROPPED);
            same(format, "force_system_message", wanted, config.system().use() == PromptConfig.Use.FORCED);
            same(
                    format,
                    "validate_no_image_in_assistant",
                    wanted,
                    config.images() == PromptConfig.AssistantImages.REFUSED);
            same(format, "capitalize_roles", wanted, config.roles() == PromptConfig.Roles.CAPITALIZED);
            same(format, "skip_masking", wanted, config.masking() == PromptConfig.Masking.NONE);
            same(format, "system_default", wanted, systemDefault(config));
            if (config.template().isPresent() != (wanted.get("custom_chat_template_sha256") != null)) {
                differences.add(
                        format + " template of its own: " + config.template().isPresent());
            }
            if (!CONFIG_FIELDS.equals(wanted.keySet())) {
                differences.add(format + " has other fields: " + wanted.keySet());
            }
            same(format, "allow_tool_role", wanted, config.tools() == PromptConfig.ToolRole.ALLOWED);
            Object pad = wanted.get("pad_token_id");
            OptionalInt ours = config.padId();
            // where Megatron takes the id 0 for a missing one, ours is 0: docs/compatibility.md
            boolean zero = pad == null && ours.equals(OptionalInt.of(0));
            OptionalInt theirs = pad instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty();
            if (!zero && !ours.equals(theirs)) {
                differences.add(format + " pad is " + ours + " and not " + pad);
            }
        }

        private static @Nullable Object systemDefault(PromptConfig config) {
            return config.system()
                    .standard()
                    .map(text -> Map.of("role", "system", "content", text))
                    .orElse(null);
        }

        private void same(String format, String field, Map<String, @Nullable Object> wanted, @Nullable Object ours) {
            if (!Objects.equals(ours, wanted.get(field))) {
                differences.add(format + " " + field + " is " + ours);
            }
        }

        private void outcome(String format, Map<String, @Nullable Object> record, String name, OptionalInt ours) {
            if (!(record.get(name) instanceof Map<?, ?> wanted)) {
                return;
            }
            Object value = wanted.get("ok");
            if (value instanceof String) {
                // the bytes give the token itself for its id: docs/compatibility.md
                value = null;
                ours = ours.equals(OptionalInt.empty()) ? ours : OptionalInt.of(-1);
            }
            if (value == null ? ours.isPresent() : !ours.equals(OptionalInt.of(((Number) value).intValue()))) {
                differences.add(format + " " + name + " is " + ours + " and not " + wanted);
            }
        }

        @SuppressWarnings("unchecked")
        private void compare(Map<String, @Nullable Object> record) {
            TrainingTokenizer tokenizer = byFormat.get(string(record, "format"));
            if (tokenizer == null) {
                return;
            }
            compared++;
            ConversationOptions options = Boolean.TRUE.equals(record.get("return_target"))
                    ? ConversationOptions.TARGETS
                    : ConversationOptions.IDS;
            if (Boolean.TRUE.equals(record.get("add_generation_prompt"))) {
                options = options.withEnding(Ending.GENERATION_PROMPT);
            }
            String name = string(record, "format") + " " + string(record, "conversation") + " " + options.targets()
                    + " " + options.ending();
            var messages = (List<Map<String, @Nullable Object>>) Objects.requireNonNull(record.get("messages"));
            String before = messages.toString();
            text(name, tokenizer, messages, options, record);
            try {
                TokenizedConversation ours = tokenizer.tokenizeConversation(messages, options);
                if (record.containsKey("error")) {
                    differences.add(name + " should fail: " + record.get("error"));
                    return;
                }
                compareIds(name, "tokens", record, ours.ids());
                ours.targets().ifPresent(targets -> compareIds(name, "target", record, targets));
                if (record.containsKey("target") != ours.targets().isPresent()) {
                    differences.add(name + " targets");
                }
            } catch (TokenwrightException e) {
                errors++;
                if (!(record.get("error") instanceof Map<?, ?> theirs)) {
                    differences.add(name + " fails: " + e);
                } else if (!MegatronErrors.isSame(theirs, e)) {
                    differences.add(name + " fails otherwise: " + theirs + " and " + e);
                }
            }
            if (!messages.toString().equals(before)) {
                differences.add(name + " changes its messages");
            }
        }

        private void text(
                String name,
                TrainingTokenizer tokenizer,
                List<Map<String, @Nullable Object>> messages,
                ConversationOptions options,
                Map<String, @Nullable Object> record) {
            if (!record.containsKey("text") && !record.containsKey("text_error")) {
                return;
            }
            texts++;
            try {
                String ours = tokenizer
                        .tokenizeConversation(messages, options.withTargets(ConversationOptions.Targets.NONE))
                        .text();
                if (!ours.equals(record.get("text"))) {
                    differences.add(name + " text " + ours + " and not " + record.get("text"));
                }
            } catch (TokenwrightException e) {
                if (record.containsKey("text")) {
                    differences.add(name + " text fails: " + e);
                }
            }
        }

        private void compareIds(String name, String field, Map<String, @Nullable Object> record, int[] ours) {
            int[] wanted = ((List<?>) Objects.requireNonNull(record.get(field)))
                    .stream().mapToInt(id -> ((Number) id).intValue()).toArray();
            if (!Arrays.equals(wanted, ours)) {
                differences.add(
                        name + " " + field + " " + Arrays.toString(ours) + " and not " + Arrays.toString(wanted));
            }
        }

        private static String string(Map<String, @Nullable Object> record, String name) {
            return (String) Objects.requireNonNull(record.get(name), name);
        }

        @SuppressWarnings("unchecked")
        private static Map<String, @Nullable Object> map(Map<String, @Nullable Object> record, String name) {
            return (Map<String, @Nullable Object>) Objects.requireNonNull(record.get(name), name);
        }
    }
}
