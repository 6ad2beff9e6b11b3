package dev.tokenwright.stage.decode;

/** Replaces a text that is not empty in each text: holds back what may be its beginning. Belongs to one stream. */
final class LiteralStream implements StreamedStep {
    /*
     * Knuth, Morris, Pratt: Fast pattern matching in strings, SIAM J. Comput. 6(2), 1977. All that has to be remembered
     * between two parts is how much of the literal stands at the end of what was given.
     */
    private final String literal;
    private final String content;
    /** Per prefix of the literal the length of its longest proper border. */
    private final int[] borders;

    private final StreamedStep next;
    private int matched;

    LiteralStream(String literal, String content, StreamedStep next) {
        this(literal, content, borders(literal), next, 0);
    }

    private LiteralStream(String literal, String content, int[] borders, StreamedStep next, int matched) {
        this.literal = literal;
        this.content = content;
        this.borders = borders;
        this.next = next;
        this.matched = matched;
    }

    private static int[] borders(String literal) {
        int[] borders = new int[literal.length() + 1];
        int border = 0;
        for (int length = 2; length <= literal.length(); length++) {
            while (border > 0 && literal.charAt(border) != literal.charAt(length - 1)) {
                border = borders[border];
            }
            if (literal.charAt(border) == literal.charAt(length - 1)) {
                border++;
            }
            borders[length] = border;
        }
        return borders;
    }

    @Override
    public void part(String part) {
        if (matched == 0 && part.indexOf(literal.charAt(0)) < 0) {
            next.part(part);
            return;
        }
        StringBuilder certain = new StringBuilder(part.length());
        for (int index = 0; index < part.length(); index++) {
            char read = part.charAt(index);
            while (matched > 0 && literal.charAt(matched) != read) {
                certain.append(literal, 0, matched - borders[matched]);
                matched = borders[matched];
            }
            if (literal.charAt(matched) != read) {
                certain.append(read);
            } else if (++matched == literal.length()) {
                certain.append(content);
                matched = 0;
            }
        }
        next.part(certain.toString());
    }

    @Override
    public void end() {
        next.part(literal.substring(0, matched));
        matched = 0;
        next.end();
    }

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public LiteralStream copy(StreamedStep newNext) {
        return new LiteralStream(literal, content, borders, newNext, matched);
    }
}
