package dev.tokenwright;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.testkit.property.FixtureTokenizers;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.Utf8;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The fast ways to tokens with their places give what all stages in a row give. */
class PlaceEncoderTest {
    private static final long SEED = 37;
    /** Texts a tokenizer; {@code -Dtokenwright.rounds=10000} for a long run. */
    private static final int ROUNDS = Integer.getInteger("tokenwright.rounds", 120);

    @TestFactory
    List<DynamicTest> placesAreThoseOfThePlainWay() {
        List<DynamicTest> tests = new ArrayList<>();
        FixtureTokenizers.selected()
                .forEach((name, tokenizer) -> tests.add(DynamicTest.dynamicTest(name, () -> compare(name, tokenizer))));
        return tests;
    }

    private static void compare(String name, Tokenizer tokenizer) {
        RandomTexts random = new RandomTexts(SEED);
        List<String> added =
                tokenizer.spec().addedTokens().stream().map(AddedToken::content).toList();
        Scratch scratch = new Scratch();
        TextToPlaces fast = PlaceEncoder.of(tokenizer.pipeline());
        TextToPlaces plain = new PlainPlaces(tokenizer.pipeline());
        for (int round = 0; round < ROUNDS; round++) {
            String text = random.next(20);
            for (int count = added.isEmpty() ? 0 : random.below(3); count > 0; count--) {
                text += random.pick(added) + random.next(12);
            }
            byte[] utf8 = Utf8.encode(text);
            for (SpecialText specialText : List.of(SpecialText.RECOGNIZE, SpecialText.AS_TEXT)) {
                assertThat(tokens(sink -> fast.encode(utf8, specialText, Guard.NONE, scratch, sink)))
                        .as("%s, seed %d, %s, \"%s\"", name, SEED, specialText, text)
                        .isEqualTo(tokens(sink -> plain.encode(utf8, specialText, Guard.NONE, scratch, sink)));
            }
        }
    }

    private interface Way {
        void encode(TextToPlaces.Sink sink);
    }

    private static List<Object> tokens(Way way) {
        List<Object> tokens = new ArrayList<>();
        try {
            way.encode((id, start, end, piece, surface) ->
                    tokens.add(List.of(id, start, end, piece, Optional.ofNullable(surface))));
        } catch (RuntimeException refused) {
            return List.of(refused.getClass());
        }
        return tokens;
    }

    /** All tokenizers that there are. */
    @TestFactory
    List<DynamicTest> placesOfEveryFixtureAreThoseOfThePlainWay() {
        List<DynamicTest> tests = new ArrayList<>();
        GoldenFolder.shared()
                .ifPresent(folder -> tests.add(DynamicTest.dynamicTest(
                        "all", () -> FixtureTokenizers.visitAll(folder, PlaceEncoderTest::compare))));
        tests.add(DynamicTest.dynamicTest(
                "repository",
                () -> FixtureTokenizers.visitAll(GoldenFolder.inRepository(), PlaceEncoderTest::compare)));
        return tests;
    }
}
