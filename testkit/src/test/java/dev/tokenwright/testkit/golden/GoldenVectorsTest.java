package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Every tokenizer gives what its reference gave, on every vector. */
class GoldenVectorsTest {
    private static final Set<String> KINDS =
            Set.of("hf-tokenizer-json", "wordpiece-vocab", "gpt2-bpe", "tiktoken", "sentencepiece", "tekken", "gguf");

    @TestFactory
    List<DynamicTest> tokenizersOfTheSharedSetAgreeWithTheirReference() {
        return GoldenFolder.shared().map(GoldenVectorsTest::tests).orElseGet(() -> {
            System.out.println("shared/fixtures is not beside the checkout: its vectors are left out");
            return List.of();
        });
    }

    @TestFactory
    List<DynamicTest> tokenizersOfTheRepositoryAgreeWithTheirReference() {
        List<DynamicTest> tests = tests(GoldenFolder.inRepository());
        assertThat(tests).hasSizeGreaterThan(20);
        return tests;
    }

    private static List<DynamicTest> tests(GoldenFolder folder) {
        GoldenComparison comparison = new GoldenComparison(folder);
        List<DynamicTest> tests = new ArrayList<>();
        for (String name : folder.tokenizers()) {
            if (KINDS.contains(comparison.kind(name))) {
                tests.add(DynamicTest.dynamicTest(name, () -> agrees(comparison, name)));
            }
        }
        return tests;
    }

    private static void agrees(GoldenComparison comparison, String name) {
        GoldenReport report = comparison.compare(name, comparison.load(name));
        System.out.println(
                name + " " + report.cases() + " " + report.differences().size() + " differences");
        report.differences().stream().limit(12).forEach(line -> System.out.println("   " + line));
        assertThat(report.total()).isPositive();
        assertThat(report.differences()).isEmpty();
    }
}
