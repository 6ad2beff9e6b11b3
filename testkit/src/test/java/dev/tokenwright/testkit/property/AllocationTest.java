package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.TokenBuffer;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.testkit.random.RandomTexts;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Encoding and counting UTF-8 takes no memory once everything is warm. */
class AllocationTest {
    private static final long SEED = 31;
    private static final EncodeOptions OPTIONS = EncodeOptions.ORDINARY
            .withTruncation(dev.tokenwright.Setting.off())
            .withPadding(dev.tokenwright.Setting.off());
    /** Byte-level and SentencePiece-style BPE and WordPiece, as those models have them that are in use. */
    private static final Set<String> NAMES = Set.of(
            "bundled r50k_base",
            "bundled cl100k_base",
            "bundled o200k_base",
            "bundled qwen3",
            "synth_wordpiece_max12",
            "synth_prepend_replace_bf",
            "synth_metaspace_first_bf",
            "bert_base_uncased",
            "deepseek_v3",
            "gpt2",
            "llama2",
            "llama3",
            "mistral_v1_hf",
            "phi2",
            "phi3_mini",
            "qwen3",
            "roberta_base",
            "whisper_large_v3");

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    @TestFactory
    List<DynamicTest> aWarmTokenizerAllocatesNothing() {
        return FixtureTokenizers.tests(tokenizers(), tokenizer -> {
            byte[] utf8 = text().getBytes(StandardCharsets.UTF_8);
            TokenBuffer ids = new TokenBuffer(utf8.length + 16);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 300 && least > 0; round++) {
                least = Math.min(least, allocated(tokenizer, utf8, ids));
            }
            assertThat(least).as("bytes allocated by one call, at best").isZero();
        });
    }

    private static Map<String, Tokenizer> tokenizers() {
        Map<String, Tokenizer> tokenizers = new LinkedHashMap<>(FixtureTokenizers.selected());
        tokenizers.keySet().retainAll(NAMES);
        return tokenizers;
    }

    private static long allocated(Tokenizer tokenizer, byte[] utf8, TokenBuffer ids) {
        long before = THREADS.getCurrentThreadAllocatedBytes();
        ids.clear();
        tokenizer.encodeUtf8(utf8, 0, utf8.length, OPTIONS, ids);
        int count = tokenizer.countUtf8(utf8, 0, utf8.length, OPTIONS);
        long after = THREADS.getCurrentThreadAllocatedBytes();
        assertThat(count).isEqualTo(ids.size());
        return after - before;
    }

    /** Words, oddities, and pieces that are longer than any cache keeps. */
    private static String text() {
        RandomTexts random = new RandomTexts(SEED);
        return random.next(300) + " " + random.of("abcdefgh", 700) + " " + "\u4F60\u597D".repeat(300)
                + random.next(300);
    }
}
