package dev.tokenwright.app.cli;

/** Writes text in colours, or as it is. */
record Paint(Ink ink) {
    /** Whether there are colours. */
    enum Ink {
        COLOURED,
        PLAIN
    }

    /** Whether a text is underlined. */
    enum Mark {
        UNDERLINED,
        NONE
    }

    /** How a text looks. */
    enum Style {
        GOOD("32"),
        BAD("31"),
        FAINT("2");

        private final String code;

        Style(String code) {
            this.code = code;
        }
    }

    /** Backgrounds that light text is read on, one a message in turn. */
    private static final int[] BACKGROUNDS = {24, 53, 22, 94, 60, 88};

    /** A text in a style. */
    String text(Style style, String text) {
        return painted(style.code, text);
    }

    /** A text of a message, or of none when the index is negative. */
    String message(int message, Mark mark, String text) {
        String background = message < 0 ? "" : "97;48;5;" + BACKGROUNDS[message % BACKGROUNDS.length];
        String line = mark == Mark.UNDERLINED ? "4" : "";
        String code = background.isEmpty() || line.isEmpty() ? background + line : background + ";" + line;
        return code.isEmpty() ? text : painted(code, text);
    }

    private String painted(String code, String text) {
        return ink == Ink.COLOURED && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
