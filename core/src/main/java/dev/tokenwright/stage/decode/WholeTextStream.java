package dev.tokenwright.stage.decode;

import java.util.function.UnaryOperator;

/** Changes each text when all of it is there. Holds back the text that is being given. Belongs to one stream. */
final class WholeTextStream implements StreamedStep {
    private final UnaryOperator<String> change;
    private final StreamedStep next;
    private final StringBuilder held;

    WholeTextStream(UnaryOperator<String> change, StreamedStep next) {
        this(change, next, "");
    }

    private WholeTextStream(UnaryOperator<String> change, StreamedStep next, CharSequence held) {
        this.change = change;
        this.next = next;
        this.held = new StringBuilder(held);
    }

    @Override
    public void part(String part) {
        held.append(part);
    }

    @Override
    public void end() {
        next.part(change.apply(held.toString()));
        held.setLength(0);
        next.end();
    }

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public WholeTextStream copy(StreamedStep newNext) {
        return new WholeTextStream(change, newNext, held);
    }
}
