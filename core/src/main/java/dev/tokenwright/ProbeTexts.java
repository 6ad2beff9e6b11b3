package dev.tokenwright;

import dev.tokenwright.spec.AddedToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Texts on which engines are compared when a tokenizer is loaded: prose in many scripts, code, numbers, runs of blanks and
 * of one letter, invisible and combining characters, and the tokenizer's own tokens next to each other.
 */
final class ProbeTexts {
    private static final int SAMPLED_TOKENS = 2_000;
    private static final int MOST_ADDED = 512;

    private static final List<String> FIXED = List.of(
            "",
            " ",
            "Hello, world! It's 12:45 o'clock; they'll say \"we've HEARD it\" -- I'd guess.",
            "The quick brown fox jumps over the lazy dog.\nThe quick brown fox.\r\n\r\n\tIndented  twice   thrice    .",
            "for (int i = 0; i < 10_000; i++) {\n        sum += a[i] * 0x1F; // größer\n}\n\n\n",
            "0 12 345 6789 01234567890123456789 3.14159 1e-9 1,234,567.89 ½ ² ٣٤٥ १२३ ⅷ",
            "Žluťoučký kůň, façade, naïve, Straße, ΑΒΓ αβγ ς, Привет мир, İstanbul ıI ǅ ﬁ ﬀ",
            "你好，世界。今天天气很好！日本語のテキスト、カタカナ ﾊﾝｶｸ。한국어 텍스트입니다.",
            "مرحبا بالعالم، كيف حالك؟ שלום עולם नमस्ते दुनिया สวัสดีชาวโลก བོད་ཡིག ካሳ",
            "👍🏽👨‍👩‍👧‍👦🇩🇪🏳️‍🌈❤️☺︎ \uD83D\uDE00\uD83D\uDE00 e\u0301 a\u030A\u0323 \u1100\u1161\u11A8",
            "\u00A0\u2003\u3000\u200B\u200D\uFEFF\u0085\u2028\u2029\u0000\u0001\u007F\u00AD\u001C\u001F x",
            " leading and trailing ",
            "   \n  \t \n\n   x   \r   y\r\n  ",
            "a".repeat(300) + " " + "ab".repeat(200) + " " + " ".repeat(130) + "é".repeat(90),
            "http://example.org/a_b-c?d=e&f=%20#g user@example.com C:\\path\\x snake_case CamelCaseWord XMLHttp",
            "\uD800 lone \uDC00 halves \uFFFD and \uFFFF \uDBFF\uDFFF",
            "▁ ▁▁ ▁a Ġ Ċ ĠĠ <0x0A> <unk> ## ##ing </w> @@ \u2581\u2581x");

    private ProbeTexts() {}

    /** The probe texts of a vocabulary. */
    static List<String> of(Vocabulary vocabulary) {
        List<String> texts = new ArrayList<>(FIXED);
        StringBuilder together = new StringBuilder();
        StringBuilder apart = new StringBuilder();
        int step = Math.max(1, vocabulary.idLimit() / SAMPLED_TOKENS);
        for (int id = 0; id < vocabulary.idLimit(); id += step) {
            Optional<String> token = vocabulary.token(id);
            token.ifPresent(text -> {
                together.append(text);
                apart.append(text).append(' ').append(text.replace('Ġ', ' ').replace('▁', ' '));
            });
        }
        texts.add(together.toString());
        texts.add(apart.toString());
        StringBuilder added = new StringBuilder("x");
        int count = 0;
        for (AddedToken token : vocabulary.addedTokens()) {
            if (count++ < MOST_ADDED) {
                added.append(token.content())
                        .append(" y ")
                        .append(token.content())
                        .append(token.content());
            }
        }
        texts.add(added.toString());
        texts.add(String.join("", FIXED));
        return List.copyOf(texts);
    }
}
