package dev.tokenwright.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class OffsetIndexTest {
    private static final int[] CODE_POINTS = {
        'a', '\n', 0x7F, 0x80, 0x7FF, 0x800, 0xD7FF, 0xE000, 0xFFFF, 0x10000, 0x10FFFF
    };

    @Test
    void everyPositionOfRandomTextsAgreesWithCounting() {
        for (long seed = 1; seed <= 300; seed++) {
            Random random = new Random(seed);
            int kinds = 1 + random.nextInt(CODE_POINTS.length);
            assertAgrees(
                    "seed " + seed,
                    random.ints(random.nextInt(300), 0, kinds)
                            .map(index -> CODE_POINTS[index])
                            .toArray());
        }
    }

    @Test
    void lengthsAroundTheStepOfTheIndexAgreeWithCounting() {
        for (int codePoint : new int[] {'a', 0xE9, 0x4E2D, 0x1F600}) {
            for (int length = 0; length <= 140; length++) {
                int[] text = new int[length];
                java.util.Arrays.fill(text, codePoint);
                assertAgrees(length + " times " + codePoint, text);
            }
        }
    }

    private static void assertAgrees(String name, int[] text) {
        byte[] utf8 = new String(text, 0, text.length).getBytes(StandardCharsets.UTF_8);
        OffsetIndex index = new OffsetIndex(utf8);
        assertThat(index.codePoints()).as(name).isEqualTo(text.length);
        int at = 0;
        int unit = 0;
        for (int codePoint = 0; codePoint < text.length; codePoint++) {
            int size = Utf8.length(text[codePoint]);
            boolean right = index.byteOfCodePoint(codePoint) == at && index.utf16OfCodePoint(codePoint) == unit;
            for (int inside = at; inside < at + size; inside++) {
                right &= index.codePointOfByte(inside) == codePoint;
            }
            assertThat(right).as("%s, code point %d", name, codePoint).isTrue();
            at += size;
            unit += Character.charCount(text[codePoint]);
        }
        assertThat(index.byteOfCodePoint(text.length)).as(name).isEqualTo(at);
        assertThat(index.utf16OfCodePoint(text.length)).as(name).isEqualTo(unit);
        assertThat(index.codePointOfByte(at)).as(name).isEqualTo(text.length);
    }

    @Test
    void positionsOutsideTheTextAreTakenToItsEnds() {
        OffsetIndex index = new OffsetIndex(Utf8.encode("a\u00E9"));
        assertThat(index.byteOfCodePoint(-1)).isZero();
        assertThat(index.byteOfCodePoint(9)).isEqualTo(3);
        assertThat(index.utf16OfCodePoint(9)).isEqualTo(2);
        assertThat(index.codePointOfByte(9)).isEqualTo(2);
        assertThat(new OffsetIndex(new byte[0]).codePointOfByte(0)).isZero();
    }

    @Test
    void aWalkGivesWhatTheIndexGivesInAnyOrder() {
        Random random = new Random(41);
        for (int round = 0; round < 300; round++) {
            byte[] utf8 = random.ints(random.nextInt(90), 0, 4)
                    .mapToObj(kind ->
                            List.of("a", "\u00e9", "\u4e2d", "\ud83d\ude00").get(kind))
                    .collect(Collectors.joining())
                    .getBytes(StandardCharsets.UTF_8);
            OffsetIndex index = new OffsetIndex(utf8);
            OffsetWalk walk = new OffsetWalk(utf8);
            for (int step = 0; step < 60; step++) {
                int at = random.nextInt(utf8.length + 3) - 1;
                assertThat(walk.codePointOfByte(Math.max(0, at))).isEqualTo(index.codePointOfByte(Math.max(0, at)));
                assertThat(walk.utf16OfCodePoint(at)).isEqualTo(index.utf16OfCodePoint(at));
                assertThat(walk.byteOfCodePoint(at)).isEqualTo(index.byteOfCodePoint(at));
            }
        }
    }
}
