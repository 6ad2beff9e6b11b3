package dev.tokenwright.stage.decode;

/** Leaves empty texts out. Belongs to one stream. */
final class NonEmptyStream implements StreamedStep {
    private final StreamedStep next;
    private boolean begun;

    NonEmptyStream(StreamedStep next) {
        this(next, false);
    }

    private NonEmptyStream(StreamedStep next, boolean begun) {
        this.next = next;
        this.begun = begun;
    }

    @Override
    public void part(String part) {
        if (!part.isEmpty()) {
            begun = true;
            next.part(part);
        }
    }

    @Override
    public void end() {
        if (begun) {
            begun = false;
            next.end();
        }
    }

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public NonEmptyStream copy(StreamedStep newNext) {
        return new NonEmptyStream(newNext, begun);
    }
}
