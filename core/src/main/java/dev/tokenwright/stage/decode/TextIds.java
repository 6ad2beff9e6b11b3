package dev.tokenwright.stage.decode;

/** Each id gives the text of its token. Immutable. */
final class TextIds implements StreamedIds {
    private final TokenSource tokens;
    private final StreamedStep next;

    TextIds(TokenSource tokens, StreamedStep next) {
        this.tokens = tokens;
        this.next = next;
    }

    @Override
    public void accept(int id, Decoder.Beginning beginning) {
        next.part(tokens.text(id));
        next.end();
    }

    @Override
    public void breakRun() {}

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public TextIds copy(StreamedStep newNext) {
        return new TextIds(tokens, newNext);
    }
}
