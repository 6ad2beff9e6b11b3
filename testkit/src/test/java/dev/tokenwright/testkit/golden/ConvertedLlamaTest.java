package dev.tokenwright.testkit.golden;

import static dev.tokenwright.testkit.golden.PlainData.ints;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.chat.prompt.ImageTags;
import dev.tokenwright.chat.prompt.LibraryOptions;
import dev.tokenwright.chat.prompt.PromptFormat;
import dev.tokenwright.chat.prompt.SpecialRole;
import dev.tokenwright.chat.prompt.SystemMessages;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.error.LoadException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For {@code nvlm-yi-34b} a tokenizer is made of {@code tokenizer.model}, as {@code transformers} does. */
class ConvertedLlamaTest {
    private static final String OWN_MODEL = "megatron/files/tiny_bpe.model";

    @TempDir
    Path folder = Path.of("");

    private final List<String> differences = new ArrayList<>();
    private int compared;

    @Test
    void convertedModelsGiveTheReferencesIdsAndTexts() throws IOException {
        Optional<GoldenFolder> shared = GoldenFolder.shared();
        for (String line : new String(resource("/converted_llama.jsonl"), StandardCharsets.UTF_8).split("\n", -1)) {
            if (line.isEmpty()) {
                continue;
            }
            Map<String, @Nullable Object> row = PlainJson.object(line.getBytes(StandardCharsets.UTF_8));
            String model = (String) Objects.requireNonNull(row.get("model"));
            if (model.equals(OWN_MODEL)) {
                compare(row, resource("/converted_llama.model"), (String) Objects.requireNonNull(row.get("settings")));
            } else if (shared.isPresent()) {
                compare(row, shared.get().read(model), (String) Objects.requireNonNull(row.get("settings")));
            }
        }
        System.out.println("converted_llama.jsonl " + compared + " texts, " + differences.size() + " differences");
        assertThat(compared).isPositive();
        assertThat(differences).isEmpty();
    }

    private void compare(Map<String, @Nullable Object> row, byte[] model, String settings) throws IOException {
        TrainingTokenizer tokenizer = open(model, settings, strings(row.get("special")));
        if (!Objects.equals(row.get("vocab_size"), (long) tokenizer.vocabSize())) {
            differences.add(settings + " has " + tokenizer.vocabSize() + " ids");
        }
        ((Map<?, ?>) Objects.requireNonNull(row.get("named"))).forEach((role, id) -> {
            OptionalInt ours =
                    tokenizer.id(SpecialRole.valueOf(String.valueOf(role).toUpperCase(Locale.ROOT)));
            if (!ours.equals(id instanceof Number number ? OptionalInt.of(number.intValue()) : OptionalInt.empty())) {
                differences.add(settings + " " + role + " " + ours);
            }
        });
        for (Object element : (List<?>) Objects.requireNonNull(row.get("cases"))) {
            List<?> fields = (List<?>) element;
            String text = (String) fields.get(0);
            compared++;
            same(text, ints(fields.get(1)), tokenizer.tokenize(text));
            same(fields.get(2), tokenizer.detokenize(ints(fields.get(1)), DecodeOptions.SpecialTokens.KEEP));
            same(fields.get(4), tokenizer.detokenize(ints(fields.get(3)), DecodeOptions.SpecialTokens.KEEP));
        }
    }

    private void same(String text, int[] wanted, int[] ours) {
        if (!Arrays.equals(wanted, ours)) {
            differences.add(text + " " + Arrays.toString(ours) + " and not " + Arrays.toString(wanted));
        }
    }

    private void same(@Nullable Object wanted, String ours) {
        if (!ours.equals(wanted)) {
            differences.add("decoded " + ours + " and not " + wanted);
        }
    }

    @Test
    void anotherClassIsRefused() {
        assertThatThrownBy(() ->
                        open(resource("/converted_llama.model"), "{\"tokenizer_class\":\"T5Tokenizer\"}", List.of()))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("tokenizer_class")
                .hasMessageContaining("T5Tokenizer");
    }

    @Test
    void aTokenThatIsDeclaredWithTheIdOfAnotherPieceIsRefused() {
        String settings = "{\"tokenizer_class\":\"LlamaTokenizer\","
                + "\"added_tokens_decoder\":{\"1\":{\"content\":\"<begin>\",\"special\":true}}}";
        assertThatThrownBy(() -> open(resource("/converted_llama.model"), settings, List.of()))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("<begin>");
    }

    @Test
    void aDirectoryWithoutAModelIsRefused() throws IOException {
        Path file = folder.resolve("tokenizer_config.json");
        Files.writeString(file, "{\"tokenizer_class\":\"LlamaTokenizer\"}");
        assertThatThrownBy(() -> open(List.of()))
                .isInstanceOf(LoadException.class)
                .hasMessageContaining("tokenizer.model");
    }

    private TrainingTokenizer open(byte[] model, String settings, List<String> special) throws IOException {
        Files.write(folder.resolve("tokenizer.model"), model);
        Files.writeString(folder.resolve("tokenizer_config.json"), settings);
        return open(special);
    }

    private TrainingTokenizer open(List<String> special) {
        LibraryOptions options =
                new LibraryOptions.Multimodal(special, ImageTags.NONE, SystemMessages.OWN, Optional.empty());
        return TrainingTokenizer.open(Optional.of(folder), options, PromptFormat.NVLM_YI_34B);
    }

    private static List<String> strings(@Nullable Object list) {
        return ((List<?>) Objects.requireNonNull(list))
                .stream().map(String::valueOf).toList();
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(ConvertedLlamaTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }
}
