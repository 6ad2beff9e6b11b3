package dev.tokenwright.chat.jinja;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a template was seen to use while it was compiled. Changes only then. */
final class Survey {
    private static final Set<String> ASKING = Set.of("defined", "undefined", "none");
    private static final Set<String> FILLING = Set.of("default", "d");

    /** By name: the offset of the first place that reads it. */
    private final Map<String, Integer> reads = new LinkedHashMap<>();

    private final Set<String> asked = new LinkedHashSet<>();
    private final Set<String> looked = new LinkedHashSet<>();
    private final List<Integer> generations = new ArrayList<>();

    void visit(@Nullable Expr expression) {
        if (expression instanceof Expr.Name name) {
            reads.merge(name.name(), name.at(), Math::min);
        } else if (expression instanceof Expr.Test test && ASKING.contains(test.name())) {
            ask(test.input());
        } else if (expression instanceof Expr.Filter filter && FILLING.contains(filter.name())) {
            ask(filter.input());
        }
    }

    private void ask(@Nullable Expr input) {
        if (input instanceof Expr.Name name) {
            asked.add(name.name());
        }
    }

    /** A name that is read where the template has not set it: its value comes from the data or is a global function. */
    void lookUp(String name) {
        looked.add(name);
    }

    void addGeneration(int at) {
        generations.add(at);
    }

    void addAll(Survey other) {
        other.reads.forEach((name, at) -> reads.merge(name, at, Math::min));
        asked.addAll(other.asked);
        looked.addAll(other.looked);
        generations.addAll(other.generations);
    }

    /** The variables of the data that are read, in the order of their first places. */
    List<VariableRead> variables(String source) {
        List<VariableRead> variables = new ArrayList<>();
        reads.entrySet().stream()
                .filter(read -> looked.contains(read.getKey()) && Globals.find(read.getKey()) == null)
                .sorted(Map.Entry.comparingByValue())
                .forEach(read -> variables.add(new VariableRead(
                        read.getKey(),
                        SourcePlace.at(source, read.getValue()),
                        asked.contains(read.getKey())
                                ? VariableRead.Presence.ASKED_FOR
                                : VariableRead.Presence.TAKEN_FOR_GRANTED)));
        return variables;
    }

    /** Where the tags of generated text stand, in order. */
    List<SourcePlace> generations(String source) {
        return new TreeSet<>(generations)
                .stream().map(at -> SourcePlace.at(source, at)).toList();
    }
}
