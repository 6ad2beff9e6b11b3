package dev.tokenwright.testkit.twin;

import java.util.ArrayList;
import java.util.List;

/**
 * The windows that a text is cut into, exactly as the tokenizers of Llama 3 and Kimi define them: stretches of so many code
 * points, and each of them cut again where white space, or anything else, goes on for too long. It is the oracle of {@code
 * WindowCutter}. White space is what Python's {@code str.isspace} says it is.
 */
public final class PlainWindows {
    private static final String SPACES =
            "\t\n\u000B\f\r\u001C\u001D\u001E\u001F \u0085\u00A0\u1680\u2000\u2001\u2002\u2003"
                    + "\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000";

    private PlainWindows() {}

    /** The windows in order; none when the text is empty. */
    public static List<String> cut(String text, int maxCodePoints, int maxRunCodePoints) {
        int[] codePoints = text.codePoints().toArray();
        List<String> windows = new ArrayList<>();
        for (int start = 0; start < codePoints.length; start += maxCodePoints) {
            int length = Math.min(maxCodePoints, codePoints.length - start);
            cutRuns(new String(codePoints, start, length), maxRunCodePoints, windows);
        }
        return windows;
    }

    private static void cutRuns(String text, int maxRun, List<String> windows) {
        StringBuilder window = new StringBuilder();
        int run = 0;
        boolean runIsSpace = isSpace(text.codePointAt(0));
        for (int codePoint : text.codePoints().toArray()) {
            if (isSpace(codePoint) != runIsSpace) {
                run = 0;
                runIsSpace = !runIsSpace;
            }
            run++;
            if (run > maxRun) {
                windows.add(window.toString());
                window.setLength(0);
                run = 1;
            }
            window.appendCodePoint(codePoint);
        }
        windows.add(window.toString());
    }

    private static boolean isSpace(int codePoint) {
        return SPACES.indexOf(codePoint) >= 0;
    }
}
