package dev.tokenwright.testkit.property;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.load.Backend;
import dev.tokenwright.load.BackendChoice;
import dev.tokenwright.load.BackendChoice.Fallback;
import dev.tokenwright.testkit.random.RandomTexts;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** All backends give the same ids and the same texts. */
class BackendsTest {
    private static final long SEED = 61;
    private static final int ROUNDS = 60;

    @TestFactory
    List<DynamicTest> backendsGiveTheSameIdsAndTexts() {
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> {
            Tokenizer reference = Tokenizer.of(tokenizer.spec(), BackendChoice.of(Backend.DEFAULT));
            Tokenizer fast = Tokenizer.of(tokenizer.spec(), BackendChoice.of(Backend.FASTOKENS));
            assertThat(reference.backend().backend()).isEqualTo(Backend.DEFAULT);
            assertThat(fast.backend().backend()).isEqualTo(Backend.FASTOKENS);
            RandomTexts random = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                String text = random.next(12);
                for (EncodeOptions options : List.of(EncodeOptions.DEFAULT, EncodeOptions.ORDINARY)) {
                    int[] ids = reference.encode(text, options);
                    assertThat(fast.encode(text, options)).as(text).isEqualTo(ids);
                    assertThat(fast.count(text, options)).isEqualTo(ids.length);
                    assertThat(fast.fits(text, 20, options)).isEqualTo(reference.fits(text, 20, options));
                    assertThat(fast.decode(ids)).isEqualTo(reference.decode(ids));
                }
            }
        });
    }

    @TestFactory
    List<DynamicTest> theSelfCheckOfAutoPasses() {
        BackendChoice strict = BackendChoice.of(Backend.AUTO).withFallback(Fallback.FAIL);
        return FixtureTokenizers.tests(FixtureTokenizers.selected(), tokenizer -> assertThat(
                        Tokenizer.of(tokenizer.spec(), strict).backend().fallbackReason())
                .isEmpty());
    }
}
