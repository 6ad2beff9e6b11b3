package dev.tokenwright.testkit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.CacheCounters;
import dev.tokenwright.CachingTokenizer;
import dev.tokenwright.CachingTokenizer.Reuse;
import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.UnencodableTextException;
import dev.tokenwright.load.TokenizerFiles;
import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.vocab.Tokenizers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A tokenizer with a cache gives the ids that it gives without one. */
class CachingTokenizerTest {
    private static final long SEED = 83;
    private static final int MEGABYTE = 1 << 20;

    @TestFactory
    List<DynamicTest> everyTokenizerGivesTheSameIdsWithACache() {
        List<DynamicTest> tests = new ArrayList<>(tests(GoldenFolder.inRepository()));
        GoldenFolder.shared().ifPresent(folder -> tests.addAll(tests(folder)));
        return tests;
    }

    private static List<DynamicTest> tests(GoldenFolder folder) {
        GoldenComparison comparison = new GoldenComparison(folder);
        return folder.tokenizers().stream()
                .filter(name -> !comparison.kind(name).contains("megatron"))
                .map(name -> DynamicTest.dynamicTest(name, () -> agrees(comparison.load(name))))
                .toList();
    }

    /** Conversations that grow turn by turn, and texts that have beginnings in common, with added tokens anywhere. */
    private static void agrees(Tokenizer tokenizer) {
        RandomTexts random = new RandomTexts(SEED);
        CachingTokenizer caching = CachingTokenizer.of(tokenizer, MEGABYTE);
        List<String> added = new ArrayList<>(tokenizer.vocabulary().addedTokens().stream()
                .map(AddedToken::content)
                .limit(200)
                .toList());
        added.addAll(List.of("\n", "\n\n", " ", "x"));
        List<String> texts = new ArrayList<>(List.of(""));
        long tokens = 0;
        for (int round = 0; round < 60; round++) {
            String text = random.pick(texts) + random.next(round % 8 == 0 ? 400 : 40) + random.pick(added);
            text = random.below(3) == 0 ? text + random.next(3) : text;
            texts.add(text.length() > 6000 ? "" : text);
            EncodeOptions options = random.coin() ? EncodeOptions.DEFAULT : EncodeOptions.ORDINARY;
            int[] expected;
            try {
                expected = tokenizer.encode(text, options);
            } catch (UnencodableTextException refused) {
                continue;
            }
            assertThat(caching.encode(text, options)).as("\"%s\"", text).isEqualTo(expected);
            tokens += expected.length;
        }
        CacheCounters counters = caching.counters();
        assertThat(counters.cachedTokens() + counters.uncachedTokens()).isEqualTo(tokens);
        assertThat(counters.bytes()).isBetween(0L, (long) MEGABYTE);
        assertThat(counters.hits() > 0).isEqualTo(counters.cachedTokens() > 0);
        assertThat(caching.reuse() == Reuse.NOTHING ? counters.entries() : 0).isZero();
    }

    private static Tokenizer withAdded(String normalizer, String splitter, String... added) {
        StringBuilder tokens = new StringBuilder();
        for (int index = 0; index < added.length; index++) {
            tokens.append(index == 0 ? "" : ",")
                    .append("{\"id\":")
                    .append(100 + index)
                    .append(',')
                    .append(added[index])
                    .append('}');
        }
        StringBuilder vocabulary = new StringBuilder();
        String letters = "abcdefghijklmnopqrstuvwxyz<>/|\u2581\n ";
        for (int index = 0; index < letters.length(); index++) {
            String letter = letters.substring(index, index + 1).replace("\n", "\\n");
            vocabulary
                    .append(index == 0 ? "" : ",")
                    .append('"')
                    .append(letter)
                    .append("\":")
                    .append(index);
        }
        String json = "{\"added_tokens\":[" + tokens + "],\"normalizer\":" + normalizer + ",\"pre_tokenizer\":"
                + splitter + ",\"model\":{\"type\":\"BPE\",\"vocab\":{" + vocabulary + "},\"merges\":[]}}";
        return Tokenizer.of(TokenizerFiles.tokenizerJson(json.getBytes(StandardCharsets.UTF_8), "tokenizer.json"));
    }

    private static String token(String content, String flagThatIsSet) {
        String flags = "";
        for (String flag : List.of("single_word", "lstrip", "rstrip", "normalized")) {
            flags += ",\"" + flag + "\":" + flag.equals(flagThatIsSet);
        }
        return "\"content\":\"" + content + "\",\"special\":true" + flags;
    }

    /** Encodes a text that ends with a boundary, then texts that go on behind it. */
    private static void goesOn(Tokenizer tokenizer, String boundary) {
        CachingTokenizer caching = CachingTokenizer.of(tokenizer, MEGABYTE);
        String before = "a long beginning that is worth a place of its own in any cache there is";
        for (String behind :
                List.of("", "hi", " hi there", "\n\nhi", "\nhi", "  hi", boundary, "hi" + boundary + " hi")) {
            String text = before + boundary + behind;
            assertThat(caching.encode(text, EncodeOptions.DEFAULT))
                    .as("\"%s\"", text)
                    .isEqualTo(tokenizer.encode(text));
            assertThat(caching.encode(text, EncodeOptions.DEFAULT))
                    .as("\"%s\"", text)
                    .isEqualTo(tokenizer.encode(text));
        }
    }

