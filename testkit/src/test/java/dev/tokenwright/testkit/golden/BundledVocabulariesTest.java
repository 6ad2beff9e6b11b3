package dev.tokenwright.testkit.golden;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.vocab.Tokenizers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The bundled vocabularies are those of their publishers. */
class BundledVocabulariesTest {
    private static final Map<String, int[]> HELLO = Map.of(
            "gpt2", new int[] {15496, 11, 995},
            "r50k_base", new int[] {15496, 11, 995},
            "p50k_base", new int[] {15496, 11, 995},
            "p50k_edit", new int[] {15496, 11, 995},
            "cl100k_base", new int[] {9906, 11, 1917},
            "o200k_base", new int[] {13225, 11, 2375},
            "o200k_harmony", new int[] {13225, 11, 2375},
            "gpt-oss", new int[] {13225, 11, 2375},
            "qwen3", new int[] {9707, 11, 1879});

    /** Bundled names and the names of their vectors. */
    private static final Map<String, String> VECTORS = Map.of(
            "r50k_base", "r50k_base",
            "p50k_base", "p50k_base",
            "cl100k_base", "cl100k_base",
            "o200k_base", "o200k_base",
            "qwen3", "qwen3",
            "gpt-oss", "gptoss");

    @TestFactory
    List<DynamicTest> everyBundledVocabularyEncodesAndDecodes() {
        assertThat(Tokenizers.names()).containsExactlyInAnyOrderElementsOf(HELLO.keySet());
        return Tokenizers.names().stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    Tokenizer tokenizer = Tokenizers.bundled(name);
                    assertThat(tokenizer.encode("Hello, world")).isEqualTo(HELLO.get(name));
                    String odd = "naïve  \n\n 🙂 12345 don't\t中文テスト 안녕";
                    assertThat(tokenizer.decode(tokenizer.encodeOrdinary(odd))).isEqualTo(odd);
                }))
                .toList();
    }

    @TestFactory
    List<DynamicTest> bundledVocabulariesAgreeWithTheirReference() {
        Optional<GoldenFolder> shared = GoldenFolder.shared();
        if (shared.isEmpty()) {
            System.out.println(
                    "shared/fixtures is not beside the checkout: bundled vocabularies are checked by examples only");
            return List.of();
        }
        GoldenComparison comparison = new GoldenComparison(shared.get());
        return VECTORS.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> {
                    GoldenReport report = comparison.compare(entry.getValue(), Tokenizers.bundled(entry.getKey()));
                    assertThat(report.total()).isPositive();
                    assertThat(report.differences()).isEmpty();
                }))
                .toList();
    }

    @Test
    void harmonyKnowsBothNamesOfAnId() {
        Tokenizer tokenizer = Tokenizers.bundled("o200k_harmony");
        assertThat(tokenizer.encode("<|endofprompt|>")).containsExactly(200018);
        assertThat(tokenizer.encode("<|reserved_200018|>")).containsExactly(200018);
        assertThat(tokenizer.decode(new int[] {200018})).isEqualTo("<|endofprompt|>");
        assertThat(tokenizer.encode("<|start|>user<|message|>hi<|end|>"))
                .containsExactly(200006, 1428, 200008, 3686, 200007);
    }

    @Test
    void aVocabularyIsLoadedOnceUnderConcurrentFirstUse() {
        Set<Tokenizer> seen = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 64).parallel().forEach(index -> seen.add(Tokenizers.bundled("p50k_edit")));
        assertThat(new HashSet<>(seen)).hasSize(1);
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        assertThatThrownBy(() -> Tokenizers.bundled("gpt5"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("gpt5")
                .hasMessageContaining("o200k_base");
    }
}
