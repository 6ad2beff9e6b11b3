package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class UnicodeSetsTest {
    private static final CodePointSet SURROGATES = CodePointSet.ofRanges(0xD800, 0xDFFF);

    private static final Map<String, Supplier<CodePointSet>> ACCESSORS = Map.ofEntries(
            Map.entry("pattern \\s", UnicodeSets::patternSpace),
            Map.entry("pattern \\w", UnicodeSets::patternWord),
            Map.entry("pattern \\d", UnicodeSets::patternDigit),
            Map.entry("pattern \\h", UnicodeSets::patternHexDigit),
            Map.entry("WhitespaceSplit: white space", UnicodeSets::whiteSpace),
            Map.entry("Whitespace: white space", UnicodeSets::whiteSpace),
            Map.entry("Strip: white space", UnicodeSets::whiteSpace),
            Map.entry("Whitespace: word character", UnicodeSets::wordCharacter),
            Map.entry("Punctuation: punctuation", UnicodeSets::punctuation),
            Map.entry("BertPreTokenizer: punctuation (isolated)", UnicodeSets::punctuation),
            Map.entry("Digits: numeric", UnicodeSets::numeric),
            Map.entry("BertNormalizer clean_text: removed", UnicodeSets::bertRemoved),
            Map.entry("BertNormalizer clean_text: becomes a space", UnicodeSets::bertBlank),
            Map.entry("BertNormalizer: Chinese character", UnicodeSets::bertChinese),
            Map.entry("Nmt: removed", UnicodeSets::nmtRemoved),
            Map.entry("Nmt: becomes a space", UnicodeSets::nmtBlank),
            Map.entry("StripAccents: removed", UnicodeSets::combiningMark));

    @Test
    void theResourceIsTheOneThatTheGeneratorWrote() throws IOException, NoSuchAlgorithmException {
        byte[] resource = Objects.requireNonNull(UnicodeSets.class.getResourceAsStream("unicode.bin"))
                .readAllBytes();
        String digest =
                HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(resource));
        assertThat(Files.readString(checksums()))
                .as("run tools/unicode/generate.py; its output is not edited by hand")
                .isEqualTo(digest + "  unicode.bin\n");
    }

    private static Path checksums() {
        Path up = Path.of("").toAbsolutePath();
        while (!Files.exists(up.resolve("tools/unicode/CHECKSUMS"))) {
            up = Objects.requireNonNull(
                    up.getParent(), "tools/unicode/CHECKSUMS not found above the working directory");
        }
        return up.resolve("tools/unicode/CHECKSUMS");
    }

    @Test
    void patternsMatchWhatTheReferenceMatchesOfTheSample() {
        List<List<String>> rows = GoldenRows.of("members.tsv");
        int[] sample = rows.stream()
                .flatMapToInt(row -> java.util.Arrays.stream(GoldenRows.codePoints(row.get(1))))
                .distinct()
                .sorted()
                .toArray();
        assertThat(sample).hasSizeGreaterThan(200);
        for (List<String> row : rows) {
            CodePointSet set = patternSet(row.get(0));
            int[] members =
                    java.util.Arrays.stream(sample).filter(set::contains).toArray();
            assertThat(members).as(row.get(0)).containsExactly(GoldenRows.codePoints(row.get(1)));
        }
    }

    private static CodePointSet patternSet(String pattern) {
        if (pattern.startsWith("\\p{")) {
            return UnicodeSets.property(pattern.substring(3, pattern.length() - 1))
                    .orElseThrow();
        }
        if (pattern.startsWith("[[:")) {
            return UnicodeSets.posixBracket(pattern.substring(3, pattern.length() - 3))
                    .orElseThrow();
        }
        return Objects.requireNonNull(ACCESSORS.get("pattern " + pattern)).get();
    }

    @Test
    void everySetOfTheFixtureIsTheSame() throws IOException {
        assertThat(ACCESSORS).hasSize(17);
        ReferenceFixture.find("sets over every code point")
                .ifPresent(fixture -> fixture.sets().forEach((name, expected) -> {
                    if (!name.startsWith("NFD:")) {
                        assertThat(UnicodeData.required(name)).as(name).isEqualTo(expected);
                    }
                    if (ACCESSORS.containsKey(name)) {
                        assertThat(ACCESSORS.get(name).get()).as(name).isEqualTo(expected);
                    } else if (name.startsWith("pattern \\p{") || name.startsWith("pattern [[:")) {
                        assertThat(patternSet(name.substring("pattern ".length())))
                                .as(name)
                                .isEqualTo(expected);
                    }
                }));
    }

    @Test
    void namesAreComparedWithoutCaseBlanksHyphensAndUnderscores() {
        CodePointSet han = UnicodeSets.property("Han").orElseThrow();
        assertThat(List.of("han", "HAN", " h-a_n ", "Hani"))
                .allSatisfy(name -> assertThat(UnicodeSets.property(name)).contains(han));
        assertThat(UnicodeSets.property("Uppercase_Letter")).isEqualTo(UnicodeSets.property("Lu"));
        assertThat(UnicodeSets.property("old italic")).isEqualTo(UnicodeSets.property("OldItalic"));
    }

    @Test
    void unknownNamesAreNothing() {
        assertThat(List.of("", "Hann", "Script=Han", "IsHan", "\u212A", "LL\u00AD"))
                .allSatisfy(name -> assertThat(UnicodeSets.property(name)).isEmpty());
        assertThat(List.of("", "latin", "ALPHA", "^alpha"))
                .allSatisfy(name -> assertThat(UnicodeSets.posixBracket(name)).isEmpty());
    }

    @Test
    void everyPropertyNameHasASet() {
        assertThat(UnicodeData.propertyNames())
                .hasSizeGreaterThan(800)
                .allSatisfy(
                        name -> assertThat(UnicodeSets.property(name)).as(name).isPresent());
    }

    @Test
    void generalCategoriesTileTheCodePoints() {
        CodePointSet union = SURROGATES;
        long size = size(SURROGATES);
        for (String name : List.of(
                "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Zs Zl Zp Cc Cf Co Cn".split(" "))) {
            CodePointSet category = UnicodeSets.property(name).orElseThrow();
            union = union.union(category);
            size += size(category);
        }
        assertThat(union).isEqualTo(CodePointSet.ALL);
        assertThat(size).isEqualTo(Character.MAX_CODE_POINT + 1);
    }

    @Test
    void everySetCanBeAskedAboutItsEdges() {
        for (String name : UnicodeData.propertyNames()) {
            CodePointSet set = UnicodeSets.property(name).orElseThrow();
            int[] ranges = set.ranges();
            for (int index = 0; index < ranges.length; index += 2) {
                assertThat(set.contains(ranges[index]) && set.contains(ranges[index + 1]))
                        .as(name)
                        .isTrue();
                assertThat(ranges[index] > 0 && set.contains(ranges[index] - 1))
                        .as(name)
                        .isFalse();
            }
        }
    }

    private static long size(CodePointSet set) {
        int[] ranges = set.ranges();
        long size = 0;
        for (int index = 0; index < ranges.length; index += 2) {
            size += ranges[index + 1] - ranges[index] + 1;
        }
        return size;
    }
}
