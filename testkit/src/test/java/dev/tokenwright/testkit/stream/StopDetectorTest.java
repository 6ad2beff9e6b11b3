package dev.tokenwright.testkit.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tokenwright.DecodeOptions;
import dev.tokenwright.Stop;
import dev.tokenwright.Stop.Visibility;
import dev.tokenwright.StopDetector;
import dev.tokenwright.StopPattern;
import dev.tokenwright.StopResult;
import dev.tokenwright.StopResult.End;
import dev.tokenwright.StopResult.Reason;
import dev.tokenwright.StopRules;
import dev.tokenwright.StopScope;
import dev.tokenwright.StreamOptions;
import dev.tokenwright.Tokenizer;
import dev.tokenwright.error.TokenIdException;
import dev.tokenwright.testkit.golden.GoldenComparison;
import dev.tokenwright.testkit.golden.GoldenFolder;
import dev.tokenwright.vocab.Tokenizers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A generation ends where the plain twin says, whatever its stops and however its ids are grouped. */
class StopDetectorTest {
    private static final long SEED = 67;
    private static final int ROUNDS = 3000;
    private static final Tokenizer QWEN = Tokenizers.bundled("qwen3");

    @TestFactory
    List<DynamicTest> endsWhereThePlainTwinSays() {
        GoldenComparison comparison = new GoldenComparison(GoldenFolder.inRepository());
        return List.of(
                        "synth_prepend_replace_bf",
                        "synth_bytelevel_ignore_merges",
                        "synth_wordpiece_max12",
                        "synth_sp_bpe_bf_digits")
                .stream()
                .map(name -> DynamicTest.dynamicTest(name, () -> agrees(comparison.load(name))))
                .toList();
    }

    private static void agrees(Tokenizer tokenizer) {
        StreamIds random = new StreamIds(tokenizer, SEED);
        int stopped = 0;
        for (int round = 0; round < ROUNDS; round++) {
            int[] ids = random.next(14, StreamIds.Unknown.NOT);
            StopRules rules = rules(random, tokenizer, ids);
            PlainStops expected = PlainStops.of(tokenizer, ids, rules);
            String name = "round " + round + ": " + Arrays.toString(ids) + " " + rules;
            assertThat(oneByOne(tokenizer, ids, rules, expected, name)).as(name).isEqualTo(expected.end());
            assertThat(inGroups(random, tokenizer, ids, rules, expected, name))
                    .as(name)
                    .isEqualTo(expected.end());
            stopped += expected.end().reason() == Reason.STOP ? 1 : 0;
        }
        assertThat(stopped).isGreaterThan(ROUNDS / 4);
    }

    private static End oneByOne(Tokenizer tokenizer, int[] ids, StopRules rules, PlainStops expected, String name) {
        StopDetector detector = StopDetector.of(tokenizer.decodeStream(), rules);
        StringBuilder given = new StringBuilder();
        for (int index = 0; index < ids.length; index++) {
            StopResult result = detector.push(ids[index]);
            given.append(result.text());
            if (result.ended()) {
                assertThat(given.toString()).as(name).isEqualTo(expected.text());
                return result.end().get();
            }
            assertThat(given.toString()).as("%s after %d", name, index + 1).isEqualTo(expected.givenAfter(index + 1));
        }
        StopResult result = detector.finish(Reason.CANCELLED);
        assertThat(given + result.text()).as(name).isEqualTo(expected.text());
        return result.end().get();
    }

    private static End inGroups(
            StreamIds random, Tokenizer tokenizer, int[] ids, StopRules rules, PlainStops expected, String name) {
        StopDetector detector = StopDetector.of(tokenizer.decodeStream(), rules);
        StringBuilder given = new StringBuilder();
        for (int from = 0; from < ids.length; ) {
            int to = from + 1 + random.below(ids.length - from);
            detector = random.below(2) == 0 ? detector.fork() : detector;
            StopResult result = detector.pushAll(Arrays.copyOfRange(ids, from, to));
            given.append(result.text());
            if (result.ended()) {
                assertThat(given.toString()).as(name).isEqualTo(expected.text());
                assertThat(from + result.idsTaken())
                        .as(name)
                        .isEqualTo(result.end().get().tokenCount());
                return result.end().get();
            }
            from = to;
        }
        StopResult result = detector.finish(Reason.CANCELLED);
        assertThat(given + result.text()).as(name).isEqualTo(expected.text());
        return result.end().get();
    }

    private static StopRules rules(StreamIds random, Tokenizer tokenizer, int[] ids) {
        String text = tokenizer.decode(ids, DecodeOptions.DEFAULT);
        List<Stop> stops = new ArrayList<>();
        for (int count = random.below(4); count > 0; count--) {
            Visibility visibility = random.below(2) == 0 ? Visibility.HIDDEN : Visibility.VISIBLE;
            pattern(random, text, ids).ifPresent(pattern -> stops.add(new Stop(pattern, visibility)));
        }
        StopRules rules = StopRules.NONE.withStops(stops);
        rules = random.below(3) == 0 ? rules.withMinTokens(random.below(8)) : rules;
        return random.below(4) == 0 ? rules.withMaxTokens(1 + random.below(10)) : rules;
    }

