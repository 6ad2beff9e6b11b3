package dev.tokenwright.text;

import java.util.Arrays;

/** Byte strings by their prefixes: a tree whose edges are bytes. Filled once, then immutable. */
public final class HashTrie {
    /** What {@link #child} gives where there is no such edge. */
    public static final int NONE = 0;

    /** The node of the empty string. */
    public static final int ROOT = 1;

    private static final int NO_VALUE = -1;

    /** Edges in an open-addressing table, at most half full: node, byte and child in one number, 0 for a free slot. */
    private long[] edges = new long[1 << 10];

    private int edgeCount;
    private int[] values = new int[1 << 9];
    private int nodeCount = ROOT + 1;

    /** A trie without strings. */
    public HashTrie() {
        Arrays.fill(values, NO_VALUE);
    }

    /** Adds a string with a value that is not negative. */
    public void add(byte[] bytes, int value) {
        int node = ROOT;
        for (byte next : bytes) {
            int child = child(node, next);
            if (child == NONE) {
                child = nodeCount++;
                if (child == values.length) {
                    values = Arrays.copyOf(values, child * 2);
                    Arrays.fill(values, child, values.length, NO_VALUE);
                }
                addEdge(node, next, child);
            }
            node = child;
        }
        values[node] = value;
    }

    /** The node that an edge leads to, or {@link #NONE}. */
    public int child(int node, byte next) {
        long key = key(node, next);
        int mask = edges.length - 1;
        for (int slot = slot(key, mask); edges[slot] != 0; slot = slot + 1 & mask) {
            if (edges[slot] >>> Integer.SIZE - 1 == key) {
                return (int) edges[slot] & Integer.MAX_VALUE;
            }
        }
        return NONE;
    }

    /** The value of the string that ends at a node, or -1. */
    public int value(int node) {
        return values[node];
    }

    private void addEdge(int node, byte next, int child) {
        if (2 * (edgeCount + 1) > edges.length) {
            long[] old = edges;
            edges = new long[old.length * 2];
            for (long edge : old) {
                if (edge != 0) {
                    put(edge);
                }
            }
        }
        put(key(node, next) << Integer.SIZE - 1 | child);
        edgeCount++;
    }

    private void put(long edge) {
        int mask = edges.length - 1;
        int slot = slot(edge >>> Integer.SIZE - 1, mask);
        while (edges[slot] != 0) {
            slot = slot + 1 & mask;
        }
        edges[slot] = edge;
    }

    /** Node and byte in 33 bits at most, since there are fewer than 2^25 nodes; the child has the other 31. */
    private static long key(int node, byte next) {
        return (long) node << Byte.SIZE | next & 0xFF;
    }

    private static int slot(long key, int mask) {
        long mixed = key * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32 ^ mixed >>> 45) & mask;
    }
}
