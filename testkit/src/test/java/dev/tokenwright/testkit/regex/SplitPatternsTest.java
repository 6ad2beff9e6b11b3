package dev.tokenwright.testkit.regex;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.testkit.twin.PlainRegexMatcher;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.regex.CompiledRegex;
import dev.tokenwright.text.regex.RegexDialect;
import dev.tokenwright.text.regex.RegexSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Regular expressions against what the reference engines answered. */
final class SplitPatternsTest {
    /** Probes that the reference accepts and the parser may refuse; a smaller number is better. */
    private static final int MOST_REFUSED = 60;

    static List<GoldenPattern> all() {
        return GoldenPattern.all();
    }

    @ParameterizedTest
    @MethodSource("all")
    void everyPatternIsRefusedOrMatchesAsTheReference(GoldenPattern golden) {
        Optional<CompiledRegex> compiled = compile(golden);
        if (golden.refused()) {
            assertThat(compiled).isEmpty();
        }
        compiled.ifPresent(regex -> golden.cases().forEach(testCase -> {
            check(golden, regex, testCase);
            check(golden, new PlainRegexMatcher(regex.root()), testCase);
        }));
    }

    @Test
    void everyPatternOfARealTokenizerIsSupported() {
        assertThat(GoldenPattern.known())
                .hasSizeGreaterThanOrEqualTo(29)
                .allSatisfy(golden -> assertThat(compile(golden)).isPresent());
    }

    @Test
    void fewProbesAreRefusedThatTheReferenceAccepts() {
        List<GoldenPattern> refused = all().stream()
                .filter(golden -> !golden.refused() && compile(golden).isEmpty())
                .toList();
        assertThat(refused).hasSizeLessThanOrEqualTo(MOST_REFUSED);
    }

    private static Optional<CompiledRegex> compile(GoldenPattern golden) {
        try {
            return Optional.of(CompiledRegex.compile(golden.pattern(), golden.dialect()));
        } catch (RegexSyntaxException e) {
            assertThat(e.charIndex()).isBetween(0, golden.pattern().length());
            return Optional.empty();
        }
    }

    private static void check(GoldenPattern golden, TextPattern pattern, GoldenPattern.Case testCase) {
        byte[] utf8 = testCase.text().getBytes(StandardCharsets.UTF_8);
        List<String> pieces = new ArrayList<>();
        StringBuilder replaced = new StringBuilder();
        int gapStart = 0;
        List<Integer> spans = GoldenPattern.spans(pattern, utf8);
        for (int index = 0; index < spans.size(); index += 2) {
            String gap = text(utf8, gapStart, spans.get(index));
            if (golden.dialect() == RegexDialect.ONIGURUMA) {
                pieces.add(gap);
            }
            pieces.add(text(utf8, spans.get(index), spans.get(index + 1)));
            replaced.append(gap).append('\u2402');
            gapStart = spans.get(index + 1);
        }
        String gap = text(utf8, gapStart, utf8.length);
        if (golden.dialect() == RegexDialect.ONIGURUMA) {
            pieces.add(gap);
            assertThat(replaced.append(gap)).hasToString(testCase.replaced());
        }
        pieces.removeIf(String::isEmpty);
        assertThat(pieces).isEqualTo(testCase.pieces());
    }

    private static String text(byte[] utf8, int start, int end) {
        return new String(utf8, start, end - start, StandardCharsets.UTF_8);
    }
}
