package dev.tokenwright.text.cut;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes a {@link Reading} on by one symbol. */
final class Reader {
    /*
     * A lexer that matches the longest way it prefers must sometimes read beyond a match to know whether a better one
     * comes, and go back if not. Here it never goes back: while the match is open, a second reading goes on as if it had
     * ended, and takes over when the first comes to nothing [1]. Both are the same function, so it may nest.
     *
     * [1] T. Reps: "Maximal munch" tokenization in linear time, ACM TOPLAS 20(2), 1998, states the problem.
     */
    private final Alphabet alphabet;
    private final List<Lexer> lexers;

    Reader(Alphabet alphabet, List<Lexer> lexers) {
        this.alphabet = alphabet;
        this.lexers = lexers;
    }

    /**
     * What a symbol does.
     *
     * @param cuts new cuts, as distances from the place before the symbol, farthest first
     * @param retracts whether the cut given last is taken back first
     * @param next the reading after the symbol, distances counted from there
     */
    record Step(List<Integer> cuts, boolean retracts, Reading next) {}

    /** Starts a piece with a symbol. */
    Reading begin(int symbol) {
        return start(symbol).moved(alphabet.length(symbol));
    }

    private Reading start(int symbol) {
        int lexer = lexerOf(symbol);
        int state = lexers.get(lexer).dfa().next(0, symbol);
        return state == LeftmostDfa.DEAD
                ? Reading.idle(lexer)
                : new Reading(lexer, state, Reading.NONE, List.of(), null, Reading.NONE);
    }

    private int lexerOf(int symbol) {
        for (int lexer = 0; lexer < lexers.size(); lexer++) {
            if (lexers.get(lexer).sees(symbol)) {
                return lexer;
            }
        }
        throw new AssertionError(symbol);
    }

    /** Reads a symbol. */
    Step read(Reading reading, int symbol) {
        Step step = step(reading, symbol);
        return new Step(step.cuts, step.retracts, step.next.moved(alphabet.length(symbol)));
    }

    /** Reads a symbol; distances stay those from the place before it. */
    private Step step(Reading reading, int symbol) {
        Lexer lexer = lexers.get(reading.lexer());
        if (!lexer.sees(symbol)) {
            return new Step(end(reading), retractsAtEnd(reading), start(symbol));
        }
        if (reading.state() == Reading.IDLE) {
            return new Step(List.of(), false, start(symbol).opened(0));
        }
        int next = lexer.dfa().next(reading.state(), symbol);
        if (lexer.dfa().accepts(reading.state(), symbol)) {
            return accept(reading, next, symbol);
        }
        return next == LeftmostDfa.DEAD ? fail(reading, symbol) : goOn(reading, next, symbol);
    }

    /** The match may end before the symbol. */
    private Step accept(Reading reading, int next, int symbol) {
        List<Integer> cuts = new ArrayList<>();
        if (reading.open() >= 0) {
            cuts.add(reading.open());
        }
        boolean retracts = reading.accept() == Reading.CUT;
        Reading rest = start(symbol);
        if (next == LeftmostDfa.DEAD) {
            cuts.add(0);
            return new Step(cuts, retracts, rest);
        }
        return new Step(cuts, retracts, new Reading(reading.lexer(), next, 0, List.of(), rest, Reading.NONE));
    }

    /** The match comes to nothing; it ended at the last place where it could, and the rest takes over. */
    private Step fail(Reading reading, int symbol) {
        List<Integer> cuts = known(reading);
        Reading rest = reading.rest();
        if (rest == null) {
            return new Step(cuts, false, start(symbol).opened(0));
        }
        Step step = step(rest, symbol);
        return new Step(Reading.joined(cuts, step.cuts), false, step.next);
    }

    /** The cut where the match may end, if it has not been given, and those after it. */
    private static List<Integer> known(Reading reading) {
        return reading.accept() >= 0 ? Reading.joined(List.of(reading.accept()), reading.pending()) : reading.pending();
    }

    private Step goOn(Reading reading, int next, int symbol) {
        boolean restCounts =
                reading.accept() != Reading.NONE || lexers.get(reading.lexer()).mayFail(next);
        List<Integer> pending = reading.pending();
        Reading rest = null;
        if (restCounts) {
            Step step = restStep(reading.rest(), symbol);
            pending = Reading.joined(pending, step.cuts);
            rest = step.next;
        }
        return new Step(
                List.of(), false, new Reading(reading.lexer(), next, reading.accept(), pending, rest, reading.open()));
    }

    private Step restStep(@Nullable Reading rest, int symbol) {
        return rest == null ? new Step(List.of(), false, start(symbol).opened(0)) : step(rest, symbol);
    }

    /** The cuts when the text ends here, the end itself being the last. */
    List<Integer> end(Reading reading) {
        Lexer lexer = lexers.get(reading.lexer());
        if (reading.state() == Reading.IDLE) {
            return List.of(0);
        }
        if (lexer.dfa().accepts(reading.state(), alphabet.end())) {
            return reading.open() >= 0 ? List.of(reading.open(), 0) : List.of(0);
        }
        Reading rest = reading.rest();
        return Reading.joined(known(reading), rest == null ? List.of(0) : end(rest));
    }

    /** Whether the cut given last is taken back when the text ends here. */
    boolean retractsAtEnd(Reading reading) {
        return reading.accept() == Reading.CUT
                && lexers.get(reading.lexer()).dfa().accepts(reading.state(), alphabet.end());
    }
}
