package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.spec.TokenizerSpec.AddedTokenSearch;
import dev.tokenwright.stage.added.AddedTokenFinder;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.Spans;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
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

    @Test
    void tokensAreKeptOutOfTypedTextAsTheTwinsKeepThemOut() {
        for (int seed = 0; seed < 6000; seed++) {
            RandomTexts random = new RandomTexts(seed);
            List<AddedToken> tokens = tokens(random, seed % 2 == 0);
            AddedTokenSearch search =
                    seed % 3 == 0 ? AddedTokenSearch.LONGEST_FIRST : AddedTokenSearch.LEFTMOST_LONGEST;
            AddedTokenFinder finder =
                    AddedTokenFinder.of(tokens, index -> tokens.get(index).special(), search);
            for (int text = 0; text < 8; text++) {
                String input = text(random, random.below(40));
                BitSet typed = typed(random, input);
                boolean skipSpecial = random.coin();
                List<PlainAddedTokens.Stretch> expected = search == AddedTokenSearch.LONGEST_FIRST
                        ? new PlainLongestFirst(tokens, skipSpecial, typed).find(input)
                        : new PlainAddedTokens(tokens, skipSpecial, typed).find(input);
                assertThat(found(finder, input, skipSpecial, typed))
                        .as("seed %d, tokens %s, typed %s of \"%s\"", seed, tokens, typed, input)
                        .isEqualTo(expected);
            }
        }
    }

    /** Stretches of whole code points that somebody typed. */
    private static BitSet typed(RandomTexts random, String text) {
        BitSet typed = new BitSet();
        boolean inside = random.coin();
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            inside = random.below(3) == 0 ? !inside : inside;
            typed.set(at, at + Character.charCount(text.codePointAt(at)), inside);
        }
        return typed;
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
        return found(finder, text, skipSpecial, new BitSet());
    }

    private static List<PlainAddedTokens.Stretch> found(
            AddedTokenFinder finder, String text, boolean skipSpecial, BitSet typed) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        Spans spans = new Spans();
        AddedTokenFinder.Permission permission = (token, start, end) ->
                typed.get(units(utf8, start), units(utf8, end)).isEmpty();
        finder.find(utf8, 0, utf8.length, skipSpecial, permission, new AddedTokenFinder.Search(), spans);
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
