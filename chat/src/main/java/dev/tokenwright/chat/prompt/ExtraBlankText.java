package dev.tokenwright.chat.prompt;

/** Text in which a sign stands for each blank that a model may drop. */
final class ExtraBlankText {
    /** The sign, which no model has a piece for. */
    static final String SIGN = "\u262F";

    private static final String SPACED_SIGN = " " + SIGN + " ";

    private ExtraBlankText() {}

    /** A sign comes between two blanks, and in the place of a blank at the start or at the end. */
    static String marked(String text) {
        StringBuilder marked = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            boolean blank = text.charAt(at) == ' ';
            if (blank && at > 0 && text.charAt(at - 1) == ' ') {
                marked.append(SPACED_SIGN);
            }
            if (blank && (at == 0 || isEnd(text, at + 1))) {
                marked.append(SPACED_SIGN);
            } else {
                marked.append(text.charAt(at));
            }
        }
        return marked.toString();
    }

    /** The end is also before a last line feed. */
    private static boolean isEnd(String text, int at) {
        return at == text.length() || at == text.length() - 1 && text.charAt(at) == '\n';
    }
}
