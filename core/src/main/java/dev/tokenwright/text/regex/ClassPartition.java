package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The code points cut into classes that a regular expression cannot tell apart: two code points are in the same class
 * when every set of the expression has both or neither. Immutable.
 */
public final class ClassPartition {
    private static final int BLOCK_BITS = 7;
    private static final int BLOCK_SIZE = 1 << BLOCK_BITS;
    /** Keeps the number of classes, which are about as many, and the tables small. */
    private static final int MAX_SETS = 1000;

    private final List<CodePointSet> sets;
    /** By code point shifted by {@link #BLOCK_BITS}: where the block's class ids begin in {@link #classes}. */
    private final int[] blocks;

    private final char[] classes;
    /** Per class one bit set: which sets have its code points. */
    private final List<BitSet> memberships;
    /** Per ASCII character its class plus one. */
    private final char[] asciiChars = new char[128];

    private ClassPartition(List<CodePointSet> sets, int[] blocks, char[] classes, List<BitSet> memberships) {
        this.sets = sets;
        this.blocks = blocks;
        this.classes = classes;
        this.memberships = memberships;
        for (int codePoint = 0; codePoint < asciiChars.length; codePoint++) {
            asciiChars[codePoint] = (char) (classOf(codePoint) + 1);
        }
    }

    /**
     * The partition that an expression makes.
     *
     * @throws RegexSyntaxException when it has too many different sets
     */
    public static ClassPartition of(RegexNode root) {
        Set<CodePointSet> distinct = new LinkedHashSet<>();
        collect(root, distinct);
        if (distinct.size() > MAX_SETS) {
            throw new RegexSyntaxException("More than " + MAX_SETS + " different sets, first seen", 0);
        }
        List<CodePointSet> sets = List.copyOf(distinct);
        int[] cuts = cuts(sets);
        Map<BitSet, Integer> ids = new HashMap<>();
        List<BitSet> memberships = new ArrayList<>();
        int[] classOfCut = new int[cuts.length];
        for (int index = 0; index < cuts.length; index++) {
            BitSet membership = new BitSet(sets.size());
            for (int set = 0; set < sets.size(); set++) {
                membership.set(set, sets.get(set).contains(cuts[index]));
            }
            Integer id = ids.get(membership);
            if (id == null) {
                id = memberships.size();
                ids.put(membership, id);
                memberships.add(membership);
            }
            classOfCut[index] = id;
        }
        if (memberships.size() >= Character.MIN_SURROGATE) {
            throw new RegexSyntaxException("Too many classes of characters, first seen", 0);
        }
        return table(sets, cuts, classOfCut, memberships);
    }

    /** Code points at which membership of some set may change, ascending from 0, each once. */
    private static int[] cuts(List<CodePointSet> sets) {
        int[] cuts =
                new int[1 + sets.stream().mapToInt(set -> set.ranges().length).sum()];
        int count = 1;
        for (CodePointSet set : sets) {
            int[] ranges = set.ranges();
            for (int index = 0; index < ranges.length; index++) {
                int cut = index % 2 == 0 ? ranges[index] : ranges[index] + 1;
                if (cut <= Character.MAX_CODE_POINT) {
                    cuts[count++] = cut;
                }
            }
        }
        Arrays.sort(cuts, 0, count);
        int kept = 1;
        for (int index = 1; index < count; index++) {
            if (cuts[index] != cuts[kept - 1]) {
                cuts[kept++] = cuts[index];
            }
        }
        return Arrays.copyOf(cuts, kept);
    }

    private static ClassPartition table(
            List<CodePointSet> sets, int[] cuts, int[] classOfCut, List<BitSet> memberships) {
        int[] blocks = new int[Character.MAX_CODE_POINT + 1 >> BLOCK_BITS];
        Map<String, Integer> known = new HashMap<>();
        Map<Integer, Integer> uniform = new HashMap<>();
        StringBuilder all = new StringBuilder();
        char[] block = new char[BLOCK_SIZE];
        int cut = 0;
        for (int index = 0; index < blocks.length; index++) {
            int first = index << BLOCK_BITS;
            while (cut + 1 < cuts.length && cuts[cut + 1] <= first) {
                cut++;
            }
            Integer start;
            if (cut + 1 == cuts.length || cuts[cut + 1] >= first + BLOCK_SIZE) {
                start = uniform.get(classOfCut[cut]);
                if (start == null) {
                    Arrays.fill(block, (char) classOfCut[cut]);
                    start = all.length();
                    uniform.put(classOfCut[cut], start);
                    all.append(block);
                }
            } else {
                cut = fill(block, first, cut, cuts, classOfCut);
                String content = new String(block);
                start = known.get(content);
                if (start == null) {
                    start = all.length();
                    known.put(content, start);
                    all.append(block);
                }
            }
            blocks[index] = start;
        }
        return new ClassPartition(sets, blocks, all.toString().toCharArray(), memberships);
    }

    /** Fills a block with the classes of its code points and gives the last cut that is in force. */
    private static int fill(char[] block, int first, int startCut, int[] cuts, int[] classOfCut) {
        int cut = startCut;
        for (int offset = 0; offset < BLOCK_SIZE; offset++) {
            while (cut + 1 < cuts.length && cuts[cut + 1] <= first + offset) {
                cut++;
            }
            block[offset] = (char) classOfCut[cut];
        }
        return cut;
    }

    private static void collect(RegexNode node, Set<CodePointSet> sets) {
        if (node instanceof RegexNode.Characters characters) {
            sets.add(characters.set());
        } else if (node instanceof RegexNode.Sequence sequence) {
            sequence.parts().forEach(part -> collect(part, sets));
        } else if (node instanceof RegexNode.Alternation alternation) {
            alternation.choices().forEach(choice -> collect(choice, sets));
        } else if (node instanceof RegexNode.Repeat repeat) {
            collect(repeat.body(), sets);
        } else if (node instanceof RegexNode.Atomic atomic) {
            collect(atomic.body(), sets);
        } else if (node instanceof RegexNode.Look look) {
            collect(look.body(), sets);
        } else if (!(node instanceof RegexNode.Anchor)) {
            throw new AssertionError(node);
        }
    }

    /** Per ASCII character its class plus one; not to be changed. */
    char[] asciiChars() {
        return asciiChars;
    }

    /** Number of classes. */
    public int size() {
        return memberships.size();
    }

    /** The class of a code point, from 0 up. */
    public int classOf(int codePoint) {
        return classes[blocks[codePoint >> BLOCK_BITS] + (codePoint & BLOCK_SIZE - 1)];
    }

    /**
     * The class of all {@code count} code points from {@code first} on, or -1 when they are not all of one.
     *
     * @param first a multiple of {@code count}
     * @param count a power of two, at most 128
     */
    public int classOfAll(int first, int count) {
        int start = blocks[first >> BLOCK_BITS] + (first & BLOCK_SIZE - 1);
        for (int index = start + 1; index < start + count; index++) {
            if (classes[index] != classes[start]) {
                return -1;
            }
        }
        return classes[start];
    }

    /** The classes whose code points a set of the expression has. */
    public int[] classesOf(CodePointSet set) {
        int index = sets.indexOf(set);
        if (index < 0) {
            throw new IllegalArgumentException("not a set of this expression: " + set);
        }
        int[] ids = new int[memberships.size()];
        int count = 0;
        for (int id = 0; id < ids.length; id++) {
            if (memberships.get(id).get(index)) {
                ids[count++] = id;
            }
        }
        return Arrays.copyOf(ids, count);
    }
}
