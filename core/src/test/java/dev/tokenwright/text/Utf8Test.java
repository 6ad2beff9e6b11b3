package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class Utf8Test {
    /** Bytes at and beside every border of the table of well-formed sequences (Unicode 3.9, table 3-7). */
    private static final int[] EDGES = {
        0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1, 0xEC, 0xED, 0xEE,
        0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xF8, 0xFF
    };

    /** Malformed bytes and what Python's {@code errors="replace"} and Rust's {@code from_utf8_lossy} make of them. */
    private static final Map<String, String> LOSSY = Map.ofEntries(
            Map.entry("", ""),
            Map.entry("80", "?"),
            Map.entry("61 80 62", "a?b"),
            Map.entry("C0 AF", "??"),
            Map.entry("C2", "?"),
            Map.entry("C2 41", "?A"),
            Map.entry("E0 80 AF", "???"),
            Map.entry("E1 80", "?"),
            Map.entry("E1 80 E2 F0 91 92 F1 BF 41", "????A"),
            Map.entry("ED A0 80 ED BF BF", "??????"),
            Map.entry("ED A0 BD ED B8 80", "??????"),
            Map.entry("ED 9F BF", "\uD7FF"),
            Map.entry("F0 80 80 AF", "????"),
            Map.entry("F0 9F 98 80", "\uD83D\uDE00"),
            Map.entry("F0 9F 98", "?"),
            Map.entry("F0 9F 98 41", "?A"),
            Map.entry("F4 90 80 80", "????"),
            Map.entry("F5 80 80 80", "????"),
            Map.entry("F8 88 80 80 80", "?????"),
            Map.entry("FE FF", "??"),
            Map.entry("EF BF BD", "\uFFFD"));

    /** All rows of up to four bytes at the borders, at every place in a word and with text of any kind around them. */
    @Test
    void whatIsWellFormedIsWhatTheJdkReads() {
        byte[] bytes = "ASCII 0\u00E9\u00E9\u00E9 ASCII again".getBytes(StandardCharsets.UTF_8);
        int[] row = new int[4];
        for (int length = 1; length <= row.length; length++) {
            Arrays.fill(row, 0);
            for (boolean more = true; more; more = next(row, length)) {
                int at = 2 * ((row[0] + row[length - 1]) % 4);
                byte[] text = bytes.clone();
                for (int index = 0; index < length; index++) {
                    text[at + index] = (byte) EDGES[row[index]];
                }
                boolean wellFormed =
                        Arrays.equals(text, new String(text, StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8));
                if (Utf8.firstMalformed(text, 0, text.length) < 0 != wellFormed) {
                    assertThat(text).as("well-formed: %s", wellFormed).isNull();
                }
            }
        }
    }

    /** Each is looked for from where the last one was, not by reading the rest of the text anew: that would not end here. */
    @Test
    void aLongTextOfMalformedBytesIsReadToItsEnd() {
        byte[] bytes = new byte[4_000_000];
        Arrays.fill(bytes, (byte) 0xFF);
        assertThat(Utf8.decodeLossy(bytes, 0, bytes.length).equals("\uFFFD".repeat(bytes.length)))
                .isTrue();
    }

    /** The next row of indices into the borders, or false. */
    private static boolean next(int[] row, int length) {
        int index = 0;
        while (index < length && ++row[index] == EDGES.length) {
            row[index++] = 0;
        }
        return index < length;
    }

    @Test
    void everyCodePointIsWrittenAndReadBack() {
        byte[] target = new byte[Utf8.MAX_LENGTH + 2];
        for (int codePoint = 0; codePoint <= Character.MAX_CODE_POINT; codePoint++) {
            if (codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE) {
                continue;
            }
            byte[] expected = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
            int length = Utf8.encode(codePoint, target, 1);
            boolean right = Arrays.equals(target, 1, 1 + length, expected, 0, expected.length)
                    && Utf8.length(codePoint) == length
                    && Utf8.lengthByLead(target[1]) == length
                    && Utf8.codePointAt(target, 1) == codePoint
                    && Utf8.codePointBefore(target, 1 + length) == codePoint
                    && Utf8.checkedLength(target, 1, 1 + length) == length
                    && Utf8.firstMalformed(target, 1, 1 + length) == -1
                    && Utf8.countCodePoints(target, 1, 1 + length) == 1
                    && Utf8.countUtf16(target, 1, 1 + length) == Character.charCount(codePoint);
            assertThat(right).as("U+%04X", codePoint).isTrue();
        }
    }

    @Test
    void knownMalformedBytesBecomeAsManyReplacementsAsInPythonAndRust() {
        LOSSY.forEach((hex, expected) -> {
            byte[] bytes = HexFormat.of().parseHex(hex.replace(" ", ""));
            assertThat(Utf8.decodeLossy(bytes, 0, bytes.length)).as(hex).isEqualTo(expected.replace('?', (char)
                    0xFFFD));
        });
    }

    @Test
    void sequencesOfEdgeBytesAgreeWithTheWhatwgDecoder() {
        for (int first : EDGES) {
            for (int second : EDGES) {
                for (int third : EDGES) {
                    for (int fourth : EDGES) {
                        byte[] bytes = {(byte) first, (byte) second, (byte) third, (byte) fourth};
                        for (int length = 1; length <= 4; length++) {
                            assertLikeWhatwg(bytes, length);
                        }
                    }
                }
            }
        }
    }

    @Test
    void randomBytesAgreeWithTheWhatwgDecoder() {
        for (long seed = 1; seed <= 20_000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(40)];
            for (int index = 0; index < bytes.length; index++) {
                bytes[index] = (byte) (random.nextInt(3) == 0 ? 'a' : EDGES[random.nextInt(EDGES.length)]);
            }
            assertLikeWhatwg(bytes, bytes.length);
        }
    }

    private static void assertLikeWhatwg(byte[] bytes, int length) {
        List<Integer> errors = new ArrayList<>();
        String expected = whatwg(bytes, length, errors);
        String decoded = Utf8.decodeLossy(bytes, 0, length);
        int malformed = Utf8.firstMalformed(bytes, 0, length);
        if (!decoded.equals(expected) || malformed != (errors.isEmpty() ? -1 : errors.get(0))) {
            String hex = HexFormat.of().formatHex(bytes, 0, length);
            assertThat(decoded).as(hex).isEqualTo(expected);
            assertThat(malformed).as("first malformed of " + hex).isEqualTo(errors.isEmpty() ? -1 : errors.get(0));
        }
    }

    /** The UTF-8 decoder of the WHATWG Encoding Standard, section 8.1.1, word by word. */
    private static String whatwg(byte[] bytes, int end, List<Integer> errors) {
        StringBuilder out = new StringBuilder();
        int codePoint = 0;
        int seen = 0;
        int needed = 0;
        int lower = 0x80;
        int upper = 0xBF;
        int start = 0;
        for (int at = 0; at < end; at++) {
            int value = bytes[at] & 0xFF;
            if (needed == 0) {
                start = at;
                if (value <= 0x7F) {
                    out.append((char) value);
                } else if (value >= 0xC2 && value <= 0xDF) {
                    needed = 1;
                    codePoint = value & 0x1F;
                } else if (value >= 0xE0 && value <= 0xEF) {
                    lower = value == 0xE0 ? 0xA0 : lower;
                    upper = value == 0xED ? 0x9F : upper;
                    needed = 2;
                    codePoint = value & 0xF;
                } else if (value >= 0xF0 && value <= 0xF4) {
                    lower = value == 0xF0 ? 0x90 : lower;
                    upper = value == 0xF4 ? 0x8F : upper;
                    needed = 3;
                    codePoint = value & 0x7;
                } else {
                    out.append('\uFFFD');
                    errors.add(at);
                }
                continue;
            }
            boolean continues = value >= lower && value <= upper;
            lower = 0x80;
            upper = 0xBF;
            if (!continues) {
                needed = 0;
                seen = 0;
                out.append('\uFFFD');
                errors.add(start);
                at--;
                continue;
            }
            codePoint = codePoint << 6 | value & 0x3F;
            seen++;
            if (seen == needed) {
                out.appendCodePoint(codePoint);
                needed = 0;
                seen = 0;
            }
        }
        if (needed != 0) {
            out.append('\uFFFD');
            errors.add(start);
        }
        return out.toString();
    }

    @Test
    void onlyTheGivenRangeIsDecoded() {
        byte[] bytes = "x\u00E9\uD83D\uDE00y".getBytes(StandardCharsets.UTF_8);
        assertThat(Utf8.decodeLossy(bytes, 1, 3)).isEqualTo("\u00E9");
        assertThat(Utf8.decodeLossy(bytes, 2, 7)).isEqualTo("\uFFFD\uD83D\uDE00");
        assertThat(Utf8.decodeLossy(bytes, 1, 5)).isEqualTo("\u00E9\uFFFD");
        assertThat(Utf8.firstMalformed(bytes, 1, 5)).isEqualTo(3);
        assertThat(Utf8.decodeLossy(bytes, 4, 4)).isEmpty();
    }

    @Test
    void theFirstMalformedByteIsFoundAtEveryPlace() {
        for (int length = 1; length < 40; length++) {
            for (int bad = 0; bad < length; bad++) {
                byte[] bytes = new byte[length];
                Arrays.fill(bytes, (byte) 'a');
                bytes[bad] = (byte) 0xFF;
                assertThat(Utf8.firstMalformed(bytes, 0, length)).isEqualTo(bad);
                assertThat(Utf8.asciiEnd(bytes, 0, length)).isEqualTo(bad);
                assertThat(Utf8.asciiEnd(bytes, 0, bad)).isEqualTo(bad);
                assertThat(Utf8.asciiEnd(bytes, bad, length)).isEqualTo(bad);
            }
        }
    }

    @Test
    void surrogatesWithoutAPartnerBecomeReplacements() {
        Map<String, Integer> firsts = Map.of(
                "",
                -1,
                "plain",
                -1,
                "\uD83D\uDE00",
                -1,
                "a\uD83D",
                1,
                "\uDE00\uD83D\uDE00",
                0,
                "a\uD83D\uDE00\uD83Db",
                3);
        firsts.forEach((text, first) -> {
            assertThat(Utf8.firstUnpairedSurrogate(text)).as(text).isEqualTo(first);
            String mended = new String(
                    text.codePoints()
                            .map(codePoint -> codePoint >= 0xD800 && codePoint <= 0xDFFF ? 0xFFFD : codePoint)
                            .toArray(),
                    0,
                    text.codePointCount(0, text.length()));
            assertThat(Utf8.encode(text)).isEqualTo(mended.getBytes(StandardCharsets.UTF_8));
        });
    }

    @Test
    void countsAreThoseOfTheString() {
        String text = "a\u00E9\u4E2D\uD83D\uDE00".repeat(5);
        byte[] utf8 = Utf8.encode(text);
        assertThat(Utf8.countUtf16(utf8, 0, utf8.length)).isEqualTo(text.length());
        assertThat(Utf8.countCodePoints(utf8, 0, utf8.length)).isEqualTo(text.codePointCount(0, text.length()));
    }
}
