package dev.tokenwright.text.cut;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.regex.RegexNode;
import dev.tokenwright.text.regex.RegexNode.Look;
import dev.tokenwright.text.regex.RegexNode.Repeat;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * A pattern as Thompson's automaton [1] over an {@link Alphabet}: states that read a symbol, that choose in an order, that
 * ask for the next symbol without reading it, and one that matches.
 *
 * <p>A possessive repeat of a set leaves only where the next symbol is not of the set (or the count is full), which is the
 * same as never giving back. Look-ahead is over one symbol. What fits neither form is refused.
 *
 * <p>[1] K. Thompson: Regular expression search algorithm, CACM 11(6), 1968
 */
final class Nfa {
    /** Keeps the work of building in bounds. */
    private static final int MAX_STATES = 4000;

    /** What a state does. */
    enum Kind {
        /** Reads a symbol of {@link State#symbols}. */
        READ,
        /** Goes on without reading, if the next symbol is one of {@link State#symbols}. */
        ASK,
        /** Goes on to the first of its successors that leads to a match. */
        CHOOSE,
        /** Matches. */
        MATCH
    }

    /** One state. READ and ASK have one successor. */
    record State(Kind kind, BitSet symbols, int[] next) {}

    private static final BitSet NONE = new BitSet();
    private static final int[] NOWHERE = {};

    private final Alphabet alphabet;
    private final List<State> states = new ArrayList<>();
    private int start;

    private Nfa(Alphabet alphabet) {
        this.alphabet = alphabet;
    }

    static Nfa of(RegexNode pattern, Alphabet alphabet) throws UnsupportedPatternException {
        Nfa nfa = new Nfa(alphabet);
        int match = nfa.add(Kind.MATCH, NONE, NOWHERE);
        nfa.start = nfa.build(pattern, match);
        return nfa;
    }

    int start() {
        return start;
    }

    int size() {
        return states.size();
    }

    State state(int index) {
        return states.get(index);
    }

    private int add(Kind kind, BitSet symbols, int... next) throws UnsupportedPatternException {
        if (states.size() == MAX_STATES) {
            throw new UnsupportedPatternException("it needs more than " + MAX_STATES + " states");
        }
        states.add(new State(kind, symbols, next));
        return states.size() - 1;
    }

    /** Builds the states of a node that go on to {@code next}, and gives the first of them. */
    private int build(RegexNode node, int next) throws UnsupportedPatternException {
        if (node instanceof RegexNode.Characters characters) {
            return add(Kind.READ, alphabet.symbols(characters.set()), next);
        } else if (node instanceof RegexNode.Sequence sequence) {
            int first = next;
            for (int index = sequence.parts().size() - 1; index >= 0; index--) {
                first = build(sequence.parts().get(index), first);
            }
            return first;
        } else if (node instanceof RegexNode.Alternation alternation) {
            int[] firsts = new int[alternation.choices().size()];
            for (int index = 0; index < firsts.length; index++) {
                firsts[index] = build(alternation.choices().get(index), next);
            }
            return add(Kind.CHOOSE, NONE, firsts);
        } else if (node instanceof Repeat repeat) {
            return repeat(repeat, next);
        } else if (node instanceof RegexNode.Atomic atomic) {
            return atomic(atomic, next);
        } else if (node instanceof Look look) {
            return add(Kind.ASK, condition(look), next);
        } else if (node == RegexNode.Anchor.TEXT_END) {
            return add(Kind.ASK, only(alphabet.end()), next);
        }
        throw new UnsupportedPatternException("it asks for the start of the text");
    }

    private int atomic(RegexNode.Atomic atomic, int next) throws UnsupportedPatternException {
        if (atomic.body() instanceof RegexNode.Characters) {
            return build(atomic.body(), next);
        }
        if (atomic.body() instanceof Repeat repeat
                && repeat.body() instanceof RegexNode.Characters
                && repeat.mode() != Repeat.Mode.LAZY) {
            return repeat(new Repeat(repeat.body(), repeat.min(), repeat.max(), Repeat.Mode.POSSESSIVE), next);
        }
        throw new UnsupportedPatternException("it has an atomic group of more than one set");
    }

