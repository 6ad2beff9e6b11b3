package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.Vocabulary;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.testkit.twin.PlainDecoder;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Decoding gives what its plain twin gives, for any ids. */
class DecodeTwinTest {
    private static final long SEED = 29;
    private static final int ROUNDS = 400;

    @TestFactory
    List<DynamicTest> anyIdsBecomeTheTextThatTheStepsMake() {
        return FixtureTokenizers.tests(known(), tokenizer -> {
            PlainDecoder plain = PlainDecoder.of(tokenizer).orElseThrow();
            RandomTexts random = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                int[] ids = ids(tokenizer, random);
                assertThat(tokenizer.decode(ids))
                        .as("seed %d, %s", SEED, Arrays.toString(ids))
                        .isEqualTo(plain.decode(ids));
                Vocabulary vocabulary = tokenizer.vocabulary();
                int[] shown = Arrays.stream(ids)
                        .filter(id -> !vocabulary.isSpecial(id))
                        .toArray();
                assertThat(tokenizer.decode(ids, DecodeOptions.SKIP_SPECIAL))
                        .as("seed %d, %s", SEED, Arrays.toString(ids))
                        .isEqualTo(plain.decode(shown));
            }
        });
    }

    private static Map<String, Tokenizer> known() {
        Map<String, Tokenizer> tokenizers = new LinkedHashMap<>(FixtureTokenizers.selected());
        tokenizers.values().removeIf(tokenizer -> PlainDecoder.of(tokenizer).isEmpty());
        assertThat(tokenizers).hasSizeGreaterThan(10);
        return tokenizers;
    }

    /** Ids of a text with any ids between them, each of which has a token. */
    private static int[] ids(Tokenizer tokenizer, RandomTexts random) {
        int[] text = tokenizer.encode(random.next(60));
        int[] any = IntStream.range(0, random.below(40))
                .map(index -> random.below(
                        random.coin() ? 400 : tokenizer.vocabulary().idLimit()))
                .filter(tokenizer.vocabulary()::contains)
                .toArray();
        int cut = random.below(text.length + 1);
        return IntStream.concat(
                        IntStream.concat(Arrays.stream(text, 0, cut), Arrays.stream(any)),
                        Arrays.stream(text, cut, text.length))
                .toArray();
    }
}
