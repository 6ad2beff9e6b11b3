package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Encoding;
import dev.tokenwright.Setting;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.spec.Direction;
import dev.tokenwright.spec.TruncationSpec;
import dev.tokenwright.spec.TruncationSpec.Strategy;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.vocab.Tokenizers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Truncation and its overflow do what {@link PlainTruncation} does, at every limit and stride. */
class TruncationTwinTest {
    private static final long SEED = 5;

    @Test
    void partsOfSingleTextsAreThoseOfTheTwin() {
        Tokenizer tokenizer = Tokenizers.bundled("r50k_base");
        RandomTexts random = new RandomTexts(SEED);
        for (int round = 0; round < 12; round++) {
            String text = random.next(6);
            List<Integer> ids =
                    Arrays.stream(tokenizer.encodeOrdinary(text)).boxed().toList();
            for (int limit = 0; limit <= ids.size() + 2; limit++) {
                for (int stride = 0; stride < Math.max(1, limit); stride++) {
                    for (Direction direction : Direction.values()) {
                        TruncationSpec spec = new TruncationSpec(limit, stride, Strategy.LONGEST_FIRST, direction);
                        EncodeOptions options = EncodeOptions.ORDINARY.withTruncation(Setting.of(spec));
                        assertThat(parts(tokenizer.encodeWithOffsets(text, options)))
                                .as("seed %d, %s, \"%s\"", SEED, spec, text)
                                .isEqualTo(PlainTruncation.parts(ids, limit, stride, direction));
                    }
                }
            }
        }
    }

    private static List<List<Integer>> parts(Encoding encoding) {
        List<List<Integer>> parts = new ArrayList<>();
        parts.add(Arrays.stream(encoding.ids()).boxed().toList());
        encoding.overflow()
                .forEach(part -> parts.add(Arrays.stream(part.ids()).boxed().toList()));
        return parts;
    }
}
