package dev.tokenwright;

import dev.tokenwright.StopScope.Reasoning;
import dev.tokenwright.text.SymbolAutomaton;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The stops of some rules, ready to be looked for. Immutable. */
final class StopMatcher {
    private final StopRules rules;
    private final List<Stop> texts = new ArrayList<>();
    private final List<Stop> rows = new ArrayList<>();
    private final SymbolAutomaton textAutomaton;
    private final SymbolAutomaton rowAutomaton;

    StopMatcher(StopRules rules) {
        this.rules = rules;
        rules.stops().stream().sorted(Comparator.comparing(Stop::visibility)).forEach(stop -> {
            List<Stop> kind = stop.pattern() instanceof StopPattern.Text ? texts : rows;
            kind.add(stop);
        });
        this.textAutomaton = automaton(texts);
        this.rowAutomaton = automaton(rows);
    }

    private static SymbolAutomaton automaton(List<Stop> stops) {
        return SymbolAutomaton.of(
                stops.stream().map(stop -> symbols(stop.pattern())).toList(),
                index -> stops.get(index).visibility() == Stop.Visibility.HIDDEN);
    }

    /** What a pattern is a row of: UTF-16 units or ids. */
    static int[] symbols(StopPattern pattern) {
        if (pattern instanceof StopPattern.Text text) {
            return text.text().chars().toArray();
        }
        if (pattern instanceof StopPattern.Ids row) {
            return row.ids().stream().mapToInt(Integer::intValue).toArray();
        }
        throw new AssertionError(pattern);
    }

    StopRules rules() {
        return rules;
    }

    Optional<Reasoning> reasoning() {
        return rules.scope().reasoning();
    }

    SymbolAutomaton texts() {
        return textAutomaton;
    }

    SymbolAutomaton rows() {
        return rowAutomaton;
    }

    Stop text(int index) {
        return texts.get(index);
    }

    /** The stop that ends in a state of the ids. */
    Optional<Stop> row(int state) {
        int index = rowAutomaton.match(state);
        return index == SymbolAutomaton.NONE ? Optional.empty() : Optional.of(rows.get(index));
    }
}
