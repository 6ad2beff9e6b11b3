package dev.tokenwright;

import dev.tokenwright.StopScope.Beginning;
import dev.tokenwright.StopScope.Reasoning;
import dev.tokenwright.text.SymbolAutomaton;
import java.util.List;

/** How far a text has been read for stops, and whether it is inside of markers. Belongs to one detector. */
final class StopReading {
    private final StopMatcher matcher;
    private final Marker open;
    private final Marker close;
    private int state = SymbolAutomaton.START;
    private boolean inside;

    StopReading(StopMatcher matcher) {
        this.matcher = matcher;
        this.open = Marker.of(matcher.reasoning().map(Reasoning::open).stream().toList());
        this.close =
                Marker.of(matcher.reasoning().map(Reasoning::close).stream().toList());
        this.inside = matcher.reasoning().map(Reasoning::beginning).orElse(Beginning.OUTSIDE) == Beginning.INSIDE;
    }

    private StopReading(StopReading other) {
        this.matcher = other.matcher;
        this.open = other.open.copy();
        this.close = other.close.copy();
        this.state = other.state;
        this.inside = other.inside;
    }

    StopReading copy() {
        return new StopReading(this);
    }

    /** Reads one UTF-16 unit and gives the index of the longest stop that ends with it, or {@link SymbolAutomaton#NONE}. */
    int read(char unit) {
        if (inside) {
            if (close.endsWith(unit, Marker.Kind.TEXT)) {
                move(false);
            }
            return SymbolAutomaton.NONE;
        }
        state = matcher.texts().read(state, unit);
        int found = matcher.texts().match(state);
        if (open.endsWith(unit, Marker.Kind.TEXT)) {
            move(true);
        }
        return found;
    }

    /** Before the text of an id is read. */
    void beforeText(int id) {
        if (open.endsWith(id, Marker.Kind.IDS) && !inside) {
            move(true);
        }
    }

    /** When the text of an id has been read. */
    void afterText(int id) {
        if (close.endsWith(id, Marker.Kind.IDS) && inside) {
            move(false);
        }
    }

    private void move(boolean nowInside) {
        inside = nowInside;
        state = SymbolAutomaton.START;
        open.restart(Marker.Kind.TEXT);
        close.restart(Marker.Kind.TEXT);
    }

    /** How much of the end of the text may be the beginning of a stop that does not show. */
    int awaited() {
        return matcher.texts().awaited(state);
    }

    /** A marker that is looked for, if there is one. */
    private static final class Marker {
        /** What a marker is made of. */
        private enum Kind {
            TEXT,
            IDS
        }

        private final Kind kind;
        private final SymbolAutomaton automaton;
        private int state;

        private Marker(Kind kind, SymbolAutomaton automaton, int state) {
            this.kind = kind;
            this.automaton = automaton;
            this.state = state;
        }

        static Marker of(List<StopPattern> pattern) {
            boolean text = pattern.stream().allMatch(one -> one instanceof StopPattern.Text);
            SymbolAutomaton automaton = SymbolAutomaton.of(
                    pattern.stream().map(StopMatcher::symbols).toList(), index -> false);
            return new Marker(text ? Kind.TEXT : Kind.IDS, automaton, SymbolAutomaton.START);
        }

        boolean endsWith(int symbol, Kind symbolKind) {
            if (kind != symbolKind) {
                return false;
            }
            state = automaton.read(state, symbol);
            return automaton.match(state) != SymbolAutomaton.NONE;
        }

        void restart(Kind restarted) {
            state = kind == restarted ? SymbolAutomaton.START : state;
        }

        Marker copy() {
            return new Marker(kind, automaton, state);
        }
    }
}
