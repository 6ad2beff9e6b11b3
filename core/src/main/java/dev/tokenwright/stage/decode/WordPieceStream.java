package dev.tokenwright.stage.decode;

/** Texts behind the first lose the prefix, or get a blank before them. Belongs to one stream. */
final class WordPieceStream implements StreamedStep {
    private final String prefix;
    private final StreamedStep next;
    private final StringBuilder held;
    private boolean first;

    WordPieceStream(String prefix, StreamedStep next) {
        this(prefix, next, "", true);
    }

    private WordPieceStream(String prefix, StreamedStep next, CharSequence held, boolean first) {
        this.prefix = prefix;
        this.next = next;
        this.held = new StringBuilder(held);
        this.first = first;
    }

    @Override
    public void part(String part) {
        if (first) {
            next.part(part);
        } else {
            held.append(part);
        }
    }

    @Override
    public void end() {
        if (!first) {
            String text = held.toString();
            held.setLength(0);
            next.part(text.startsWith(prefix) ? text.substring(prefix.length()) : " " + text);
        }
        first = false;
        next.end();
    }

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public WordPieceStream copy(StreamedStep newNext) {
        return new WordPieceStream(prefix, newNext, held, first);
    }
}
