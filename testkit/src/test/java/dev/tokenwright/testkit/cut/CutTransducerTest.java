package dev.tokenwright.testkit.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.testkit.regex.GoldenPattern;
import dev.tokenwright.text.cut.CutTransducer;
import dev.tokenwright.text.cut.UnsupportedPatternException;
import dev.tokenwright.text.regex.CompiledRegex;
import dev.tokenwright.text.regex.RegexDialect;
import dev.tokenwright.text.regex.RegexNode;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Cut transducers against the plain engine, piece by piece. */
final class CutTransducerTest {
    /** Texts a pattern; {@code -Dtokenwright.rounds=1000000} for the long run. */
    private static final int ROUNDS = Integer.getInteger("tokenwright.rounds", 1_000);

    private static final long SEED = Long.getLong("tokenwright.seed", 20261124);

    static List<GoldenPattern> known() {
        return GoldenPattern.known();
    }

    @ParameterizedTest
    @MethodSource("known")
    void aKnownPatternCutsAsThePlainEngineDoes(GoldenPattern golden) {
        CompiledRegex plain = CompiledRegex.compile(golden.pattern(), golden.dialect());
        Optional<CutTransducer> transducer = compile(List.of(plain.root()));
        assertThat(transducer.isPresent()).as(golden.pattern()).isEqualTo(!NOT_COMPILED.contains(golden.pattern()));
        transducer.ifPresent(compiled -> {
            RandomTexts texts = new RandomTexts(SEED);
            for (int round = 0; round < ROUNDS; round++) {
                String text = CutTexts.next(texts);
                byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
                assertThat(CutTexts.pieces(compiled, utf8, CutTexts.chunk(texts)))
                        .as(text)
                        .isEqualTo(PlainCuts.of(utf8, List.of(plain)));
            }
        });
    }

    @ParameterizedTest
    @MethodSource("known")
    void aLongTextIsCutInTwoLanesAsInOne(GoldenPattern golden) {
        CompiledRegex plain = CompiledRegex.compile(golden.pattern(), golden.dialect());
        CutTransducer compiled = compile(List.of(plain.root())).orElseThrow();
        RandomTexts texts = new RandomTexts(SEED);
        for (int round = 0; round < 4; round++) {
            byte[] utf8 = longText(texts, 900 + texts.below(3_000)).getBytes(StandardCharsets.UTF_8);
            assertThat(CutTexts.pieces(compiled, utf8, 64)).isEqualTo(PlainCuts.of(utf8, List.of(plain)));
        }
    }

    /** Words in lines, now and then something else. */
    private static String longText(RandomTexts texts, int length) {
        StringBuilder text = new StringBuilder();
        while (text.length() < length) {
            text.append(WORDS.get(texts.below(WORDS.size())));
            if (texts.below(24) == 0) {
                text.append(CutTexts.next(texts));
            }
        }
        return text.toString();
    }

    private static final List<String> WORDS = List.of(
            " word", " Word", " I", " don't", "ing", ",", ". ", "\n", "\n\n", "  ", " 2024", " x1", "\tif (", ")", "é");

    /** Patterns whose matches are found by the plain engine, and why. */
    private static final List<String> NOT_COMPILED = List.of();

    @Test
    void severalPatternsCutOneAfterTheOther() {
        List<CompiledRegex> plain = plain(DEEPSEEK);
        CutTransducer compiled =
                compile(plain.stream().map(CompiledRegex::root).toList()).orElseThrow();
        RandomTexts texts = new RandomTexts(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            String text = CutTexts.next(texts);
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            assertThat(CutTexts.pieces(compiled, utf8, CutTexts.chunk(texts)))
                    .as(text)
                    .isEqualTo(PlainCuts.of(utf8, plain));
        }
    }

    /** DeepSeek's third pattern cuts U+30FB, which is punctuation, out of what the second one matches. */
    @Test
    void aLaterPatternCutsTheMatchesOfAnEarlierOne() {
        byte[] utf8 = "\u3042\u30fb\u3044".getBytes(StandardCharsets.UTF_8);
        List<RegexNode> trees =
                plain(DEEPSEEK).stream().map(CompiledRegex::root).toList();
        assertThat(PlainCuts.of(utf8, plain(DEEPSEEK))).containsExactly(0, 3, 3, 6, 6, 9);
        assertThat(CutTexts.pieces(compile(trees).orElseThrow(), utf8, 3)).containsExactly(0, 3, 3, 6, 6, 9);
    }

