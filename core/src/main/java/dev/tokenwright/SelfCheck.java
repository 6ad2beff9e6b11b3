package dev.tokenwright;

import dev.tokenwright.text.Ints;
import dev.tokenwright.text.Utf8;
import java.util.Arrays;

/**
 * Compares a fast engine with the reference pipeline on the {@linkplain ProbeTexts probe texts}, special tokens
 * recognised and not.
 */
record SelfCheck(Vocabulary vocabulary, TextToIds fast, TextToIds reference) {
    private static final int MOST_SHOWN = 12;

    /**
     * Compares.
     *
     * @throws IllegalStateException at the first difference
     */
    void run() {
        Scratch fastScratch = new Scratch();
        Scratch referenceScratch = new Scratch();
        for (String text : ProbeTexts.of(vocabulary)) {
            for (SpecialText mode : new SpecialText[] {SpecialText.RECOGNIZE, SpecialText.AS_TEXT}) {
                int[] expected = ids(reference, text, mode, referenceScratch);
                int[] found = ids(fast, text, mode, fastScratch);
                if (!Arrays.equals(expected, found)) {
                    throw new IllegalStateException("the self-check failed: " + difference(text, expected, found));
                }
            }
        }
    }

    private static int[] ids(TextToIds engine, String text, SpecialText mode, Scratch scratch) {
        byte[] utf8 = Utf8.encode(text);
        Ints ids = new Ints(64);
        engine.encode(utf8, 0, utf8.length, mode, scratch, scratch.output.keep(ids, Integer.MAX_VALUE));
        return ids.toArray();
    }

    private static String difference(String text, int[] expected, int[] found) {
        int at = Arrays.mismatch(expected, found);
        int from = Math.max(0, at - MOST_SHOWN / 2);
        return "from token " + at + " on, a probe text of " + text.length() + " characters has the ids "
                + shown(expected, from) + " in the reference pipeline and " + shown(found, from)
                + " in the fast engine";
    }

    private static String shown(int[] ids, int from) {
        int[] part = Arrays.copyOfRange(ids, Math.min(from, ids.length), Math.min(ids.length, from + MOST_SHOWN));
        return "…" + Arrays.toString(part);
    }
}
