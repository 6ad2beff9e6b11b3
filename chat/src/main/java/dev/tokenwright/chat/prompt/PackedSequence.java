package dev.tokenwright.chat.prompt;

import java.util.BitSet;

/** Conversations one after the other in one training sequence. */
public final class PackedSequence {
    private final int[] ids;
    private final int[] labels;
    private final BitSet trained;
    private final int[] positions;
    private final int[] ends;

    PackedSequence(int[] ids, int[] labels, BitSet trained, int[] positions, int[] ends) {
        this.ids = ids;
        this.labels = labels;
        this.trained = trained;
        this.positions = positions;
        this.ends = ends;
    }

    /** The ids; the array is the caller's. */
    public int[] ids() {
        return ids.clone();
    }

    /** For each id the next one's target, so that they are shifted; the array is the caller's. */
    public int[] labels() {
        return labels.clone();
    }

    /** The labels that are trained on: neither ignored nor the id that fills up. */
    public BitSet trained() {
        return (BitSet) trained.clone();
    }

    /** The place of each id in its conversation; the array is the caller's. */
    public int[] positions() {
        return positions.clone();
    }

    /** Where conversations end, after a 0; the last one ends with the sequence. The array is the caller's. */
    public int[] ends() {
        return ends.clone();
    }

    /** The length of the longest conversation, with what fills it up. */
    public int longest() {
        int longest = 0;
        for (int index = 1; index < ends.length; index++) {
            longest = Math.max(longest, ends[index] - ends[index - 1]);
        }
        return longest;
    }
}
