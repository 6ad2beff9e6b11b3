package dev.tokenwright.stage.decode;

import dev.tokenwright.text.cut.MatchAutomaton;

/** Replaces each match of an expression in each text: holds back what may be part of a match. Belongs to one stream. */
final class PatternStream implements StreamedStep {
    private final MatchAutomaton automaton;
    private final String content;
    private final StreamedStep next;
    /** The text from where a match may begin. */
    private final StringBuilder held;
    /** How much of it has been read. */
    private int read;

    private int state;
    /** Length of the longest match so far, or 0. */
    private int matched;

    PatternStream(MatchAutomaton automaton, String content, StreamedStep next) {
        this(automaton, content, next, "");
    }

    private PatternStream(MatchAutomaton automaton, String content, StreamedStep next, CharSequence held) {
        this.automaton = automaton;
        this.content = content;
        this.next = next;
        this.held = new StringBuilder(held);
    }

    @Override
    public void part(String part) {
        held.append(part);
        next.part(certain(false));
    }

    @Override
    public void end() {
        next.part(certain(true));
        next.end();
    }

    /** What is certain of the text that is held. */
    private String certain(boolean ends) {
        StringBuilder certain = new StringBuilder();
        int from = 0;
        while (from + read < held.length() || ends && from < held.length()) {
            boolean atEnd = from + read == held.length();
            int codePoint = atEnd ? 0 : held.codePointAt(from + read);
            int symbol = atEnd ? automaton.end() : automaton.symbol(codePoint);
            matched = automaton.accepts(state, symbol) ? read : matched;
            state = atEnd ? MatchAutomaton.DEAD : automaton.next(state, symbol);
            read += Character.charCount(codePoint);
            if (state == MatchAutomaton.DEAD) {
                from += give(from, certain);
            }
        }
        held.delete(0, from);
        return certain.toString();
    }

    /** The match, or what no match begins with, is certain: gives its length in the text that is held. */
    private int give(int from, StringBuilder certain) {
        int given = matched;
        if (matched > 0) {
            certain.append(content);
        } else {
            certain.appendCodePoint(held.codePointAt(from));
            given = Character.charCount(held.codePointAt(from));
        }
        read = 0;
        state = MatchAutomaton.START;
        matched = 0;
        return given;
    }

    @Override
    public void finish() {
        next.finish();
    }

    @Override
    public PatternStream copy(StreamedStep newNext) {
        PatternStream copy = new PatternStream(automaton, content, newNext, held);
        copy.read = read;
        copy.state = state;
        copy.matched = matched;
        return copy;
    }
}
