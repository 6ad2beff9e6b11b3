package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Explanation;
import dev.tokenwright.Explanation.Stretch;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.vocab.Tokenizers;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What the stages made of a text tiles the text, stage by stage. */
class ExplanationTest {
    private static final int ROUNDS = 40;

    private static String text(List<Stretch> stretches) {
        return stretches.stream().map(Stretch::text).collect(Collectors.joining());
    }

    @TestFactory
    List<DynamicTest> segmentsTileTheTextAndPiecesGiveTheTokens() {
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> {
            RandomTexts random = new RandomTexts(5);
            for (int round = 0; round < ROUNDS; round++) {
                String text = random.next(10);
                Explanation explanation = tokenizer.explain(text, EncodeOptions.ORDINARY);
                assertThat(text(explanation.segments())).isEqualTo(text);
                int tokens = tokenizer.count(text, EncodeOptions.ORDINARY);
                assertThat(explanation.pieces().isEmpty() && tokens > 0)
                        .as(text)
                        .isFalse();
                if (tokenizer.spec().normalizer().isEmpty()) {
                    assertThat(text(explanation.normalized())).isEqualTo(text(explanation.segments()));
                }
            }
        });
    }

    @Test
    void everyStageShowsWhatItDid() {
        Explanation explanation = Tokenizers.bundled("qwen3").explain("cafe\u0301 au<|im_end|>", EncodeOptions.DEFAULT);
        Stretch end = new Stretch("<|im_end|>", OptionalInt.of(151_645));
        assertThat(explanation.segments()).containsExactly(new Stretch("cafe\u0301 au", OptionalInt.empty()), end);
        assertThat(explanation.normalized()).containsExactly(new Stretch("caf\u00e9 au", OptionalInt.empty()), end);
        assertThat(explanation.pieces())
                .containsExactly(
                        new Stretch("caf\u00e9", OptionalInt.empty()), new Stretch(" au", OptionalInt.empty()), end);
    }
}
