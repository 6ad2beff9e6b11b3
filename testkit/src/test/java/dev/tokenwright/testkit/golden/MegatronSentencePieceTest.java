package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.wire.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Megatron's wrapper of SentencePiece, where it changes nothing, gives what the models themselves give. */
class MegatronSentencePieceTest {
    private static final String VECTORS = "vectors/megatron_sentencepiece.jsonl";

    @TestFactory
    List<DynamicTest> plainWrappersAgreeWithTheirModels() {
        Optional<GoldenFolder> shared = GoldenFolder.shared().filter(folder -> folder.has(VECTORS));
        if (shared.isEmpty()) {
            System.out.println("shared/fixtures is not beside the checkout: its Megatron vectors are left out");
            return List.of();
        }
        return List.of(DynamicTest.dynamicTest("megatron_sentencepiece", () -> compare(shared.get())));
    }

    private static void compare(GoldenFolder folder) {
        GoldenComparison golden = new GoldenComparison(folder);
        GoldenTexts texts = GoldenTexts.of(folder);
        Map<String, Tokenizer> models = new HashMap<>();
        int cases = 0;
        for (byte[] line : folder.lines(VECTORS)) {
            GoldenRecord record = GoldenRecord.parse(line, VECTORS);
            if (record.get("kind").string().equals("encode") && changesNothing(record.get("config"))) {
                compare(models.computeIfAbsent(record.get("base").string(), golden::load), record, texts.of(record));
                cases++;
            }
        }
        System.out.println("megatron_sentencepiece " + cases + " cases with {\"legacy\": false}");
        assertThat(cases).isPositive();
    }

    private static boolean changesNothing(JsonNode config) {
        GoldenRecord members = GoldenRecord.of(config);
        return !members.get("legacy").bool() && !members.has("ignore_extra_whitespaces");
    }

    private static void compare(Tokenizer tokenizer, GoldenRecord record, String text) {
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        assertThat(tokenizer.encode(text)).as(text).isEqualTo(ids);
        Encoding encoding = tokenizer.encodeWithOffsets(text, EncodeOptions.DEFAULT);
        List<String> tokens =
                record.get("tokens").elements().stream().map(JsonNode::string).toList();
        assertThat(encoding.tokens()).as(text).isEqualTo(tokens);
        JsonNode decoded = record.get("dec");
        String wanted = decoded.type() == JsonNode.Type.BOOLEAN ? text : decoded.string();
        assertThat(tokenizer.decode(ids)).as(text).isEqualTo(wanted);
    }
}
