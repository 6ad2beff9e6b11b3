package dev.tokenwright.testkit.cut;

import dev.tokenwright.testkit.random.RandomTexts;
import dev.tokenwright.text.cut.CutCursor;
import dev.tokenwright.text.cut.CutTransducer;
import java.util.ArrayList;
import java.util.List;

/** Texts and patterns that make a lexer read ahead and think again. */
final class CutTexts {
    /** Characters of random patterns and of the texts for them. */
    static final String FEW = "ab1 \n\u00E9\u4E2D";

    private static final String TIGHT =
            "aBc'sSlLrReE12345  \t\n\r/.,-\u00A0\u3000\u0085\u00E9\u4E2D\u3042\u30FB\u309B\u0301\u01C5\u017F\u0660";
    private static final List<String> SETS = List.of(
            "a",
            "b",
            "1",
            " ",
            "\\n",
            "\u00E9",
            "\u4E2D",
            "\\s",
            "\\S",
            "\\p{L}",
            "\\p{N}",
            "[ab]",
            "[^a]",
            "[^\\s1]",
            "[\\r\\n]");
    private static final List<String> COUNTS =
            List.of("", "", "", "?", "*", "+", "{1,3}", "{2}", "{2,}", "??", "*?", "+?", "?+", "*+", "++");
    private static final List<String> ENDS = List.of("(?!\\S)", "(?=a)", "$", "(?!b)", "(?=\\s|$)");

    private CutTexts() {}

    /** A text: words and oddities, or a run of few characters. */
    static String next(RandomTexts texts) {
        return texts.coin() ? texts.of(TIGHT, texts.below(24)) : texts.next(12);
    }

    /** A pattern of choices of sequences. */
    static String pattern(RandomTexts texts, int depth) {
        StringBuilder pattern = new StringBuilder();
        int choices = 1 + texts.below(4);
        for (int choice = 0; choice < choices; choice++) {
            pattern.append(choice == 0 ? "" : "|");
            int parts = 1 + texts.below(3);
            for (int part = 0; part < parts; part++) {
                boolean group = depth > 0 && texts.below(6) == 0;
                pattern.append(group ? "(?:" + pattern(texts, depth - 1) + ")" : texts.pick(SETS));
                String count = texts.pick(COUNTS);
                pattern.append(group && count.endsWith("+") && count.length() > 1 ? "" : count);
            }
            pattern.append(texts.below(5) == 0 ? texts.pick(ENDS) : "");
        }
        return pattern.toString();
    }

    /** Pieces of a chunk: so few that characters are read one by one, or so many that they are read in pairs. */
    static int chunk(RandomTexts texts) {
        return texts.coin() ? 1 + texts.below(5) : 64 + texts.below(64);
    }

    /** Starts and ends of all pieces. */
    static List<Integer> pieces(CutTransducer transducer, byte[] utf8, int chunk) {
        CutCursor cursor = new CutCursor(chunk);
        cursor.start(transducer, utf8, 0, utf8.length);
        List<Integer> pieces = new ArrayList<>();
        for (int count = cursor.next(); count > 0; count = cursor.next()) {
            for (int piece = 0; piece < count; piece++) {
                pieces.add(cursor.cuts()[piece]);
                pieces.add(cursor.cuts()[piece + 1]);
            }
        }
        return pieces;
    }
}
