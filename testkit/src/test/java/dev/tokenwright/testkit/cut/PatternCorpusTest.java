package dev.tokenwright.testkit.cut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.cut.CutTransducer;
import dev.tokenwright.text.cut.UnsupportedPatternException;
import dev.tokenwright.text.regex.CompiledRegex;
import dev.tokenwright.text.regex.RegexDialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The split patterns of the known model families compile to transducers, and the page that lists them is right. */
final class PatternCorpusTest {
    private static final Path PAGE = Path.of("..", "docs", "algorithms", "pattern-corpus.md");

    /** A model family and the patterns that cut its text, one after the other. */
    record Family(String name, List<CompiledRegex> patterns) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Family family(String name, RegexDialect dialect, String... patterns) {
        return new Family(
                name,
                List.of(patterns).stream()
                        .map(pattern -> CompiledRegex.compile(pattern, dialect))
                        .toList());
    }

    static List<Family> families() {
        return List.of(
                family(
                        "GPT-2, RoBERTa, Whisper, Phi-2, OPT",
                        RegexDialect.ONIGURUMA,
                        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
                family(
                        "GPT-2 (tiktoken)",
                        RegexDialect.FANCY,
                        "'(?:[sdmt]|ll|ve|re)| ?\\p{L}++| ?\\p{N}++| ?[^\\s\\p{L}\\p{N}]++|\\s++$|\\s+(?!\\S)|\\s"),
                family(
                        "cl100k, Phi-4, OLMo 2",
                        RegexDialect.FANCY,
                        "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s"),
                family(
                        "o200k, gpt-oss, Llama 4",
                        RegexDialect.FANCY,
                        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
                family(
                        "Llama 3, GLM 4, GLM 4.5",
                        RegexDialect.ONIGURUMA,
                        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
                family(
                        "Qwen 2, Qwen 2.5, Qwen 3",
                        RegexDialect.ONIGURUMA,
                        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
                family(
                        "Qwen 3.5",
                        RegexDialect.ONIGURUMA,
                        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
                family(
                        "DeepSeek V3, R1",
                        RegexDialect.ONIGURUMA,
                        "\\p{N}{1,3}",
                        "[一-龥぀-ゟ゠-ヿ]+",
                        "[!\\\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
                family(
                        "Kimi K2",
                        RegexDialect.FANCY,
                        "[\\p{Han}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
                family(
                        "tekken (Mistral Nemo), Nemotron",
                        RegexDialect.FANCY,
                        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*|\\p{N}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"),
                family(
                        "StarCoder, SmolLM (digits, then GPT-2)",
                        RegexDialect.ONIGURUMA,
                        "\\p{N}",
                        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
                family("BLOOM", RegexDialect.ONIGURUMA, " ?[^(\\s|[.,!?…。，、।۔،])]+"),
                family("Viking, Poro", RegexDialect.ONIGURUMA, " ?[^(\\s|[.,!?…。，、।۔،])]+"),
                family("Chameleon, JAIS digits", RegexDialect.ONIGURUMA, "\\p{N}{1}"),
                family(
                        "EXAONE, GPT-NeoX (NFC, then GPT-2)",
                        RegexDialect.ONIGURUMA,
                        "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+"),
                family(
                        "CLIP",
                        RegexDialect.ONIGURUMA,
                        "<\\|startoftext\\|>|<\\|endoftext\\|>|'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+"));
    }

    @ParameterizedTest
    @MethodSource("families")
    void aFamilyIsCutAsThePlainEngineCutsIt(Family family) throws UnsupportedPatternException {
        CutTransducer transducer = compile(family);
        RandomTexts texts = new RandomTexts(20261125);
        for (int round = 0; round < 1_000; round++) {
            byte[] utf8 = CutTexts.next(texts).getBytes(StandardCharsets.UTF_8);
            assertThat(CutTexts.pieces(transducer, utf8, CutTexts.chunk(texts)))
                    .as(new String(utf8, StandardCharsets.UTF_8))
                    .isEqualTo(PlainCuts.of(utf8, family.patterns()));
        }
    }

    @Test
    void thePageSaysWhatTheCompilerMakes() throws IOException {
        String table = families().stream().map(PatternCorpusTest::row).collect(Collectors.joining());
        String page = Files.readString(PAGE);
        assertThat(page).as("the rows should be\n" + table).contains(table);
    }

    private static String row(Family family) {
        try {
            CutTransducer transducer = compile(family);
            return "| " + family.name() + " | " + family.patterns().size() + " | " + transducer.rows() + " | "
                    + transducer.classCount() + " | " + transducer.slowEntries() + " | "
                    + (transducer.isTotal() ? "no" : "yes") + " |\n";
        } catch (UnsupportedPatternException e) {
            throw new AssertionError(family.name(), e);
        }
    }

    private static CutTransducer compile(Family family) throws UnsupportedPatternException {
        return CutTransducer.compile(
                family.patterns().stream().map(CompiledRegex::root).toList());
    }
}
