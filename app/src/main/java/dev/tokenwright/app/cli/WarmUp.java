package dev.tokenwright.app.cli;

import dev.tokenwright.EncodeOptions;
import dev.tokenwright.TokenBuffer;
import dev.tokenwright.Tokenizer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Lets the JVM compile what encoding runs, by made text on a tokenizer of its own: the other one has then seen nothing. */
final class WarmUp {
    private static final int DOCUMENT = 20_000;
    private static final int DOCUMENTS_A_TOKENIZER = 200;
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
            ", ", ". ", "\n", "\n\n", "\n    ", " (", ") ", "\"", "'s ", " - ", " = ", "();\n", "://", "! ", " 2024 ");

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
        boolean other = random.nextInt(4) == 0;
        while (text.length() < DOCUMENT) {
            text.append(other ? pick(List.of(pick(OTHERS).split(" "))) : word());
            text.append(random.nextInt(6) == 0 ? pick(MARKS) : " ");
        }
        return text.toString();
    }

    /** A word that is often seen, or letters at random. */
    private String word() {
        if (random.nextInt(4) > 0) {
            String word = pick(WORDS);
            return random.nextInt(8) == 0 ? Character.toUpperCase(word.charAt(0)) + word.substring(1) : word;
        }
        StringBuilder letters = new StringBuilder();
        for (int left = 2 + random.nextInt(9); left > 0; left--) {
            letters.append((char) ('a' + random.nextInt(26)));
        }
        return letters.toString();
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }
}
