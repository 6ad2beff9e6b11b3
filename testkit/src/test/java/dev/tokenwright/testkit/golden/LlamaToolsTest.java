package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.chat.prompt.ConversationOptions;
import dev.tokenwright.chat.prompt.LibraryOptions;
import dev.tokenwright.chat.prompt.PromptFormat;
import dev.tokenwright.chat.prompt.TemplateOptions;
import dev.tokenwright.chat.prompt.TrainingTokenizer;
import dev.tokenwright.error.TokenwrightException;
import dev.tokenwright.load.ByteLevelOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The template of {@code llama3p1} writes tools as the reference's does ({@code tools/golden/llama_tools.py}). */
class LlamaToolsTest {
    private static final TrainingTokenizer TOKENIZER = TrainingTokenizer.open(
            Optional.empty(),
            new LibraryOptions.ByteLevel(
                    ByteLevelOptions.of(512, OptionalInt.empty(), 0, 1, List.of("<|finetune_right_pad_id|>"))),
            PromptFormat.LLAMA3P1);

    @Test
    void toolsAreWrittenAsTheReferenceWritesThem() throws IOException {
        List<String> differences = new ArrayList<>();
        int texts = 0;
        int errors = 0;
        for (String line : lines()) {
            Map<String, @Nullable Object> row = PlainJson.object(line.getBytes(StandardCharsets.UTF_8));
            Object wanted = row.get("text");
            try {
                String ours = write(row);
                texts++;
                if (!ours.equals(wanted)) {
                    differences.add(line + " gives " + ours);
                }
            } catch (TokenwrightException e) {
                errors++;
                if (wanted != null) {
                    differences.add(line + " fails: " + e);
                }
            }
        }
        System.out.println(
                "llama_tools.jsonl texts " + texts + ", errors " + errors + ", " + differences.size() + " differences");
        assertThat(texts).isPositive();
        assertThat(errors).isPositive();
        assertThat(differences).isEmpty();
    }

    @SuppressWarnings("unchecked")
    private static String write(Map<String, @Nullable Object> row) {
        Map<String, @Nullable Object> variables =
                new LinkedHashMap<>((Map<String, @Nullable Object>) Objects.requireNonNull(row.get("variables")));
        variables.put("bos_token", "<B>");
        ConversationOptions.Ending ending = Boolean.TRUE.equals(row.get("add_generation_prompt"))
                ? ConversationOptions.Ending.GENERATION_PROMPT
                : ConversationOptions.Ending.NOTHING;
        return TOKENIZER.renderTemplate(
                (List<Map<String, @Nullable Object>>) Objects.requireNonNull(row.get("messages")),
                TemplateOptions.DEFAULT
                        .withTemplate(TOKENIZER
                                .promptConfig()
                                .orElseThrow()
                                .template()
                                .orElseThrow())
                        .withVariables(variables)
                        .withReading(ConversationOptions.Reading.CORRECTED)
                        .withEnding(ending));
    }

    private static List<String> lines() throws IOException {
        try (InputStream in = Objects.requireNonNull(LlamaToolsTest.class.getResourceAsStream("/llama_tools.jsonl"))) {
            String content = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return content.lines().toList();
        }
    }
}
