package dev.tokenwright.text.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tokenwright.text.CodePointSet;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CompiledRegexTest {
    @Test
    void bracedPlusIsPossessiveForFancyAndARepeatForOniguruma() {
        assertThat(find("a{1,3}+", RegexDialect.FANCY, "aaaaaaa")).containsExactly("aaa", "aaa", "a");
        assertThat(find("a{1,3}+", RegexDialect.ONIGURUMA, "aaaaaaa")).containsExactly("aaaaaaa");
    }

    @Test
    void aPossessiveRepeatTriesOtherWaysThroughItsBodyBeforeItEnds() {
        assertThat(find("([ab]{1,2}){2}+", RegexDialect.FANCY, "ab")).containsExactly("ab");
    }

    @Test
    void anEmptyMatchIsNotGivenWhereAMatchEnded() {
        assertThat(find("a*", RegexDialect.ONIGURUMA, "baac")).containsExactly("", "aa", "");
    }

    @Test
    void anEmptyTextHasNoMatch() {
        assertThat(find("a*", RegexDialect.ONIGURUMA, "")).isEmpty();
    }

    @Test
    void textOutsideTheRangeIsNotSeen() {
        byte[] utf8 = "ab c".getBytes(StandardCharsets.UTF_8);
        List<Integer> spans = new ArrayList<>();
        CompiledRegex.compile("(?<!a)b(?!\\s)|^b|b$", RegexDialect.FANCY).findAll(utf8, 1, 2, (start, end) -> {
            spans.add(start);
            spans.add(end);
        });
        assertThat(spans).containsExactly(1, 2);
    }

    @Test
    void offsetsAreBytes() {
        byte[] utf8 = "\u00E9\uD83D\uDE00x".getBytes(StandardCharsets.UTF_8);
        List<Integer> spans = new ArrayList<>();
        CompiledRegex.compile("[^x]", RegexDialect.ONIGURUMA).findAll(utf8, 0, utf8.length, (start, end) -> {
            spans.add(start);
            spans.add(end);
        });
        assertThat(spans).containsExactly(0, 2, 2, 6);
    }

    @Test
    void quadraticWorkEndsWithATypedException() {
        byte[] utf8 = "a".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        CompiledRegex regex = CompiledRegex.compile("a+b", RegexDialect.ONIGURUMA);
        assertThatExceptionOfType(RegexBudgetException.class)
                .isThrownBy(() -> regex.findAll(utf8, 0, utf8.length, (start, end) -> {}))
                .satisfies(problem -> assertThat(problem.byteIndex()).isZero());
    }

    @Test
    void exponentialWorkEndsWithATypedException() {
        byte[] utf8 = "a".repeat(1000).getBytes(StandardCharsets.UTF_8);
        CompiledRegex regex = CompiledRegex.compile("x|(?:a+?a?)+?(?:aa?)+b", RegexDialect.FANCY);
        assertThatExceptionOfType(RegexBudgetException.class)
                .isThrownBy(() -> regex.findAll(utf8, 0, utf8.length, (start, end) -> {}));
    }

    @Test
    void deepRecursionEndsWithATypedException() {
        byte[] utf8 = "xabcb".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        CompiledRegex regex = CompiledRegex.compile("x(?:ab|cb|x|bx)+$", RegexDialect.FANCY);
        assertThatExceptionOfType(RegexBudgetException.class)
                .isThrownBy(() -> regex.findAll(utf8, 0, utf8.length, (start, end) -> {}));
    }

    @Test
    void choicesOfOneCharacterBecomeASetThatRepeatsWithoutRecursion() {
        CompiledRegex regex = CompiledRegex.compile("(?:a|b|[cd])+", RegexDialect.ONIGURUMA);
        assertThat(regex.root())
                .isEqualTo(new RegexNode.Repeat(
                        new RegexNode.Characters(CodePointSet.ofRanges('a', 'd')),
                        1,
                        RegexNode.Repeat.UNBOUNDED,
                        RegexNode.Repeat.Mode.GREEDY));
        byte[] utf8 = "abcd".repeat(1_000_000).getBytes(StandardCharsets.UTF_8);
        int[] count = new int[1];
        regex.findAll(utf8, 0, utf8.length, (start, end) -> count[0]++);
        assertThat(count[0]).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(a)\\1", "[a", "(a", "a)", "*a", "\\q", "[z-a]", "a**", "(?:a?)*", "(?=a)*", "\\G", "\\p{Foo}"})
    void whatIsMalformedOrUnknownIsRefusedInBothDialects(String pattern) {
        for (RegexDialect dialect : RegexDialect.values()) {
            assertThatExceptionOfType(RegexSyntaxException.class)
                    .as("%s in %s", pattern, dialect)
                    .isThrownBy(() -> CompiledRegex.compile(pattern, dialect))
                    .satisfies(problem -> assertThat(problem.charIndex()).isBetween(0, pattern.length()))
                    .withMessageContaining("at char");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"(?i:ss)", "(?i:s+)", "(?i:(?:s)(?:t))", "(?i:f{2})", "(?i:\u00E9)", "(?i:[\\p{L}])", "a{2}?"})
    void whatOnigurumaFoldsIntoOneCharacterIsRefused(String pattern) {
        assertThatExceptionOfType(RegexSyntaxException.class)
                .isThrownBy(() -> CompiledRegex.compile(pattern, RegexDialect.ONIGURUMA));
    }

    @Test
    void limitsAreEnforced() {
        String[] patterns = {"a".repeat(70_000), "(".repeat(200) + ")".repeat(200), "[".repeat(60), "a{1001}"};
        for (String pattern : patterns) {
            assertThatExceptionOfType(RegexSyntaxException.class)
                    .isThrownBy(() -> CompiledRegex.compile(pattern, RegexDialect.FANCY));
        }
    }

    @Test
    void codePointsOfOneClassAreInTheSameSets() {
        CompiledRegex regex = CompiledRegex.compile("[a-m]|[h-z\\p{Han}]+|\\s", RegexDialect.ONIGURUMA);
        ClassPartition partition = regex.partition();
        assertThat(partition.size()).isEqualTo(5);
        assertThat(partition.classOf('a')).isEqualTo(partition.classOf('g')).isNotEqualTo(partition.classOf('h'));
        assertThat(partition.classOf('z')).isEqualTo(partition.classOf(0x20000));
        assertThat(partition.classOf('!')).isEqualTo(partition.classOf(Character.MAX_CODE_POINT));
    }

    private static List<String> find(String pattern, RegexDialect dialect, String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        List<String> matches = new ArrayList<>();
        CompiledRegex.compile(pattern, dialect)
                .findAll(
                        utf8,
                        0,
                        utf8.length,
                        (start, end) -> matches.add(new String(utf8, start, end - start, StandardCharsets.UTF_8)));
        return matches;
    }
}
