package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.testkit.twin.PlainWindows;
import dev.tokenwright.wire.JsonNode;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Rank files of models, told by the files beside them, give what tiktoken gives for each window. */
class TiktokenModelsTest {
    private static final Map<String, Map<String, String>> SIBLINGS = Map.of(
            "kimi_k2",
            Map.of(
                    "tokenizer_config.json",
                    "{\"tokenizer_class\": \"TikTokenTokenizer\", \"auto_map\": {\"AutoTokenizer\":"
                            + " [\"tokenization_kimi.TikTokenTokenizer\", null]}, \"added_tokens_decoder\": %s}",
                    "config.json",
                    "{\"model_type\": \"kimi_k2\"}"),
            "llama3_ranks",
            Map.of("params.json", "{\"dim\": 4096, \"vocab_size\": 128256}"),
            "llama4_ranks",
            Map.of("params.json", "{\"dim\": 5120, \"vocab_size\": 202048}"));

    @TestFactory
    List<DynamicTest> modelsAgreeWithTiktoken() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared().ifPresent(folder -> SIBLINGS.keySet().stream()
                .sorted()
                .forEach(name -> tests.add(DynamicTest.dynamicTest(name, () -> agrees(folder, name)))));
        return tests;
    }

    /** Anthropic's encoding has no vectors; its ids are those of the model's tokenizer.json for text that NFKC leaves alone. */
    @TestFactory
    List<DynamicTest> theEncodingInJsonAgreesWithTheTokenizerJsonOfTheSameModel() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresent(folder -> tests.add(DynamicTest.dynamicTest("claude", () -> claudeAgrees(folder))));
        return tests;
    }

    private static void claudeAgrees(GoldenFolder folder) {
        byte[] content = folder.read("tokenizers/claude_legacy_ranks/claude.json");
        Tokenizer encoding = Tokenizer.of(TokenizerFiles.tiktokenJson(content, "claude.json"));
        Tokenizer huggingFace = new GoldenComparison(folder).load("claude");
        assertThat(encoding.vocabulary().size()).isEqualTo(65_000);
        int compared = 0;
        GoldenTexts texts = GoldenTexts.of(folder);
        List<byte[]> lines = folder.lines("vectors/claude.jsonl");
        for (byte[] line : lines.subList(1, lines.size())) {
            GoldenRecord record = GoldenRecord.parse(line, "claude");
            if (record.get("kind").string().startsWith("encode")) {
                String text = texts.of(record);
                if (Normalizer.isNormalized(text, Normalizer.Form.NFKC)) {
                    int[] ids = huggingFace.encodeOrdinary(text);
                    assertThat(encoding.encodeOrdinary(text)).as(text).isEqualTo(ids);
                    assertThat(encoding.decode(ids)).isEqualTo(text);
                    compared++;
                }
            }
        }
        assertThat(compared).isGreaterThan(500);
    }

    private static void agrees(GoldenFolder folder, String name) {
        JsonNode special = GoldenRecord.of(GoldenRecord.parse(
                                folder.lines("vectors/" + name + ".jsonl").get(0), name)
                        .get("config"))
                .get("special_tokens");
        StringBuilder declared = new StringBuilder();
        special.members().forEach((token, id) -> declared.append(declared.isEmpty() ? "" : ", ")
                .append("\"")
                .append(id.integer(0, Integer.MAX_VALUE))
                .append("\": {\"content\": \"")
                .append(token)
                .append("\", \"lstrip\": false, \"special\": true}"));
        Map<String, byte[]> siblings = new java.util.HashMap<>();
        SIBLINGS.getOrDefault(name, Map.of())
                .forEach((file, content) -> siblings.put(
                        file, content.replace("%s", "{" + declared + "}").getBytes(StandardCharsets.UTF_8)));
        Tokenizer tokenizer = Tokenizer.of(TokenizerFiles.tiktokenModel(
                folder.read("tokenizers/" + name + "/ranks.tiktoken"), "tiktoken.model", siblings));
        special.members()
                .forEach((token, id) -> assertThat(tokenizer.vocabulary().id(token))
                        .as(token)
                        .hasValue(id.integer(0, Integer.MAX_VALUE)));
        checkTexts(folder, name, tokenizer);
    }

    /** What the model's own code adds to tiktoken, whose vectors the plain tokenizer gives, is windows. */
    private static void checkTexts(GoldenFolder folder, String name, Tokenizer tokenizer) {
        Tokenizer plain = new GoldenComparison(folder).load(name);
        GoldenTexts texts = GoldenTexts.of(folder);
        List<byte[]> lines = folder.lines("vectors/" + name + ".jsonl");
        int cut = 0;
        int compared = 0;
        for (byte[] line : lines.subList(1, lines.size())) {
            GoldenRecord record = GoldenRecord.parse(line, name);
            if (record.get("kind").string().startsWith("encode")) {
                String text = texts.of(record);
                List<String> windows = PlainWindows.cut(text, 400_000, 25_000);
                int[] expected = windows.stream()
                        .flatMapToInt(window -> IntStream.of(plain.encodeOrdinary(window)))
                        .toArray();
                assertThat(tokenizer.encodeOrdinary(text)).isEqualTo(expected);
                assertThat(tokenizer.decode(expected)).isEqualTo(text);
                compared++;
                cut += windows.size() > 1 ? 1 : 0;
            }
        }
        System.out.println(name + " in windows: " + compared + " texts, " + cut + " of them cut, 0 differences");
        assertThat(cut).isBetween(1, compared);
    }
}
