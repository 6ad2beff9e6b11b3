package dev.tokenwright.stage.decode;

/**
 * The end-of-word suffix becomes a blank, and nothing in the last text: holds back each text from its first suffix until
 * another text follows. Belongs to one stream.
 */
final class BpeStream implements StreamedStep {
    private final String suffix;
    private final StreamedStep next;
    /** What the text has from its first suffix, or from what may be the beginning of one. */
    private final StringBuilder held;
    /** Whether the text that is held has ended. */
    private boolean ended;

    BpeStream(String suffix, StreamedStep next) {
        this(suffix, next, "", false);
    }

    private BpeStream(String suffix, StreamedStep next, CharSequence held, boolean ended) {
        this.suffix = suffix;
        this.next = next;
        this.held = new StringBuilder(held);
        this.ended = ended;
    }

    @Override
    public void part(String part) {
        if (part.isEmpty()) {
            return;
        }
        release(" ");
        held.append(part);
        int certain = held.indexOf(suffix);
        if (certain < 0) {
            certain = held.length() - beginning();
        }
        next.part(held.substring(0, certain));
        held.delete(0, certain);
    }

    /** Length of the longest beginning of the suffix that what is held ends with. */
    private int beginning() {
        int length = Math.min(suffix.length() - 1, held.length());
        while (!suffix.startsWith(held.substring(held.length() - length))) {
            length--;
        }
        return length;
    }

    @Override
    public void end() {
        release(" ");
        ended = true;
        if (held.indexOf(suffix) < 0) {
            release("");
        }
    }

    @Override
    public void finish() {
        release("");
        next.finish();
    }

    private void release(String blank) {
        if (ended) {
            next.part(DecodeSteps.replaced(held.toString(), suffix, blank));
            held.setLength(0);
            ended = false;
            next.end();
        }
    }

    @Override
    public BpeStream copy(StreamedStep newNext) {
        return new BpeStream(suffix, newNext, held, ended);
    }
}
