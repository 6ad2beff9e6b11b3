package dev.tokenwright.testkit.property;

import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.LoadException;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.vocab.Tokenizers;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;

/** The tokenizers that properties are checked on: those of the repository, bundled ones, and real ones where available. */
public final class FixtureTokenizers {
    private static final Set<String> KINDS =
            Set.of("hf-tokenizer-json", "wordpiece-vocab", "gpt2-bpe", "tiktoken", "sentencepiece", "tekken", "gguf");
    private static final List<String> BUNDLED = List.of("r50k_base", "cl100k_base", "o200k_base", "qwen3");
    private static final List<String> REAL = List.of(
            "bert_base_uncased",
            "claude",
            "clip_base",
            "deepseek_v3",
            "falcon",
            "gpt2",
            "gpt_neox",
            "llama2",
            "llama3",
            "mistral_v1_hf",
            "phi2",
            "phi3_mini",
            "qwen3",
            "roberta_base",
            "t5_small",
            "whisper_large_v3",
            "xlnet_base_cased");

    private FixtureTokenizers() {}

    private static final class Selected {
        private static final Map<String, Tokenizer> TOKENIZERS = select();

        private static Map<String, Tokenizer> select() {
            Map<String, Tokenizer> tokenizers = new LinkedHashMap<>();
            forEach(GoldenFolder.inRepository(), GoldenFolder.inRepository().tokenizers(), tokenizers::put);
            BUNDLED.forEach(name -> tokenizers.put("bundled " + name, Tokenizers.bundled(name)));
            GoldenFolder.shared().ifPresent(folder -> forEach(folder, REAL, tokenizers::put));
            return tokenizers;
        }
    }

    /** Takes a tokenizer and its name. */
    public interface Visitor {
        /** Takes one. */
        void visit(String name, Tokenizer tokenizer);
    }

    /** The selected tokenizers by name. */
    public static Map<String, Tokenizer> selected() {
        return Selected.TOKENIZERS;
    }

    /** The selected tokenizers that give any text back: byte-level or raw bytes, with no normalizer. */
    public static Map<String, Tokenizer> lossless() {
        Map<String, Tokenizer> tokenizers = new LinkedHashMap<>(selected());
        tokenizers.values().removeIf(tokenizer -> !Losslessness.holds(tokenizer.spec()));
        return tokenizers;
    }

    /** Visits all tokenizers of a folder that can be loaded, one at a time. */
    public static void visitAll(GoldenFolder folder, Visitor visitor) {
        forEach(folder, folder.tokenizers(), visitor);
    }

    private static void forEach(GoldenFolder folder, List<String> names, Visitor visitor) {
        GoldenComparison comparison = new GoldenComparison(folder);
        for (String name : names) {
            if (folder.has("vectors/" + name + ".jsonl") && KINDS.contains(comparison.kind(name))) {
                Tokenizer tokenizer;
                try {
                    tokenizer = comparison.load(name);
                } catch (LoadException e) {
                    if (e.kind() == LoadException.Kind.UNSUPPORTED) {
                        continue;
                    }
                    throw e;
                }
                visitor.visit(name, tokenizer);
            }
        }
    }

    /** One test a tokenizer. */
    static List<DynamicTest> tests(Map<String, Tokenizer> tokenizers, Consumer<Tokenizer> test) {
        return tokenizers.entrySet().stream()
                .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> test.accept(entry.getValue())))
                .toList();
    }
}