    @Test
    void aPatternThatMayCutAMatchThatIsNoWholeRunIsNotCompiled() {
        List<String> patterns = List.of("[^\\n]+|[\\n]+", "\\p{N}|\\p{L}+");
        assertThat(compile(plain(patterns).stream().map(CompiledRegex::root).toList()))
                .isEmpty();
    }

    /** Lists of set runs and single characters before a pattern, in which much may cut what came before. */
    @Test
    void randomListsOfPatternsCutOneAfterTheOther() {
        List<String> firsts = List.of("\\p{N}", "[1a]+", "\\p{N}{1,2}", "[\u00E9\u4E2D]+", "[ab]", "\\n+", "[b ]+");
        RandomTexts texts = new RandomTexts(SEED);
        int compiledLists = 0;
        for (int round = 0; round < 2_000; round++) {
            List<String> patterns = new java.util.ArrayList<>();
            for (int count = 1 + texts.below(3); count > 0; count--) {
                patterns.add(texts.pick(firsts));
            }
            patterns.add(CutTexts.pattern(texts, 1));
            List<CompiledRegex> plain;
            try {
                plain = plain(patterns);
            } catch (dev.tokenwright.text.regex.RegexSyntaxException e) {
                continue;
            }
            Optional<CutTransducer> transducer =
                    compile(plain.stream().map(CompiledRegex::root).toList());
            for (int text = 0; text < 20 && transducer.isPresent(); text++) {
                byte[] utf8 = texts.of(CutTexts.FEW, texts.below(14)).getBytes(StandardCharsets.UTF_8);
                assertThat(CutTexts.pieces(transducer.get(), utf8, CutTexts.chunk(texts)))
                        .as(patterns + " on " + new String(utf8, StandardCharsets.UTF_8))
                        .isEqualTo(PlainCuts.of(utf8, plain));
            }
            compiledLists += transducer.isPresent() ? 1 : 0;
        }
        assertThat(compiledLists).isGreaterThan(200);
    }

    private static List<CompiledRegex> plain(List<String> patterns) {
        return patterns.stream()
                .map(pattern -> CompiledRegex.compile(pattern, RegexDialect.ONIGURUMA))
                .toList();
    }

    private static final List<String> DEEPSEEK = List.of(
            "\\p{N}{1,3}",
            "[\u4e00-\u9fa5\u3040-\u309f\u30a0-\u30ff]+",
            "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\r\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+"
                    + "| ?[\\p{P}\\p{S}]+[\r\n]*|\\s*[\r\n]+|\\s+(?!\\S)|\\s+");

    @Test
    void randomPatternsCutAsThePlainEngineDoes() {
        RandomTexts texts = new RandomTexts(SEED);
        int compiledPatterns = 0;
        for (int round = 0; round < Math.min(ROUNDS / 2, 50_000); round++) {
            String pattern = CutTexts.pattern(texts, 3);
            CompiledRegex plain;
            try {
                plain = CompiledRegex.compile(pattern, RegexDialect.ONIGURUMA);
            } catch (dev.tokenwright.text.regex.RegexSyntaxException e) {
                continue;
            }
            Optional<CutTransducer> transducer = compile(List.of(plain.root()));
            if (transducer.isPresent()) {
                compiledPatterns++;
                for (int text = 0; text < 30; text++) {
                    byte[] utf8 = texts.of(CutTexts.FEW, texts.below(14)).getBytes(StandardCharsets.UTF_8);
                    assertThat(CutTexts.pieces(transducer.get(), utf8, CutTexts.chunk(texts)))
                            .as(pattern + " on " + new String(utf8, StandardCharsets.UTF_8))
                            .isEqualTo(PlainCuts.of(utf8, List.of(plain)));
                }
            }
        }
        assertThat(compiledPatterns).isGreaterThan(ROUNDS / 100);
    }

    private static Optional<CutTransducer> compile(List<RegexNode> patterns) {
        try {
            return Optional.of(CutTransducer.compile(patterns));
        } catch (UnsupportedPatternException e) {
            return Optional.empty();
        }
    }
}