    private int repeat(Repeat repeat, int next) throws UnsupportedPatternException {
        boolean possessive = repeat.mode() == Repeat.Mode.POSSESSIVE;
        int leave = next;
        if (possessive) {
            if (!(repeat.body() instanceof RegexNode.Characters characters)) {
                throw new UnsupportedPatternException("it has a possessive repeat of more than one set");
            }
            BitSet others = alphabet.all();
            others.andNot(alphabet.symbols(characters.set()));
            leave = add(Kind.ASK, others, next);
        }
        boolean lazy = repeat.mode() == Repeat.Mode.LAZY;
        int first;
        if (repeat.max() == Repeat.UNBOUNDED) {
            int loop = add(Kind.CHOOSE, NONE, NOWHERE);
            int body = build(repeat.body(), loop);
            states.set(loop, new State(Kind.CHOOSE, NONE, lazy ? new int[] {leave, body} : new int[] {body, leave}));
            first = loop;
        } else {
            // After the last round the count is full, and a possessive repeat may leave whatever follows.
            first = next;
            for (int round = repeat.max(); round > repeat.min(); round--) {
                int body = build(repeat.body(), first);
                first = add(Kind.CHOOSE, NONE, lazy ? new int[] {leave, body} : new int[] {body, leave});
            }
        }
        for (int round = 0; round < repeat.min(); round++) {
            first = build(repeat.body(), first);
        }
        return first;
    }

    private BitSet condition(Look look) throws UnsupportedPatternException {
        if (look.kind() == Look.Kind.BEHIND || look.kind() == Look.Kind.NOT_BEHIND) {
            throw new UnsupportedPatternException("it looks behind");
        }
        BitSet symbols = ahead(look.body());
        if (look.kind() == Look.Kind.NOT_AHEAD) {
            BitSet others = alphabet.all();
            others.andNot(symbols);
            return others;
        }
        return symbols;
    }

    /** The next symbols with which a look-ahead's body matches. */
    private BitSet ahead(RegexNode body) throws UnsupportedPatternException {
        if (body instanceof RegexNode.Characters characters) {
            return alphabet.symbols(characters.set());
        }
        if (body == RegexNode.Anchor.TEXT_END) {
            return only(alphabet.end());
        }
        if (body instanceof Repeat repeat && repeat.min() == 1 && repeat.body() instanceof RegexNode.Characters) {
            return ahead(repeat.body());
        }
        if (body instanceof RegexNode.Alternation alternation) {
            BitSet union = new BitSet();
            for (RegexNode choice : alternation.choices()) {
                union.or(ahead(choice));
            }
            return union;
        }
        throw new UnsupportedPatternException("it looks ahead over more than one character");
    }

    private static BitSet only(int symbol) {
        BitSet symbols = new BitSet();
        symbols.set(symbol);
        return symbols;
    }

    /** The sets that a pattern reads. */
    static CodePointSet reads(RegexNode node) {
        if (node instanceof RegexNode.Characters characters) {
            return characters.set();
        } else if (node instanceof RegexNode.Sequence sequence) {
            return union(sequence.parts());
        } else if (node instanceof RegexNode.Alternation alternation) {
            return union(alternation.choices());
        } else if (node instanceof Repeat repeat) {
            return reads(repeat.body());
        } else if (node instanceof RegexNode.Atomic atomic) {
            return reads(atomic.body());
        }
        return CodePointSet.EMPTY;
    }

    private static CodePointSet union(List<RegexNode> nodes) {
        CodePointSet union = CodePointSet.EMPTY;
        for (RegexNode node : nodes) {
            union = union.union(reads(node));
        }
        return union;
    }
}
