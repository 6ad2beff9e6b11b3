package dev.tokenwright.stage.added;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Finds occurrences of byte patterns: the leftmost, and of several at the same place the longest. Immutable. */
final class LeftmostLongest {
    /*
     * An Aho-Corasick automaton [1]. The state after a byte stands for the longest suffix of the text read that is a
     * prefix of a pattern, so text position minus depth is the leftmost place where a match can still begin. Scanning
     * goes on past a match as long as that place is not right of the match's own start: until then a longer pattern at
     * the same place, or one that began earlier, may still come.
     *
     * Edges lie in one open-addressing table keyed by (state, byte), since most states have one edge. The root's edges
     * are an array of 256. Cost: O(n) while nothing matches; after a match the scan restarts behind it, so a text of n
     * bytes costs O(n * longest pattern) at worst.
     *
     * [1] A. Aho, M. Corasick: Efficient string matching, CACM 18(6), 1975
     */
    private static final int ROOT = 0;
    private static final int NO_PATTERN = -1;

    private final int[] rootEdges = new int[256];
    private long[] edges = new long[64];
    private int edgeCount;
    private int stateCount = 1;
    private int[] depth = new int[16];
    private int[] fail = new int[16];
    /** The longest pattern that ends in a state, itself or by way of its failure links. */
    private int[] pattern = new int[16];

    private final int[] patternLength;
    /** The bytes that {@link #rootEdges} are for. */
    private final FirstBytes firstBytes;
    /** By pattern: the state after its last byte, {@link #ROOT} for an empty pattern. */
    private final int[] terminal;

    private LeftmostLongest(List<byte[]> patterns) {
        firstBytes = new FirstBytes(patterns);
        patternLength = patterns.stream().mapToInt(bytes -> bytes.length).toArray();
        pattern[ROOT] = NO_PATTERN;
        terminal = new int[patternLength.length];
    }

    static LeftmostLongest of(List<byte[]> patterns) {
        LeftmostLongest automaton = new LeftmostLongest(patterns);
        for (int index = 0; index < patterns.size(); index++) {
            automaton.insert(patterns.get(index), index);
        }
        automaton.link(patterns);
        return automaton;
    }

    /** The place and the number of a pattern that was found. */
    static final class Match {
        private int start;
        private int end;
        private int pattern;

        int start() {
            return start;
        }

        int end() {
            return end;
        }

        int pattern() {
            return pattern;
        }

        /** Sets the start alone, for a match that is given up. */
        void moveTo(int newStart) {
            start = newStart;
        }
    }

    /** Finds the next match in {@code text[from..to)} and says whether there is one. */
    boolean next(byte[] text, int from, int to, Match match) {
        int state = ROOT;
        int at = from;
        match.pattern = NO_PATTERN;
        while (at < to) {
            if (state == ROOT) {
                at = firstBytes.next(text, at, to);
                if (at == to) {
                    break;
                }
            }
            state = step(state, text[at++] & 0xFF);
            if (match.pattern != NO_PATTERN && at - depth[state] > match.start) {
                return true;
            }
            int found = pattern[state];
            if (found != NO_PATTERN) {
                int start = at - patternLength[found];
                if (match.pattern == NO_PATTERN || start <= match.start) {
                    match.pattern = found;
                    match.start = start;
                    match.end = at;
                }
            }
        }
        return match.pattern != NO_PATTERN;
    }

    /** The patterns that occur somewhere in {@code text[from..to)}, overlapping others or not. */
    BitSet occurring(byte[] text, int from, int to) {
        BitSet found = new BitSet(patternLength.length);
        int state = ROOT;
        for (int at = from; at < to; at++) {
            state = step(state, text[at] & 0xFF);
            // where one pattern has been seen before, so have all that it ends in
            for (int next = pattern[state];
                    next != NO_PATTERN && !found.get(next);
                    next = pattern[fail[terminal[next]]]) {
                found.set(next);
            }
        }
        return found;
    }

    private int step(int from, int symbol) {
        for (int state = from; state != ROOT; state = fail[state]) {
            int next = edge(state, symbol);
            if (next != ROOT) {
                return next;
            }
        }
        return rootEdges[symbol];
    }

    private void insert(byte[] bytes, int index) {
        int state = ROOT;
        for (byte symbol : bytes) {
            int next = child(state, symbol & 0xFF);
            if (next == ROOT) {
                next = newState(depth[state] + 1);
                addEdge(state, symbol & 0xFF, next);
            }
            state = next;
        }
        if (bytes.length > 0) {
            pattern[state] = index;
            terminal[index] = state;
        }
    }

    private int child(int state, int symbol) {
        return state == ROOT ? rootEdges[symbol] : edge(state, symbol);
    }

    private int newState(int newDepth) {
        if (stateCount == depth.length) {
            depth = Arrays.copyOf(depth, stateCount * 2);
            fail = Arrays.copyOf(fail, stateCount * 2);
            pattern = Arrays.copyOf(pattern, stateCount * 2);
        }
        depth[stateCount] = newDepth;
        pattern[stateCount] = NO_PATTERN;
        return stateCount++;
    }

    /** Sets failure links in order of depth, walking all patterns in parallel. */
    private void link(List<byte[]> patterns) {
        int[] states = new int[patterns.size()];
        int longest = patterns.stream().mapToInt(bytes -> bytes.length).max().orElse(0);
        for (int level = 0; level < longest; level++) {
            for (int index = 0; index < states.length; index++) {
                byte[] bytes = patterns.get(index);
                if (level < bytes.length) {
                    states[index] = linkChild(states[index], bytes[level] & 0xFF);
                }
            }
        }
    }

    private int linkChild(int parent, int symbol) {
        int state = child(parent, symbol);
        if (parent != ROOT) {
            fail[state] = step(fail[parent], symbol);
        }
        if (pattern[state] == NO_PATTERN) {
            pattern[state] = pattern[fail[state]];
        }
        return state;
    }

    private int edge(int state, int symbol) {
        long key = key(state, symbol);
        int mask = edges.length - 1;
        for (int slot = slot(key, mask); edges[slot] != 0; slot = (slot + 1) & mask) {
            if (edges[slot] >>> Integer.SIZE == key) {
                return (int) edges[slot];
            }
        }
        return ROOT;
    }

    private void addEdge(int state, int symbol, int next) {
        if (state == ROOT) {
            rootEdges[symbol] = next;
            return;
        }
        if (2 * (edgeCount + 1) > edges.length) {
            long[] old = edges;
            edges = new long[old.length * 2];
            for (long entry : old) {
                if (entry != 0) {
                    put(entry);
                }
            }
        }
        put(key(state, symbol) << Integer.SIZE | next);
        edgeCount++;
    }

    private void put(long entry) {
        int mask = edges.length - 1;
        int slot = slot(entry >>> Integer.SIZE, mask);
        while (edges[slot] != 0) {
            slot = (slot + 1) & mask;
        }
        edges[slot] = entry;
    }

    /** State in the upper 24 bits, byte in the lower 8: never 0, since the root has no entry here. */
    private static long key(int state, int symbol) {
        return (long) state << Byte.SIZE | symbol;
    }

    private static int slot(long key, int mask) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 40) & mask;
    }
}
