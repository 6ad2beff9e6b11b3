package dev.tokenwright.stage.decode;

/** Takes white space off the end of a text: holds it back until something else follows. Belongs to one stream. */
final class BlankEndStream implements StreamedStep {
    private final StreamedStep next;
    private final StringBuilder held;

    BlankEndStream(StreamedStep next) {
        this(next, "");
    }

    private BlankEndStream(StreamedStep next, CharSequence held) {
        this.next = next;
        this.held = new StringBuilder(held);
    }

    @Override
    public void part(String part) {
        int end = part.length();
        while (end > 0 && BytesToText.isBlank(part.codePointBefore(end))) {
            end -= Character.charCount(part.codePointBefore(end));
        }
        if (end > 0) {
            next.part(held + part.substring(0, end));
            held.setLength(0);
        }
        held.append(part, end, part.length());
    }

    @Override
    public void end() {
        held.setLength(0);
        next.end();
    }

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public BlankEndStream copy(StreamedStep newNext) {
        return new BlankEndStream(newNext, held);
    }
}
