package dev.tokenwright.text.cut;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.regex.RegexNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds all readings that patterns can come to and writes the table of their steps. Belongs to one compilation. */
final class CutCompiler {
    private static final int MAX_DEPTH = 6;
    /** The row of a text that has not been read, and of a place right behind a cut. */
    private static final int START = 0;

    private final Alphabet alphabet;
    private final List<Lexer> lexers = new ArrayList<>();
    private final Reader reader;
    private final List<Reading> readings = new ArrayList<>();
    private final Map<Reading, Integer> rows = new HashMap<>();
    private int[] table = new int[0];

    CutCompiler(List<RegexNode> patterns) throws UnsupportedPatternException {
        List<RegexNode> sets = new ArrayList<>(patterns);
        List<CodePointSet> reads = patterns.stream().map(Nfa::reads).toList();
        reads.forEach(set -> sets.add(new RegexNode.Characters(set)));
        alphabet = Alphabet.of(sets);
        List<LeftmostDfa> dfas = new ArrayList<>();
        for (RegexNode pattern : patterns) {
            dfas.add(LeftmostDfa.of(Nfa.of(pattern, alphabet), alphabet));
        }
        BitSet left = alphabet.all();
        left.clear(alphabet.end());
        for (int index = 0; index < dfas.size() - 1; index++) {
            BitSet domain = alphabet.symbols(reads.get(index));
            BitSet taken = (BitSet) domain.clone();
            taken.and(left);
            if (!taken.equals(domain)) {
                throw new UnsupportedPatternException("a pattern reads what another before it takes");
            }
            left.andNot(domain);
            lexers.add(ofOwnCharacters(index, dfas, domain));
        }
        lexers.add(Lexer.of(dfas.get(dfas.size() - 1), alphabet, left));
        reader = new Reader(alphabet, lexers);
    }

    /** The lexer of the characters that a pattern takes for itself, whose matches the patterns after it may cut too. */
    private Lexer ofOwnCharacters(int index, List<LeftmostDfa> dfas, BitSet domain) throws UnsupportedPatternException {
        Lexer lexer = Lexer.of(dfas.get(index), alphabet, domain);
        if (!lexer.isTotal()) {
            throw new UnsupportedPatternException("a pattern before the last leaves some of its own characters");
        }
        List<LeftmostDfa> cutting = dfas.subList(index + 1, dfas.size()).stream()
                .filter(later -> mayCut(later, lexer))
                .toList();
        if (cutting.isEmpty()) {
            return lexer;
        }
        if (cutting.size() > 1 || !lexer.matchesWholeRuns()) {
            throw new UnsupportedPatternException("a pattern may cut a match of another before it");
        }
        return Lexer.of(cutting.get(0), alphabet, domain);
    }

    /**
     * Whether a pattern, run over a match of an earlier one, may cut it: not if such a match is one character, or if the
     * pattern matches none or all of any text of the earlier one's characters.
     */
    private boolean mayCut(LeftmostDfa later, Lexer earlier) {
        if (earlier.matchesOneCharacter()) {
            return false;
        }
        BitSet reached = new BitSet();
        BitSet waiting = new BitSet();
        waiting.set(0);
        boolean dies = false;
        boolean matches = false;
        for (int state = 0; state >= 0; state = waiting.nextSetBit(0)) {
            waiting.clear(state);
            reached.set(state);
            dies |= state != 0 && !later.accepts(state, alphabet.end());
            matches |= later.accepts(state, alphabet.end());
            for (int symbol = 0; symbol < alphabet.size(); symbol++) {
                if (earlier.sees(symbol)) {
                    int next = later.next(state, symbol);
                    dies |= next == LeftmostDfa.DEAD;
                    matches |= later.accepts(state, symbol);
                    if (next != LeftmostDfa.DEAD && !reached.get(next)) {
                        waiting.set(next);
                    }
                }
            }
        }
        return dies && matches;
    }

    CutTransducer compile() throws UnsupportedPatternException {
        int width = alphabet.size();
        readings.add(Reading.idle(0));
        for (int row = 0; row < readings.size(); row++) {
            if ((row + 1) * CutTransducer.WIDTH > CutTransducer.MAX_TABLE) {
                throw new UnsupportedPatternException("its table is too large");
            }
            if ((row + 1) * width > table.length) {
                table = Arrays.copyOf(table, Math.max(2 * table.length, 64 * width));
            }
            for (int symbol = 0; symbol < width; symbol++) {
                table[row * width + symbol] = row == START
                        ? row(reader.begin(symbol)) << CutTransducer.ROW_SHIFT
                        : entry(reader.read(readings.get(row), symbol), symbol);
            }
        }
        int[][] endCuts = new int[readings.size()][];
        boolean[] endRetracts = new boolean[endCuts.length];
        boolean[] provisional = new boolean[endCuts.length];
        endCuts[START] = new int[0];
        for (int row = 1; row < endCuts.length; row++) {
            Reading reading = readings.get(row);
            endCuts[row] =
                    reader.end(reading).stream().mapToInt(Integer::intValue).toArray();
            endRetracts[row] = reader.retractsAtEnd(reading);
            provisional[row] = reading.accept() == Reading.CUT;
        }
        return new CutTransducer(
                alphabet.classes(),
                Arrays.copyOf(table, endCuts.length * width),
                width,
                endCuts,
                endRetracts,
                provisional,
                new SlowCutter(alphabet, lexers),
                lexers.stream().allMatch(Lexer::isTotal));
    }

    /** A step as the table has it. */
    private int entry(Reader.Step step, int symbol) {
        Reading next = step.next();
        List<Integer> cuts = step.cuts();
        if (next.accept() >= 0 && lexers.get(next.lexer()).isFar(next.state())) {
            // The match may go on without bound: its cut is given now, and taken back if the match grows.
            cuts = Reading.joined(cuts, List.of(next.accept() - alphabet.length(symbol)));
            next = next.cut();
        }
        boolean fits = cuts.size() <= 2
                && next.depth() <= MAX_DEPTH
                && next.farthest() <= CutTransducer.MAX_DISTANCE
                && cuts.stream().allMatch(cut -> cut >= 0 && cut <= CutTransducer.MAX_DISTANCE)
                && !(next.accept() == Reading.CUT && !next.pending().isEmpty());
        if (!fits) {
            return CutTransducer.SLOW;
        }
        int entry = row(next) << CutTransducer.ROW_SHIFT;
        entry |= step.retracts() ? 1 << CutTransducer.RETRACT_SHIFT : 0;
        entry |= cuts.size() << CutTransducer.COUNT_SHIFT;
        for (int index = 0; index < cuts.size(); index++) {
            entry |= cuts.get(index) << index * CutTransducer.DISTANCE_BITS;
        }
        return entry;
    }

    private int row(Reading reading) {
        return rows.computeIfAbsent(reading, unused -> {
                    readings.add(reading);
                    return readings.size() - 1;
                })
                * alphabet.size();
    }
}
