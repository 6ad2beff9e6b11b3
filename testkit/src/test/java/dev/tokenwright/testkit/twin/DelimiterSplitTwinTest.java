package dev.tokenwright.testkit.twin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.stage.split.SplitState;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.testkit.twin.PlainDelimiterSplit.Range;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.TextPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Cutting at delimiters does what {@link PlainDelimiterSplit} does. */
class DelimiterSplitTwinTest {
    @Test
    void everyBehaviourCutsAnyRowOfMatchesAsTheTwinDoes() {
        for (int seed = 0; seed < 5000; seed++) {
            RandomTexts random = new RandomTexts(seed);
            int length = 1 + random.below(12);
            List<Range> matches = matches(random, length);
            for (SplitBehavior behavior : SplitBehavior.values()) {
                for (boolean invert : new boolean[] {false, true}) {
                    assertThat(fast(length, matches, behavior, invert))
                            .as(
                                    "seed %d, %s, invert %s, length %d, matches %s",
                                    seed, behavior, invert, length, matches)
                            .isEqualTo(new PlainDelimiterSplit(behavior, invert).split(length, matches));
                }
            }
        }
    }

    @Test
    void theExampleOfTheReferenceIsCutAsItIsDocumented() {
        List<Range> dashes = List.of(new Range(3, 4), new Range(9, 10), new Range(10, 11));
        assertThat(pieces("The-final--countdown", dashes, SplitBehavior.REMOVED))
                .containsExactly("The", "final", "countdown");
        assertThat(pieces("The-final--countdown", dashes, SplitBehavior.ISOLATED))
                .containsExactly("The", "-", "final", "-", "-", "countdown");
        assertThat(pieces("The-final--countdown", dashes, SplitBehavior.MERGED_WITH_PREVIOUS))
                .containsExactly("The-", "final-", "-", "countdown");
        assertThat(pieces("The-final--countdown", dashes, SplitBehavior.MERGED_WITH_NEXT))
                .containsExactly("The", "-final", "-", "-countdown");
        assertThat(pieces("The-final--countdown", dashes, SplitBehavior.CONTIGUOUS))
                .containsExactly("The", "-", "final", "--", "countdown");
    }

    private static List<String> pieces(String text, List<Range> matches, SplitBehavior behavior) {
        return new PlainDelimiterSplit(behavior, false)
                .split(text.length(), matches).stream()
                        .map(piece -> text.substring(piece.start(), piece.end()))
                        .toList();
    }

    /** Matches in order that do not overlap; some are empty, some touch. */
    private static List<Range> matches(RandomTexts random, int length) {
        List<Range> matches = new ArrayList<>();
        int at = random.below(3);
        while (at <= length) {
            int end = Math.min(length, at + random.below(3));
            matches.add(new Range(at, end));
            at = end + (end == at ? 1 : 0) + random.below(3);
        }
        return matches;
    }

    private static List<Range> fast(int length, List<Range> matches, SplitBehavior behavior, boolean invert) {
        TextPattern pattern = (utf8, from, to, sink) ->
                matches.forEach(match -> sink.accept(from + match.start(), from + match.end()));
        SplitSpec spec = new SplitSpec.Split(new PatternSpec.Literal("not used"), behavior, invert);
        Splitter splitter = Splitter.of(Optional.of(spec), any -> pattern, false);
        SplitState state = new SplitState();
        state.clear(AlignedText.Tracking.NONE, true);
        state.text().appendOriginal("x".repeat(length).getBytes(java.nio.charset.StandardCharsets.US_ASCII), 0, length);
        state.pieces().add(0, length, SplitState.PLAIN);
        splitter.split(state);
        List<Range> pieces = new ArrayList<>();
        for (int index = 0; index < state.pieces().size(); index++) {
            pieces.add(new Range(state.pieces().start(index), state.pieces().end(index)));
        }
        return pieces;
    }
}
