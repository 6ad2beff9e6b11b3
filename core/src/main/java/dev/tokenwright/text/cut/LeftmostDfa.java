package dev.tokenwright.text.cut;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A deterministic automaton that matches one piece as a backtracking engine does: of all ways to match, the one that comes
 * first in the order of choices.
 */
final class LeftmostDfa {
    /*
     * A state is the ordered list of the states of the Nfa that the engine would still try, best first [1]. When one of
     * them matches, all behind it are dropped: they would only be tried if it failed. Whether one of them matches before
     * the next symbol is known when that symbol is, so conditions on it are no different from reading it:
     * "a match may end here" belongs to the transition.
     *
     * [1] R. Cox: Regular expression matching: the virtual machine approach, 2009, section on Pike's submatch tracking
     */
    /** No state: nothing can match any more. */
    static final int DEAD = -1;

    private static final int MAX_STATES = 2000;

    private final Alphabet alphabet;
    private final Nfa nfa;
    private final List<int[]> cores = new ArrayList<>();
    private final Map<List<Integer>, Integer> ids = new HashMap<>();
    /** By state and symbol (the end of the text included): the next state times two, plus one if a match may end before. */
    private int[] transitions = new int[0];

    private LeftmostDfa(Alphabet alphabet, Nfa nfa) {
        this.alphabet = alphabet;
        this.nfa = nfa;
    }

    /** The automaton of a pattern; its start is state 0. */
    static LeftmostDfa of(Nfa nfa, Alphabet alphabet) throws UnsupportedPatternException {
        LeftmostDfa dfa = new LeftmostDfa(alphabet, nfa);
        dfa.id(new int[] {nfa.start()}, 1);
        int width = alphabet.size() + 1;
        for (int state = 0; state < dfa.cores.size(); state++) {
            if (state == MAX_STATES) {
                throw new UnsupportedPatternException("its automaton has more than " + MAX_STATES + " states");
            }
            dfa.transitions = Arrays.copyOf(dfa.transitions, (state + 1) * width);
            for (int symbol = 0; symbol < width; symbol++) {
                dfa.transitions[state * width + symbol] = dfa.transition(state, symbol);
            }
        }
        for (int symbol = 0; symbol < width; symbol++) {
            if (dfa.accepts(0, symbol)) {
                throw new UnsupportedPatternException("it matches the empty text");
            }
        }
        return dfa;
    }

    int size() {
        return cores.size();
    }

    /** Whether a match may end before {@code symbol}, read in {@code state}. */
    boolean accepts(int state, int symbol) {
        return (transitions[state * (alphabet.size() + 1) + symbol] & 1) != 0;
    }

    /** The state after {@code symbol}, or {@link #DEAD}. */
    int next(int state, int symbol) {
        return transitions[state * (alphabet.size() + 1) + symbol] >> 1;
    }

    private int transition(int state, int symbol) {
        BitSet seen = new BitSet(nfa.size());
        int[] core = new int[nfa.size()];
        int[] size = {0};
        boolean accepts = false;
        for (int start : cores.get(state)) {
            if (follow(start, symbol, seen, core, size)) {
                accepts = true;
                break;
            }
        }
        int next = size[0] == 0 ? DEAD : id(core, size[0]);
        return next << 1 | (accepts ? 1 : 0);
    }

    /** Goes from a state to all that read the symbol, in order of choice, until one matches. */
    private boolean follow(int start, int symbol, BitSet seen, int[] core, int[] size) {
        if (seen.get(start)) {
            return false;
        }
        seen.set(start);
        Nfa.State state = nfa.state(start);
        return switch (state.kind()) {
            case MATCH -> true;
            case READ -> {
                if (state.symbols().get(symbol)) {
                    add(state.next()[0], core, size);
                }
                yield false;
            }
            case ASK -> state.symbols().get(symbol) && follow(state.next()[0], symbol, seen, core, size);
            case CHOOSE -> {
                for (int next : state.next()) {
                    if (follow(next, symbol, seen, core, size)) {
                        yield true;
                    }
                }
                yield false;
            }
        };
    }

    private static void add(int state, int[] core, int[] size) {
        for (int index = 0; index < size[0]; index++) {
            if (core[index] == state) {
                return;
            }
        }
        core[size[0]++] = state;
    }

    private int id(int[] core, int size) {
        int[] key = Arrays.copyOf(core, size);
        return ids.computeIfAbsent(Arrays.stream(key).boxed().toList(), unused -> {
            cores.add(key);
            return cores.size() - 1;
        });
    }
}
