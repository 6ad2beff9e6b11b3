package dev.tokenwright.text.cut;

import dev.tokenwright.text.regex.RegexNode;
import java.util.List;
import java.util.Optional;

/**
 * Matches one expression code point by code point, as a backtracking engine does. Never goes far back: what is read behind
 * the last place where a match may end is bounded. Immutable.
 */
public final class MatchAutomaton {
    /** The state in which nothing has been read. */
    public static final int START = 0;

    /** No state: nothing can match any more. */
    public static final int DEAD = LeftmostDfa.DEAD;

    private final LeftmostDfa dfa;
    private final Alphabet alphabet;
    private final CutClasses classes;

    private MatchAutomaton(LeftmostDfa dfa, Alphabet alphabet) {
        this.dfa = dfa;
        this.alphabet = alphabet;
        this.classes = alphabet.classes();
    }

    /** The automaton of an expression, if it has one: not if it matches the empty text, looks back, or may go far back. */
    public static Optional<MatchAutomaton> of(RegexNode expression) {
        try {
            Alphabet alphabet = Alphabet.of(List.of(expression));
            LeftmostDfa dfa = LeftmostDfa.of(Nfa.of(expression, alphabet), alphabet);
            var symbols = alphabet.all();
            symbols.clear(alphabet.end());
            Lexer lexer = Lexer.of(dfa, alphabet, symbols);
            for (int state = 0; state < dfa.size(); state++) {
                if (lexer.isFar(state)) {
                    return Optional.empty();
                }
            }
            return Optional.of(new MatchAutomaton(dfa, alphabet));
        } catch (UnsupportedPatternException unsupported) {
            return Optional.empty();
        }
    }

    /** What a code point is to the automaton. */
    public int symbol(int codePoint) {
        return classes.of(codePoint);
    }

    /** What the end of the text is to the automaton. */
    public int end() {
        return alphabet.end();
    }

    /** Whether a match may end before a symbol, read in a state. */
    public boolean accepts(int state, int symbol) {
        return dfa.accepts(state, symbol);
    }

    /** The state after a symbol, or {@link #DEAD}. */
    public int next(int state, int symbol) {
        return dfa.next(state, symbol);
    }
}
