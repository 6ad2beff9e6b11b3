package dev.tokenwright.stage.decode;

/** All texts become one. Belongs to one stream. */
final class FuseStream implements StreamedStep {
    private final StreamedStep next;

    FuseStream(StreamedStep next) {
        this.next = next;
    }

    @Override
    public void part(String part) {
        next.part(part);
    }

    @Override
    public void end() {}

    @Override
    public void finish() {
        next.end();
        next.finish();
    }

    @Override
    public FuseStream copy(StreamedStep newNext) {
        return new FuseStream(newNext);
    }
}
