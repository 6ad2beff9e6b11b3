package dev.tokenwright.text.cut;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.regex.ClassPartition;
import dev.tokenwright.text.regex.RegexNode;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The symbols that a transducer reads: classes of code points that the patterns cannot tell apart and that have one UTF-8
 * length, and one more symbol for the end of the text. Immutable.
 */
final class Alphabet {
    private static final int[] FIRST_OF_LENGTH = {0, 0, 0x80, 0x800, 0x10000, Character.MAX_CODE_POINT + 1};

    private final ClassPartition partition;
    private final byte[] lengths;

    private Alphabet(ClassPartition partition, byte[] lengths) {
        this.partition = partition;
        this.lengths = lengths;
    }

    static Alphabet of(List<RegexNode> patterns) throws UnsupportedPatternException {
        List<RegexNode> nodes = new ArrayList<>(patterns);
        for (int length = 1; length <= 4; length++) {
            nodes.add(new RegexNode.Characters(ofLength(length)));
        }
        ClassPartition partition = ClassPartition.of(new RegexNode.Alternation(nodes));
        if (partition.size() >= CutClasses.MAX_CLASSES) {
            throw new UnsupportedPatternException("it tells " + partition.size() + " classes of characters apart");
        }
        byte[] lengths = new byte[partition.size()];
        for (int length = 1; length <= 4; length++) {
            for (int symbol : partition.classesOf(ofLength(length))) {
                lengths[symbol] = (byte) length;
            }
        }
        return new Alphabet(partition, lengths);
    }

    private static CodePointSet ofLength(int length) {
        return CodePointSet.ofRanges(FIRST_OF_LENGTH[length], FIRST_OF_LENGTH[length + 1] - 1);
    }

    /** Number of symbols, the end of the text not counted. */
    int size() {
        return lengths.length;
    }

    /** The symbol for the end of the text. */
    int end() {
        return lengths.length;
    }

    /** UTF-8 bytes of the code points of a symbol. */
    int length(int symbol) {
        return lengths[symbol];
    }

    /** The symbols of a set that one of the patterns has. */
    BitSet symbols(CodePointSet set) {
        BitSet symbols = new BitSet();
        for (int symbol : partition.classesOf(set)) {
            symbols.set(symbol);
        }
        return symbols;
    }

    /** All symbols and the end of the text. */
    BitSet all() {
        BitSet symbols = new BitSet();
        symbols.set(0, size() + 1);
        return symbols;
    }

    CutClasses classes() {
        return CutClasses.of(partition);
    }
}
