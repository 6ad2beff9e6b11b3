package dev.tokenwright.testkit.stream;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.DecodeOptions.SpecialTokens;
import dev.tokenwright.DecodeOptions.UnknownIds;
import dev.tokenwright.DecodeStream;
import dev.tokenwright.StreamOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a stream has given and what it would still give is what decoding everything gives, after every id. */
class DecodeStreamTest {
    private static final long SEED = 61;
    private static final int ROUNDS = 40;

    @TestFactory
    List<DynamicTest> everyTokenizerStreamsWhatItDecodes() {
        return tests(DecodeStreamTest::streamsWhatItDecodes);
    }

    private static void streamsWhatItDecodes(Tokenizer tokenizer) {
        StreamIds random = new StreamIds(tokenizer, SEED);
        for (int round = 0; round < ROUNDS; round++) {
            for (SpecialTokens special : List.of(SpecialTokens.KEEP, SpecialTokens.SKIP)) {
                DecodeOptions options = new DecodeOptions(special, UnknownIds.SKIP);
                streamsWhatItDecodes(tokenizer, random.next(24, StreamIds.Unknown.AMONG), options);
            }
        }
    }

    private static void streamsWhatItDecodes(Tokenizer tokenizer, int[] ids, DecodeOptions options) {
        DecodeStream stream = tokenizer.decodeStream(StreamOptions.DEFAULT.withDecoding(options));
        StringBuilder given = new StringBuilder();
        for (int count = 0; count <= ids.length; count++) {
            if (count > 0) {
                given.append(stream.push(ids[count - 1]));
            }
            int[] soFar = Arrays.copyOf(ids, count);
            assertThat(given + stream.pending())
                    .as("%s with %s", Arrays.toString(soFar), options)
                    .isEqualTo(tokenizer.decode(soFar, options));
        }
        assertThat(stream.diverged()).isFalse();
        assertThat(given + stream.finish()).isEqualTo(tokenizer.decode(ids, options));
    }

    private static List<DynamicTest> tests(Consumer<Tokenizer> test) {
        List<DynamicTest> tests = new ArrayList<>(tests(GoldenFolder.inRepository(), test));
        GoldenFolder.shared().ifPresent(folder -> tests.addAll(tests(folder, test)));
        return tests;
    }

    private static List<DynamicTest> tests(GoldenFolder folder, Consumer<Tokenizer> test) {
        GoldenComparison comparison = new GoldenComparison(folder);
        return folder.tokenizers().stream()
                .filter(name -> !comparison.kind(name).contains("megatron"))
                .map(name -> DynamicTest.dynamicTest(name, () -> test.accept(comparison.load(name))))
                .toList();
    }
}
