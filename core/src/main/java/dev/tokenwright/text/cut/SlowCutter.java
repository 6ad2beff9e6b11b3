package dev.tokenwright.text.cut;

import dev.tokenwright.text.Utf8;
import java.util.List;

/** Finds the end of one piece by running the patterns' automata and going back. The transducer's rare way out. */
final class SlowCutter {
    private final Alphabet alphabet;
    private final CutClasses classes;
    private final List<Lexer> lexers;

    SlowCutter(Alphabet alphabet, List<Lexer> lexers) {
        this.alphabet = alphabet;
        this.classes = alphabet.classes();
        this.lexers = lexers;
    }

    /** Where the piece that starts at {@code from} ends, at most at {@code to}. */
    int end(byte[] text, int from, int to) {
        Lexer lexer = lexerOf(symbol(text, from));
        int matched = match(lexer, text, from, to);
        if (matched > from) {
            return matched;
        }
        int at = from;
        do {
            at += Utf8.lengthByLead(text[at]);
        } while (at < to && lexer.sees(symbol(text, at)) && match(lexer, text, at, to) == at);
        return at;
    }

    private int symbol(byte[] text, int at) {
        return classes.of(Utf8.codePointAt(text, at));
    }

    private Lexer lexerOf(int symbol) {
        for (Lexer lexer : lexers) {
            if (lexer.sees(symbol)) {
                return lexer;
            }
        }
        throw new AssertionError(symbol);
    }

    /** Where the match that starts at {@code from} ends; {@code from} when there is none. */
    private int match(Lexer lexer, byte[] text, int from, int to) {
        LeftmostDfa dfa = lexer.dfa();
        int matched = from;
        int state = 0;
        for (int at = from; state != LeftmostDfa.DEAD; ) {
            int symbol = at < to ? symbol(text, at) : alphabet.end();
            if (!lexer.sees(symbol)) {
                symbol = alphabet.end();
            }
            if (dfa.accepts(state, symbol)) {
                matched = at;
            }
            state = symbol == alphabet.end() ? LeftmostDfa.DEAD : dfa.next(state, symbol);
            at += at < to ? Utf8.lengthByLead(text[at]) : 0;
        }
        return matched;
    }
}