    private static Optional<StopPattern> pattern(StreamIds random, String text, int[] ids) {
        if (random.below(3) == 0 && ids.length > 0) {
            int from = random.below(ids.length);
            int to = from + 1 + random.below(Math.min(3, ids.length - from));
            return Optional.of(
                    new StopPattern.Ids(Arrays.stream(ids, from, to).boxed().toList()));
        }
        int length = text.codePointCount(0, text.length());
        if (length == 0) {
            return Optional.empty();
        }
        int from = random.below(length);
        int to = from + 1 + random.below(Math.min(6, length - from));
        String found = text.substring(text.offsetByCodePoints(0, from), text.offsetByCodePoints(0, to));
        return Optional.of(StopPattern.text(random.below(4) == 0 ? found + "x" : found));
    }

    private static String run(String text, StopRules rules) {
        StopDetector detector = StopDetector.of(QWEN.decodeStream(), rules);
        StopResult result = detector.pushAll(QWEN.encodeOrdinary(text));
        return result.ended()
                ? result.text()
                : result.text() + detector.finish(Reason.CANCELLED).text();
    }

    @Test
    void aStopInsideATokenCutsTheToken() {
        StopResult result = StopDetector.of(QWEN.decodeStream(), StopRules.NONE.withStops(List.of(Stop.at("ell"))))
                .pushAll(QWEN.encode("Hello"));
        assertThat(result.text()).isEqualTo("H");
        assertThat(result.end().get().trimmed()).isEqualTo("ello");
    }

    @Test
    void aStopThatOverlapsItsOwnBeginningIsFound() {
        assertThat(run("aaab", StopRules.NONE.withStops(List.of(Stop.at("aab")))))
                .isEqualTo("a");
    }

    @Test
    void whatOnlyBeginsAStopIsGivenInTheEnd() {
        assertThat(run("wait for the en", StopRules.NONE.withStops(List.of(Stop.at("end")))))
                .isEqualTo("wait for the en");
    }

    @Test
    void textsDoNotCountBetweenMarkersAndAcrossThem() {
        StopScope scope = StopScope.outside(
                StopPattern.text("<think>"), StopPattern.text("</think>"), StopScope.Beginning.OUTSIDE);
        StopRules rules = StopRules.NONE.withStops(List.of(Stop.at("END"))).withScope(scope);
        assertThat(run("a<think>b END c</think>d END e", rules)).isEqualTo("a<think>b END c</think>d ");
        assertThat(run("aEN<think>D</think>b", rules)).isEqualTo("aEN<think>D</think>b");
        StopScope begun = StopScope.outside(
                StopPattern.text("<think>"), StopPattern.text("</think>"), StopScope.Beginning.INSIDE);
        assertThat(run("END</think>ENDx", rules.withScope(begun))).isEqualTo("END</think>");
    }

    @Test
    void markersMayBeIds() {
        int open = QWEN.vocabulary().id("<think>").orElseThrow();
        int close = QWEN.vocabulary().id("</think>").orElseThrow();
        StopScope scope = StopScope.outside(StopPattern.id(open), StopPattern.id(close), StopScope.Beginning.OUTSIDE);
        StopRules rules = StopRules.NONE.withStops(List.of(Stop.at("END"))).withScope(scope);
        StopDetector detector = StopDetector.of(QWEN.decodeStream(StreamOptions.SKIP_SPECIAL), rules);
        StopResult result = detector.pushAll(QWEN.encode("<think>b END c</think>d END e"));
        assertThat(result.text()).endsWith("b END c</think>d ");
        assertThat(result.end().get().stop()).contains(Stop.at("END"));
    }

    @Test
    void aRefusedIdLeavesTheDetectorAsItWas() {
        StopDetector detector = StopDetector.of(
                QWEN.decodeStream(StreamOptions.DEFAULT.withDecoding(
                        DecodeOptions.DEFAULT.withUnknownIds(DecodeOptions.UnknownIds.REJECT))),
                StopRules.NONE);
        assertThatThrownBy(() -> detector.pushAll(new int[] {64, 65, 1 << 20})).isInstanceOf(TokenIdException.class);
        assertThat(detector.pushAll(new int[] {64, 65}).text()).isEqualTo("ab");
    }

    @Test
    void nothingIsTakenAfterTheEnd() {
        StopDetector detector = StopDetector.of(QWEN.decodeStream(), StopRules.NONE.withMaxTokens(1));
        assertThat(detector.push(64).end().get().reason()).isEqualTo(Reason.LENGTH);
        assertThatThrownBy(() -> detector.push(64)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> detector.finish(Reason.ERROR)).isInstanceOf(IllegalStateException.class);
    }
}
