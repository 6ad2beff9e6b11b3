package dev.tokenwright.app.cli;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.TokenBuffer;
import dev.tokenwright.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Lets the JVM compile what encoding runs, by made text on a tokenizer of its own: the other one has then seen nothing. */
final class WarmUp {
    private static final int LONGEST_DOCUMENT = 20_000;
    private static final int DOCUMENTS_A_TOKENIZER = 400;
    /** Words that are often seen, in several scripts, and what stands between words. */
    private static final List<String> WORDS = List.of(
            ("the of and to in a is that for it as was with be by on not he his but at are this have from or had they"
                            + " which one you were her all she there would their we him been has when who will more no if"
                            + " return public static void int class import self None true false String value")
                    .split(" "));

    private static final List<String> OTHERS = List.of(
            "это как его она был для что",
            "的 是 在 了 和 有 我们 可以 时间",
            "です ます した ある これ",
            "이 그 저 것 수 있다",
            "και το να είναι",
            "في من على أن",
            "que de la los über für été");

    private static final List<String> MARKS = List.of(
            (", |. |\n|\n\n|\n    |\n\t|\r\n| (|) |\"|'s |’ll | - | — |…| = |();\n|://|! | 2024 |  |</p>\n| <|<b>|>|&amp;|#|%|_|"
                            + " \ud83d\ude00 |\u200d|é|ß|° |。|、")
                    .split("\\|"));

    private final SplittableRandom random = new SplittableRandom(1);

    private WarmUp() {}

    /** Encodes made text for a time. */
    static void run(Tokenizer tokenizer, EncodeOptions options, double seconds) {
        WarmUp text = new WarmUp();
        TokenBuffer ids = new TokenBuffer();
        long end = System.nanoTime() + (long) (seconds * 1e9);
        while (System.nanoTime() < end) {
            Tokenizer fresh = Tokenizer.of(tokenizer.spec());
            for (int document = 0; document < DOCUMENTS_A_TOKENIZER && System.nanoTime() < end; document++) {
                byte[] utf8 = text.document().getBytes(StandardCharsets.UTF_8);
                for (int round = 0; round < 2; round++) {
                    ids.clear();
                    fresh.encodeUtf8(utf8, 0, utf8.length, options, ids);
                }
            }
        }
    }

    private String document() {
        StringBuilder text = new StringBuilder();
        int others = random.nextInt(4) == 0 ? 90 : 4;
        int length = random.nextInt(100, LONGEST_DOCUMENT);
        while (text.length() < length) {
            int kind = random.nextInt(100);
            if (kind == 0) {
                addLetters(text, 'a', 26, 20 + random.nextInt(60));
            } else if (kind == 1) {
                addLetters(text, '\u4e00', 3000, 4 + random.nextInt(40));
            } else if (kind < 5) {
                text.append(random.nextInt(100_000));
            } else {
                boolean other = random.nextInt(100) < others;
                text.append(other ? pick(List.of(pick(OTHERS).split(" "))) : word());
            }
            text.append(random.nextInt(6) == 0 ? pick(MARKS) : " ");
        }
        return text.toString();
    }

    /** Adds characters at random of a stretch of the code points. */
    private void addLetters(StringBuilder text, char first, int choices, int length) {
        for (int left = length; left > 0; left--) {
            text.append((char) (first + random.nextInt(choices)));
        }
    }

    /** A word that is often seen, or letters at random. */
    private String word() {
        if (random.nextInt(4) > 0) {
            String word = pick(WORDS);
            return random.nextInt(8) == 0 ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word;
        }
        StringBuilder letters = new StringBuilder();
        addLetters(letters, 'a', 26, 2 + random.nextInt(9));
        return letters.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
