package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.tokenwright.text.UnicodeNormalization.Form;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class UnicodeNormalizationTest {
    private static final int HANGUL_FIRST = 0xAC00;
    private static final int HANGUL_LAST = 0xD7A3;
    /** Code points of Unicode 9.0 and before that compose, decompose, reorder or stand in their way. */
    private static final int[] LIVELY = {
        'a', 'e', 's', ' ', 0xC5, 0xE9, 0x1EAD, 0x1E69, 0x1E9B, 0x212B, 0xFB01, 0x3D3, 0x385, 0x1FC1, 0xBD, 0x300,
        0x301, 0x302, 0x307, 0x308, 0x316, 0x323, 0x327, 0x328, 0x334, 0x338, 0x340, 0x344, 0x345, 0x5B0, 0x5BC, 0x64B,
        0x651, 0x93C, 0x94D, 0xE38, 0x1D165, 0x1D16D, 0x302A, 0x3099, 0x915, 0x958, 0x928, 0x929, 0x9C7, 0x9BE, 0x9D7,
        0x9CB, 0xDD9, 0xDCA, 0xDCF, 0xDDD, 0x304B, 0x304C, 0xFF76, 0xFF9E, 0xFDFA, 0xF73, 0xF81, 0xF71, 0xF72, 0x1D15F,
        0x11131, 0x11127, 0x1100, 0x1112, 0x1160, 0x1161, 0x1175, 0x1176, 0x11A7, 0x11A8, 0x11C2, 0x11C3, 0xAC00,
        0xAC01, 0xD7A3
    };

    @Test
    void textAndOriginsAreThoseOfTheReference() {
        List<List<String>> rows = GoldenRows.of("normalization.tsv");
        assertThat(rows).hasSizeGreaterThan(1_500);
        for (List<String> row : rows) {
            Form form = Form.valueOf(row.get(0));
            int[] text = GoldenRows.codePoints(row.get(1));
            String name = String.join(" ", row.subList(0, 2));
            assertThat(normalized(form, text)).as(name).containsExactly(GoldenRows.codePoints(row.get(2)));
            assertThat(origins(form, text)).as(name).isEqualTo(row.get(3));
            if (UnicodeNormalization.isNormalized(form, utf8(text), 0, utf8(text).length)) {
                assertThat(row.get(2)).as("quick check of %s", name).isEqualTo(row.get(1));
            }
        }
    }

    @Test
    void everyCodePointBecomesWhatTheFixtureSays() throws IOException {
        assertThat(normalized(Form.NFKC, 0x1E9B)).containsExactly(0x1E61);
        ReferenceFixture.find("normal forms of every code point").ifPresent(fixture -> {
            for (Form form : Form.values()) {
                Map<Integer, int[]> expected = fixture.mapping(form.name());
                for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
                    boolean hangul = codePoint >= HANGUL_FIRST && codePoint <= HANGUL_LAST;
                    if (!hangul && (codePoint < 0xD800 || codePoint > 0xDFFF)) {
                        int[] alone = {codePoint};
                        assertBecomes(form, codePoint, expected.getOrDefault(codePoint, alone));
                    }
                }
            }
        });
    }

    @Test
    void everyHangulSyllableFollowsTheRuleOfTheStandard() {
        for (int syllable = HANGUL_FIRST; syllable <= HANGUL_LAST; syllable++) {
            String text = Character.toString(syllable);
            int[] jamo =
                    Normalizer.normalize(text, Normalizer.Form.NFD).codePoints().toArray();
            assertBecomes(Form.NFD, syllable, jamo);
            assertBecomes(Form.NFC, syllable, syllable);
            if (!Arrays.equals(normalized(Form.NFC, jamo), new int[] {syllable})) {
                assertThat(normalized(Form.NFC, jamo)).containsExactly(syllable);
            }
        }
    }

    private static void assertBecomes(Form form, int codePoint, int... expected) {
        int[] result = normalized(form, codePoint);
        if (!Arrays.equals(result, expected)) {
            assertThat(result).as("%s of U+%04X", form, codePoint).containsExactly(expected);
        }
        byte[] utf8 = utf8(codePoint);
        boolean changed = expected.length != 1 || expected[0] != codePoint;
        if (changed && UnicodeNormalization.isNormalized(form, utf8, 0, utf8.length)) {
            assertThat(changed).as("quick check of U+%04X, %s", codePoint, form).isFalse();
        }
    }

    @Test
    void randomTextsAgreeWithTheJdkAndTheQuickCheckIsNeverWrong() {
        List<Form> forms = List.of(Form.values());
        for (long seed = 1; seed <= 60_000; seed++) {
            Random random = new Random(seed);
            int[] text = random.ints(1 + random.nextInt(7), 0, LIVELY.length)
                    .map(index -> LIVELY[index])
                    .toArray();
            Form form = forms.get(random.nextInt(forms.size()));
            assertAgrees(form, text, "seed " + seed);
        }
    }

    @Test
    void everyPairWithAMarkOrSecondAgreesWithTheJdk() {
        for (int first : LIVELY) {
            for (int second : LIVELY) {
                for (int third : new int[] {'a', 0x301, 0x316, 0x9BE, 0x11A8}) {
                    for (Form form : Form.values()) {
                        assertAgrees(form, new int[] {first, second, third}, "triple");
                    }
                }
            }
        }
    }

    private static void assertAgrees(Form form, int[] text, String name) {
        String old = new String(text, 0, text.length);
        int[] expected = Normalizer.normalize(old, Normalizer.Form.valueOf(form.name()))
                .codePoints()
                .toArray();
        int[] result = normalized(form, text);
        if (!Arrays.equals(result, expected)) {
            assertThat(hexadecimal(result))
                    .as("%s of %s, %s", form, hexadecimal(text), name)
                    .isEqualTo(hexadecimal(expected));
        }
        byte[] utf8 = utf8(text);
        if (UnicodeNormalization.isNormalized(form, utf8, 0, utf8.length)) {
            assertThat(hexadecimal(result))
                    .as("quick check, %s, %s", form, name)
                    .isEqualTo(hexadecimal(text));
            assertThat(changes(form, text))
                    .as("quick check, %s, %s", form, name)
                    .containsOnly(0);
        }
    }

    @Test
    void changesConsumeExactlyTheOldText() {
        for (long seed = 1; seed <= 5_000; seed++) {
            Random random = new Random(seed);
            int[] text = random.ints(1 + random.nextInt(12), 0, LIVELY.length)
                    .map(index -> LIVELY[index])
                    .toArray();
            for (Form form : Form.values()) {
                int consumed = Arrays.stream(changes(form, text))
                        .map(change -> change > 0 ? 0 : 1 - change)
                        .sum();
                assertThat(consumed).as("%s, seed %d", form, seed).isEqualTo(text.length);
            }
        }
    }

    @Test
    void ordinaryTextInTheComposedFormsIsSeenToBeNormalized() {
        List<String> texts = List.of(
                "Plain ASCII, more than eight bytes of it.",
                "Tiếng Việt đã ở dạng dựng sẵn",
                "Größe, naïveté, Ångström".replace("Å", "\u00C5"),
                "ক্ষুদ্র বাংলা বাক্য",
                "हिन्दी में लिखा हुआ",
                "ภาษาไทยที่นี่",
                "안녕하세요 세계",
                "العَرَبِيَّة".replace("\u0651\u064E", "\u064E\u0651"),
                "日本語のテキスト、中文");
        for (String text : texts) {
            byte[] utf8 = Normalizer.normalize(text, Normalizer.Form.NFC).getBytes(StandardCharsets.UTF_8);
            assertThat(UnicodeNormalization.isNormalized(Form.NFC, utf8, 0, utf8.length))
                    .as(text)
                    .isTrue();
        }
    }

    @Test
    void theQuickCheckLooksOnlyAtItsRange() {
        byte[] utf8 = "e\u0301 plain \u00E9".getBytes(StandardCharsets.UTF_8);
        assertThat(UnicodeNormalization.isNormalized(Form.NFC, utf8, 0, utf8.length))
                .isFalse();
        assertThat(UnicodeNormalization.isNormalized(Form.NFC, utf8, 3, utf8.length))
                .isTrue();
        assertThat(UnicodeNormalization.isNormalized(Form.NFD, utf8, 3, utf8.length))
                .isFalse();
        assertThat(UnicodeNormalization.isNormalized(Form.NFD, utf8, 0, utf8.length - 2))
                .isTrue();
    }

    @Test
    void laterCodePointsNeitherReorderNorDecompose() {
        int addedInUnicode14 = 0x1DFA;
        assertThat(normalized(Form.NFC, 'a', 0x301, addedInUnicode14)).containsExactly(0xE1, addedInUnicode14);
        assertThat(normalized(Form.NFD, 'a', 0x301, addedInUnicode14)).containsExactly('a', 0x301, addedInUnicode14);
    }

    @Test
    void aMegabyteOfMarksTakesNoQuadraticTime() {
        int[] marks = new int[1 << 20];
        for (int index = 0; index < marks.length; index++) {
            marks[index] = index % 2 == 0 ? 0x301 : 0x316;
        }
        marks[0] = 'a';
        assertTimeoutPreemptively(Duration.ofSeconds(10), () -> {
            for (Form form : Form.values()) {
                int[] result = normalized(form, marks);
                assertThat(result[1]).isEqualTo(0x316);
                assertThat(result[result.length - 1]).isEqualTo(0x301);
            }
        });
    }

    private static int[] normalized(Form form, int... text) {
        IntList codePoints = new IntList();
        UnicodeNormalization.normalize(form, text, text.length, (codePoint, change) -> codePoints.add(codePoint));
        return codePoints.toArray();
    }

    private static int[] changes(Form form, int... text) {
        IntList changes = new IntList();
        UnicodeNormalization.normalize(form, text, text.length, (codePoint, change) -> changes.add(change));
        return changes.toArray();
    }

    /** Origins of the code points of the normalised text, in code points of the old one. */
    private static String origins(Form form, int... text) {
        byte[] utf8 = utf8(text);
        AlignedText source = new AlignedText();
        source.clear(AlignedText.Tracking.CODE_POINTS);
        source.appendOriginal(utf8, 0, utf8.length);
        AlignedText target = new AlignedText();
        target.clear(AlignedText.Tracking.CODE_POINTS);
        TextRewriter rewriter = new TextRewriter();
        rewriter.begin(source, 0, source.length(), target, 0);
        UnicodeNormalization.normalize(form, text, text.length, rewriter::accept);
        OffsetIndex index = new OffsetIndex(utf8);
        StringBuilder origins = new StringBuilder();
        for (int at = 0; at < target.length(); at += Utf8.lengthByLead(target.bytes()[at])) {
            origins.append(origins.isEmpty() ? "" : " ")
                    .append(index.codePointOfByte(target.originStart(at)))
                    .append('-')
                    .append(index.codePointOfByte(target.originEnd(at)));
        }
        return origins.toString();
    }

    private static byte[] utf8(int... codePoints) {
        return new String(codePoints, 0, codePoints.length).getBytes(StandardCharsets.UTF_8);
    }

    private static String hexadecimal(int[] codePoints) {
        StringBuilder text = new StringBuilder();
        for (int codePoint : codePoints) {
            text.append(String.format("%04X ", codePoint));
        }
        return text.toString();
    }

    /** Collects numbers. */
    private static final class IntList {
        private int[] values = new int[8];
        private int size;

        void add(int value) {
            values = size < values.length ? values : Arrays.copyOf(values, size * 2);
            values[size++] = value;
        }

        int[] toArray() {
            return Arrays.copyOf(values, size);
        }
    }
}
