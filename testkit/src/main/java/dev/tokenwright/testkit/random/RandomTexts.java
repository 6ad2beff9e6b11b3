package dev.tokenwright.testkit.random;

import java.util.List;
import java.util.Random;

/** Random texts from a seed: any code points, but those that stages treat in a way of their own much more often. */
public final class RandomTexts {
    private static final String ODD =
            "\u0000\t\n\r\u000B\u0085\u00A0\u00AD\u0130\u0301\u0307\u0345\u0E33\u1100\u1161\u11A8"
                    + "\u180E\u200B\u200C\u200D\u2028\u2029\u202F\u2581\u3000\u3099\uAC00\uFB01\uFE0F\uFEFF\uFFFD\uFFFF";
    private static final int[] ASTRAL = {
        0x10000, 0x1D400, 0x1F1E9, 0x1F1EA, 0x1F3FD, 0x1F468, 0x1F600, 0x20000, 0x2F800, 0xE0001, 0x10FFFF
    };
    private static final List<String> WORDS = List.of(
            "the",
            "The",
            "don't",
            "WE'LL",
            "hello",
            "world",
            "12",
            "3456",
            "x=1;",
            "foo_bar()",
            "--",
            "...",
            "na\u00EFve",
            "\u4F60\u597D",
            "\u4E16\u754C",
            "\u0928\u092E\u0938\u094D\u0924\u0947",
            "\u043F\u0440\u0438",
            "http://",
            "\r\n",
            "    ",
            "\n\n",
            "aaaaaaaa");

    private final Random random;

    /** Texts that depend on the seed and nothing else. */
    public RandomTexts(long seed) {
        random = new Random(seed);
    }

    /** A text of up to {@code maxParts} words, blanks, odd characters and arbitrary code points. */
    public String next(int maxParts) {
        int parts = random.nextInt(maxParts + 1);
        StringBuilder text = new StringBuilder();
        for (int part = 0; part < parts; part++) {
            switch (random.nextInt(8)) {
                case 0, 1, 2 -> text.append(pick(WORDS));
                case 3, 4 -> text.append(' ');
                case 5 -> text.append(ODD.charAt(random.nextInt(ODD.length())));
                case 6 -> text.appendCodePoint(ASTRAL[random.nextInt(ASTRAL.length)]);
                default -> text.appendCodePoint(scalar());
            }
        }
        return text.toString();
    }

    /** A text of {@code length} characters out of a few. */
    public String of(String alphabet, int length) {
        StringBuilder text = new StringBuilder();
        for (int index = 0; index < length; index++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.toString();
    }

    /** One of a few. */
    public <T> T pick(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A number from 0 up to {@code limit}, exclusive. */
    public int below(int limit) {
        return random.nextInt(limit);
    }

    /** One or the other. */
    public boolean coin() {
        return random.nextBoolean();
    }

    /** Any code point but a surrogate. */
    public int scalar() {
        int value = random.nextInt(0x110000 - 0x800);
        return value < 0xD800 ? value : value + 0x800;
    }
}
