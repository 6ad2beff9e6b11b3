package dev.tokenwright.text.cut;

import java.util.BitSet;

/** One split pattern: its automaton, the symbols that it is given, and what is known about its states. */
final class Lexer {
    private final LeftmostDfa dfa;
    private final Alphabet alphabet;
    private final BitSet domain;
    /** States from which a match may grow without bound and yet come to nothing. */
    private final BitSet far = new BitSet();
    /** States before any match from which none may come. */
    private final BitSet mayFail = new BitSet();

    private Lexer(LeftmostDfa dfa, Alphabet alphabet, BitSet domain) {
        this.dfa = dfa;
        this.alphabet = alphabet;
        this.domain = domain;
    }

    /** The lexer of a pattern that sees the symbols of {@code domain}; any other symbol is the end of its text. */
    static Lexer of(LeftmostDfa dfa, Alphabet alphabet, BitSet domain) {
        Lexer lexer = new Lexer(dfa, alphabet, domain);
        lexer.findFailing();
        lexer.findFar();
        return lexer;
    }

    LeftmostDfa dfa() {
        return dfa;
    }

    boolean sees(int symbol) {
        return domain.get(symbol);
    }

    boolean isFar(int state) {
        return far.get(state);
    }

    boolean mayFail(int state) {
        return mayFail.get(state);
    }

    /** Whether every text of the domain's symbols is nothing but matches. */
    boolean isTotal() {
        return !mayFail.get(0) && !startsNowhere();
    }

    /** Whether no match has more than one character. */
    boolean matchesOneCharacter() {
        return domain.stream()
                .map(symbol -> dfa.next(0, symbol))
                .filter(state -> state != LeftmostDfa.DEAD)
                .allMatch(state -> domain.stream().allMatch(next -> dfa.next(state, next) == LeftmostDfa.DEAD));
    }

    private boolean startsNowhere() {
        return domain.stream().anyMatch(symbol -> dfa.next(0, symbol) == LeftmostDfa.DEAD);
    }

    /** Whether any text of the domain's symbols is one match. */
    boolean matchesWholeRuns() {
        BitSet reached = new BitSet();
        BitSet waiting = new BitSet();
        waiting.set(0);
        for (int state = 0; state >= 0; state = waiting.nextSetBit(0)) {
            waiting.clear(state);
            reached.set(state);
            if (state != 0 && !dfa.accepts(state, alphabet.end())) {
                return false;
            }
            for (int symbol = domain.nextSetBit(0); symbol >= 0; symbol = domain.nextSetBit(symbol + 1)) {
                int next = dfa.next(state, symbol);
                if (next == LeftmostDfa.DEAD) {
                    return false;
                }
                if (!reached.get(next)) {
                    waiting.set(next);
                }
            }
        }
        return true;
    }

    private void findFailing() {
        for (boolean grown = true; grown; ) {
            grown = false;
            for (int state = 0; state < dfa.size(); state++) {
                if (!mayFail.get(state) && fails(state)) {
                    mayFail.set(state);
                    grown = true;
                }
            }
        }
    }

    private boolean fails(int state) {
        if (state != 0 && !dfa.accepts(state, alphabet.end())) {
            return true;
        }
        for (int symbol = domain.nextSetBit(0); symbol >= 0; symbol = domain.nextSetBit(symbol + 1)) {
            int next = dfa.next(state, symbol);
            if (!dfa.accepts(state, symbol) && (next == LeftmostDfa.DEAD ? state != 0 : mayFail.get(next))) {
                return true;
            }
        }
        return false;
    }

    /** Takes away, from all states, those whose ways without a match all end. */
    private void findFar() {
        far.set(0, dfa.size());
        for (boolean shrunk = true; shrunk; ) {
            shrunk = false;
            for (int state = far.nextSetBit(0); state >= 0; state = far.nextSetBit(state + 1)) {
                if (!goesOn(state)) {
                    far.clear(state);
                    shrunk = true;
                }
            }
        }
    }

    private boolean goesOn(int state) {
        for (int symbol = domain.nextSetBit(0); symbol >= 0; symbol = domain.nextSetBit(symbol + 1)) {
            int next = dfa.next(state, symbol);
            if (next != LeftmostDfa.DEAD && !dfa.accepts(state, symbol) && far.get(next)) {
                return true;
            }
        }
        return false;
    }
}
