package dev.tokenwright.stage.decode;

import org.jspecify.annotations.Nullable;

/** A text that repeats the one before vanishes, and so does padding in a text. Belongs to one stream. */
final class CtcStream implements StreamedStep {
    private final String padToken;
    private final StreamedStep next;
    private final StringBuilder held;
    private @Nullable String before;

    CtcStream(String padToken, StreamedStep next) {
        this(padToken, next, "", null);
    }

    private CtcStream(String padToken, StreamedStep next, CharSequence held, @Nullable String before) {
        this.padToken = padToken;
        this.next = next;
        this.held = new StringBuilder(held);
        this.before = before;
    }

    @Override
    public void part(String part) {
        held.append(part);
    }

    @Override
    public void end() {
        String text = held.toString();
        held.setLength(0);
        if (!text.equals(before)) {
            before = text;
            next.part(text.replace(padToken, ""));
            next.end();
        }
    }

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public CtcStream copy(StreamedStep newNext) {
        return new CtcStream(padToken, newNext, held, before);
    }
}