    @Test
    void aBoundaryThatIsPartOfALongerAddedTokenIsNoBoundary() {
        goesOn(withAdded("null", "null", token("\\n", ""), token("\\n\\n", ""), token("\\n\\n\\n", "")), "\n");
    }

    @Test
    void aStretchBehindTheFirstGetsNoBlankOfTheFirst() {
        String metaspace =
                "{\"type\":\"Metaspace\",\"replacement\":\"\u2581\",\"prepend_scheme\":\"first\",\"split\":true}";
        goesOn(withAdded("null", metaspace, token("</s>", "")), "</s>");
        goesOn(new GoldenComparison(GoldenFolder.inRepository()).load("synth_metaspace_first_bf"), "</s>");
        goesOn(withAdded("{\"type\":\"Prepend\",\"prepend\":\"\u2581\"}", "null", token("</s>", "")), "</s>");
    }

    @Test
    void aTokenThatTakesBlanksBehindItTakesThem() {
        goesOn(withAdded("null", "null", token("<|end|>", "rstrip")), "<|end|>");
        goesOn(withAdded("null", "null", token("<|end|>", "single_word")), "<|end|>");
    }

    @Test
    void theLongerOfTwoAddedTokensIsTaken() {
        goesOn(withAdded("null", "null", token("</s>", ""), token("</s>hi", "")), "</s>");
    }

    @Test
    void aConversationThatGoesOnCostsWhatIsNew() {
        CachingTokenizer caching = CachingTokenizer.of(Tokenizers.bundled("qwen3"), 16L * MEGABYTE);
        StringBuilder text = new StringBuilder();
        RandomTexts random = new RandomTexts(SEED);
        for (int turn = 0; turn < 40; turn++) {
            text.append("<|im_start|>user\n")
                    .append(random.of("abcdefgh    \n.,", 800))
                    .append("<|im_end|>\n");
            int[] ids = caching.encode(text.toString(), EncodeOptions.DEFAULT);
            assertThat(ids).isEqualTo(caching.tokenizer().encode(text.toString()));
        }
        assertThat(caching.reuse()).isEqualTo(Reuse.BLOCKS);
        assertThat(caching.counters().cachedTokens())
                .isGreaterThan(8 * caching.counters().uncachedTokens());
    }

    @Test
    void aDocumentThatGrowsWithoutAddedTokensIsReusedToo() {
        for (String name : List.of("r50k_base", "cl100k_base", "o200k_base", "qwen3")) {
            CachingTokenizer caching = CachingTokenizer.of(Tokenizers.bundled(name), 16L * MEGABYTE);
            String text = new RandomTexts(SEED).of("abcdefgh    \n.,", 100_000);
            caching.encode(text, EncodeOptions.ORDINARY);
            CacheCounters before = caching.counters();
            caching.encode(text + " and more of it", EncodeOptions.ORDINARY);
            long encoded = caching.counters().uncachedTokens() - before.uncachedTokens();
            assertThat(encoded).as(name).isLessThan(1000);
        }
    }

    @Test
    void theCacheStaysInItsBounds() {
        Tokenizer tokenizer = Tokenizers.bundled("r50k_base");
        CachingTokenizer caching = CachingTokenizer.of(tokenizer, 20_000);
        CachingTokenizer none = CachingTokenizer.of(tokenizer, 0);
        RandomTexts random = new RandomTexts(SEED);
        for (int round = 0; round < 200; round++) {
            String text = random.next(80);
            assertThat(caching.encode(text, EncodeOptions.ORDINARY)).isEqualTo(tokenizer.encodeOrdinary(text));
            assertThat(none.encode(text, EncodeOptions.ORDINARY)).isEqualTo(tokenizer.encodeOrdinary(text));
            assertThat(caching.counters().bytes()).isLessThanOrEqualTo(20_000);
        }
        assertThat(caching.counters().entries()).isPositive();
        assertThat(none.counters().entries()).isZero();
    }

    @Test
    void oneCacheServesAllThreads() {
        Tokenizer tokenizer = Tokenizers.bundled("r50k_base");
        CachingTokenizer caching = CachingTokenizer.of(tokenizer, 50_000);
        RandomTexts random = new RandomTexts(SEED);
        List<String> texts =
                IntStream.range(0, 40).mapToObj(index -> random.next(80)).toList();
        List<int[]> expected = texts.stream().map(tokenizer::encodeOrdinary).toList();
        boolean same = IntStream.range(0, 4000)
                .parallel()
                .allMatch(index -> Arrays.equals(
                        caching.encode(texts.get(index % 40), EncodeOptions.ORDINARY), expected.get(index % 40)));
        assertThat(same).isTrue();
        assertThat(caching.counters().bytes()).isLessThanOrEqualTo(50_000);
    }
}
