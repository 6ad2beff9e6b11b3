package dev.tokenwright.text;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/**
 * Finds where any of some rows of numbers ends in a longer row that is read number by number. Immutable; where the reading
 * has come to is one {@code int}, the state.
 */
public final class SymbolAutomaton {
    /*
     * Aho, Corasick: Efficient string matching, CACM 18(6), 1975. A state is the longest beginning of a pattern with which
     * what was read ends. Reading n numbers takes O(n) steps in all.
     */
    /** The state of a reading that has not begun. */
    public static final int START = 0;

    /** No pattern. */
    public static final int NONE = -1;

    private final List<Map<Integer, Integer>> next = new ArrayList<>();
    /** By state: the state of the longest proper end that also begins a pattern. */
    private final List<Integer> shorter = new ArrayList<>();

    private final List<Integer> depths = new ArrayList<>();
    /** By state: the longest pattern that ends there, or {@link #NONE}. */
    private final List<Integer> patterns = new ArrayList<>();
    /** By state: length of the longest end that is a proper beginning of an awaited pattern. */
    private final List<Integer> awaited = new ArrayList<>();

    private SymbolAutomaton() {
        addState(0);
    }

    /**
     * An automaton for patterns that are not empty. Of equal patterns the first counts.
     *
     * @param awaits whether the beginnings of a pattern, by its index, are of interest
     */
    public static SymbolAutomaton of(List<int[]> patterns, IntPredicate awaits) {
        SymbolAutomaton automaton = new SymbolAutomaton();
        for (int index = 0; index < patterns.size(); index++) {
            automaton.add(patterns.get(index), index, awaits.test(index));
        }
        automaton.link();
        return automaton;
    }

    private int addState(int depth) {
        next.add(new HashMap<>());
        shorter.add(START);
        depths.add(depth);
        patterns.add(NONE);
        awaited.add(0);
        return depths.size() - 1;
    }

    private void add(int[] pattern, int index, boolean awaits) {
        if (pattern.length == 0) {
            throw new IllegalArgumentException("pattern " + index + " is empty");
        }
        int state = START;
        for (int symbol : pattern) {
            if (awaits) {
                awaited.set(state, depths.get(state));
            }
            int depth = depths.get(state) + 1;
            state = next.get(state).computeIfAbsent(symbol, unused -> addState(depth));
        }
        if (patterns.get(state) == NONE) {
            patterns.set(state, index);
        }
    }

    private void link() {
        Deque<Integer> waiting = new ArrayDeque<>(next.get(START).values());
        while (!waiting.isEmpty()) {
            int state = waiting.remove();
            next.get(state).forEach((symbol, child) -> {
                shorter.set(child, read(shorter.get(state), symbol));
                waiting.add(child);
            });
            int end = shorter.get(state);
            if (patterns.get(state) == NONE) {
                patterns.set(state, patterns.get(end));
            }
            if (awaited.get(state) == 0) {
                awaited.set(state, awaited.get(end));
            }
        }
    }

    /** The state after a number. */
    public int read(int state, int symbol) {
        int at = state;
        Integer found = next.get(at).get(symbol);
        while (found == null && at != START) {
            at = shorter.get(at);
            found = next.get(at).get(symbol);
        }
        return found == null ? START : found;
    }

    /** The longest pattern that ends in a state, by its index, or {@link #NONE}. */
    public int match(int state) {
        return patterns.get(state);
    }

    /** Length of the longest end of what was read that is a proper beginning of a pattern that is awaited. */
    public int awaited(int state) {
        return awaited.get(state);
    }
}
