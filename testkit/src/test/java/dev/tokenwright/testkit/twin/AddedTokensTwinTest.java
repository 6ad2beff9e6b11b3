package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenizerSpec.AddedTokenSearch;
import dev.tokenwright.stage.added.AddedTokenFinder;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.Spans;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** The search for added tokens finds what {@link PlainAddedTokens} finds. */
class AddedTokensTwinTest {
    private static final List<String> CHARACTERS =
            List.of("a", "a", "b", "c", " ", " ", "\t", "<", "\u3000", "\u00e9", "\ud83d\ude00");

    @Test
    void tokensThatOverlapAreFoundAsTheTwinFindsThem() {
        for (int seed = 0; seed < 3000; seed++) {
            compare(seed, false);
        }
    }

    @Test
    void tokensThatStripOrStandAloneAreFoundAsTheTwinFindsThem() {
        for (int seed = 0; seed < 6000; seed++) {
            compare(seed, true);
        }
    }

    @Test
    void longestTokensFirstAreFoundAsTheirTwinFindsThem() {
        for (int seed = 0; seed < 6000; seed++) {
            RandomTexts random = new RandomTexts(seed);
            List<AddedToken> tokens = tokens(random, seed % 2 == 0);
            AddedTokenFinder finder =
                    AddedTokenFinder.of(tokens, index -> tokens.get(index).special(), AddedTokenSearch.LONGEST_FIRST);
            for (int text = 0; text < 8; text++) {
                String input = text(random, random.below(40));
                boolean skipSpecial = random.coin();
                assertThat(found(finder, input, skipSpecial))
                        .as("seed %d, tokens %s, skipping special %s, text \"%s\"", seed, tokens, skipSpecial, input)
                        .isEqualTo(new PlainLongestFirst(tokens, skipSpecial).find(input));
            }
        }
    }

    private static void compare(int seed, boolean rules) {
        RandomTexts random = new RandomTexts(seed);
        List<AddedToken> tokens = tokens(random, rules);
        AddedTokenFinder finder =
                AddedTokenFinder.of(tokens, index -> tokens.get(index).special());
        for (int text = 0; text < 8; text++) {
            String input = text(random, random.below(40));
            boolean skipSpecial = random.coin();
            assertThat(found(finder, input, skipSpecial))
                    .as("seed %d, tokens %s, skipping special %s, text \"%s\"", seed, tokens, skipSpecial, input)
                    .isEqualTo(new PlainAddedTokens(tokens, skipSpecial).find(input));
        }
    }

    private static List<PlainAddedTokens.Stretch> found(AddedTokenFinder finder, String text, boolean skipSpecial) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Spans spans = new Spans();
        finder.find(utf8, 0, utf8.length, skipSpecial, new AddedTokenFinder.Search(), spans);
        List<PlainAddedTokens.Stretch> stretches = new ArrayList<>();
        for (int index = 0; index < spans.size(); index++) {
            stretches.add(new PlainAddedTokens.Stretch(
                    units(utf8, spans.start(index)), units(utf8, spans.end(index)), spans.mark(index)));
        }
        return stretches;
    }

    private static int units(byte[] utf8, int byteIndex) {
        return new String(utf8, 0, byteIndex, StandardCharsets.UTF_8).length();
    }

    private static List<AddedToken> tokens(RandomTexts random, boolean rules) {
        Set<String> contents = new TreeSet<>();
        for (int count = 1 + random.below(8); count > 0; count--) {
            contents.add(text(random, 1 + random.below(5)));
        }
        List<AddedToken> tokens = new ArrayList<>();
        for (String content : contents) {
            tokens.add(new AddedToken(
                    tokens.size(),
                    content,
                    rules && random.coin(),
                    rules && random.coin(),
                    rules && random.coin(),
                    false,
                    random.coin()));
        }
        return tokens;
    }

    private static String text(RandomTexts random, int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append(random.pick(CHARACTERS));
        }
        return text.toString();
    }
}
