package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.wire.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Megatron's own tokenizers give what megatron-core gave, on every vector. */
class MegatronVectorsTest {
    @TestFactory
    List<DynamicTest> megatronCoreAgrees() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared().ifPresent(folder -> {
            for (String name : List.of("megatron_small", "megatron_tiktoken")) {
                tests.add(DynamicTest.dynamicTest(name, () -> agrees(folder, name)));
            }
            tests.add(DynamicTest.dynamicTest("megatron/tokenizers", () -> otherFilesAgree(folder)));
        });
        return tests;
    }

    private static void agrees(GoldenFolder folder, String name) {
        GoldenReport report = new GoldenReport();
        MegatronCases cases = new MegatronCases(folder, GoldenTexts.of(folder), report);
        for (byte[] line : folder.lines("vectors/" + name + ".jsonl")) {
            cases.compare(GoldenRecord.parse(line, name));
        }
        print(name, report);
        assertThat(report.total()).isPositive();
        assertThat(report.differences()).isEmpty();
    }

    private static void print(String name, GoldenReport report) {
        System.out.println(
                name + " " + report.cases() + " " + report.differences().size() + " differences");
        report.differences().stream().limit(12).forEach(line -> System.out.println("   " + line));
    }

    /** Records of the tiktoken library with outcomes of single calls: {@code {"ok": value}} or an error. */
    private static void otherFilesAgree(GoldenFolder folder) {
        Map<String, Tokenizer> tokenizers = new HashMap<>();
        GoldenReport report = new GoldenReport();
        MegatronCases cases = new MegatronCases(folder, GoldenTexts.of(folder), report);
        for (byte[] line : folder.lines("megatron/tokenizers.jsonl")) {
            GoldenRecord record = GoldenRecord.parse(line, "tokenizers.jsonl");
            String key = record.has("key") ? record.get("key").string() : "";
            if (!key.startsWith("tiktoken")) {
                continue;
            }
            if (record.get("record").string().equals("tokenizer")) {
                tokenizers.put(key, load(folder, key, record));
                continue;
            }
            Tokenizer tokenizer = java.util.Objects.requireNonNull(tokenizers.get(key), key);
            switch (record.get("record").string()) {
                case "text" -> compareText(record, tokenizer, cases, report);
                case "ids" -> compareIds(record, tokenizer, report);
                default -> {}
            }
        }
        print("megatron/tokenizers", report);
        assertThat(report.total()).isGreaterThan(80);
        assertThat(report.differences()).isEmpty();
    }

    private static Tokenizer load(GoldenFolder folder, String key, GoldenRecord record) {
        byte[] content = key.startsWith("tiktoken_small")
                ? folder.read("megatron/files/tiktoken-small.vocab.json")
                : MegatronCases.vocab(folder.read("tokenizers/tekken_240911/tekken.json"));
        GoldenRecord options = GoldenRecord.of(record.get("kwargs"));
        return Tokenizer.of(TokenizerFiles.megatronTiktoken(content, "vocab.json", MegatronCases.options(options)));
    }

    private static void compareText(
            GoldenRecord record, Tokenizer tokenizer, MegatronCases cases, GoldenReport report) {
        report.compared("text");
        String text = record.get("text").string();
        int[] ids = GoldenEncoding.ints(ok(record.get("tokenize")).get("ok"));
        GoldenEncoding.differs("ids", ids, tokenizer.encode(text, EncodeOptions.DEFAULT))
                .ifPresent(found -> report.differs("text", text, found));
        String decoded = ok(record.get("detokenize")).get("ok").string();
        if (!tokenizer.decode(ids).equals(decoded)) {
            report.differs("text", text, "decodes to " + tokenizer.decode(ids));
        }
        GoldenRecord offsets = ok(record.get("offsets"));
        if (offsets.has("ok")) {
            cases.starts("text", offsets.get("ok"), tokenizer, text);
        }
    }

    private static void compareIds(GoldenRecord record, Tokenizer tokenizer, GoldenReport report) {
        int[] ids = GoldenEncoding.ints(record.get("ids"));
        GoldenRecord outcome = ok(record.get("detokenize"));
        report.compared("ids");
        if (outcome.has("ok") && ids.length > 0 && ids[0] >= 0) {
            if (!tokenizer.decode(ids).equals(outcome.get("ok").string())) {
                report.differs("ids", java.util.Arrays.toString(ids), "decodes to " + tokenizer.decode(ids));
            }
        } else if (ids.length > 0) {
            assertThatThrownBy(() -> tokenizer.decode(ids)).isInstanceOf(TokenIdException.class);
        }
    }

    private static GoldenRecord ok(JsonNode node) {
        return GoldenRecord.of(node);
    }
}
