package dev.tokenwright.text;

/**
 * Writes a new text from an old one, code point by code point, and carries the origins over. Belongs to one caller.
 *
 * <p>Each code point comes with the change it makes: 0 replaces the next code point of the old text, a positive number is
 * a new one beside the one before, and {@code -n} replaces the next one and drops the {@code n} after it. These are the
 * rules by which Hugging Face {@code tokenizers} keeps alignments ({@code NormalizedString::transform}).
 */
public final class TextRewriter {
    private static final AlignedText NOTHING = new AlignedText();

    private AlignedText source = NOTHING;
    private AlignedText target = NOTHING;
    private int from;
    private int to;
    private int at;
    private int anchor;

    /** A rewriter with nothing to do yet. */
    public TextRewriter() {}

    /**
     * Starts on {@code source[from..to)}, writing to the end of {@code target}.
     *
     * @param newAnchor original position of what is inserted before everything
     */
    public void begin(AlignedText newSource, int newFrom, int newTo, AlignedText newTarget, int newAnchor) {
        source = newSource;
        target = newTarget;
        from = newFrom;
        to = newTo;
        at = newFrom;
        anchor = newAnchor;
    }

    /** Writes one code point that makes {@code change}. */
    public void accept(int codePoint, int change) {
        if (!source.tracked()) {
            target.appendCodePoint(codePoint, 0, 0);
            return;
        }
        if (change > 0) {
            if (at == from) {
                target.appendCodePoint(codePoint, anchor, anchor);
            } else {
                target.appendCodePoint(codePoint, source.originStart(at - 1), source.originEnd(at - 1));
            }
            return;
        }
        int origin = Math.min(at, to - 1);
        target.appendCodePoint(codePoint, source.originStart(origin), source.originEnd(origin));
        skip(1 - change);
    }

    private void skip(int codePoints) {
        for (int left = codePoints; left > 0 && at < to; left--) {
            at += Utf8.lengthByLead(source.bytes()[at]);
        }
    }
}
