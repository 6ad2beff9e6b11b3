package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.GgufTexts;
import dev.tokenwright.wire.Quoted;
import java.util.HashSet;
import java.util.Set;

/** Reads the merges of a GGUF file: two parts with a blank between them, of which the first may start with a blank. */
final class GgufMerges {
    private static final int NONE = -1;

    private final GgufKeys keys;
    private final GgufTexts merges;
    private final TokenTable tokens;
    private final Set<Long> pairs = new HashSet<>();
    private final int[] left;
    private final int[] right;
    private final int[] merged;
    private int size;

    private GgufMerges(GgufKeys keys, GgufTexts merges, TokenTable tokens) {
        this.keys = keys;
        this.merges = merges;
        this.tokens = tokens;
        left = new int[merges.size()];
        right = new int[merges.size()];
        merged = new int[merges.size()];
    }

    static MergeSpec.Listed read(GgufKeys keys, TokenTable tokens) {
        GgufMerges reader = new GgufMerges(keys, keys.requiredTexts(GgufKeys.MERGES), tokens);
        for (int index = 0; index < reader.merges.size(); index++) {
            reader.add(index);
        }
        return MergeSpec.Listed.copyOf(reader.left, reader.right, reader.merged, reader.size);
    }

    /** Adds a merge; of a pair that stands twice the first place counts. */
    private void add(int index) {
        byte[] merge = merges.bytes(index);
        int blank = 1;
        while (blank < merge.length && merge[blank] != ' ') {
            blank++;
        }
        if (blank + 1 >= merge.length) {
            return; // nothing merges with nothing
        }
        int leftId = tokens.id(merge, 0, blank);
        int rightId = tokens.id(merge, blank + 1, merge.length);
        if (neverArises(leftId, merge, 0, blank) || neverArises(rightId, merge, blank + 1, merge.length)) {
            return;
        }
        int mergedId = joined(merge, blank);
        if (leftId == NONE || rightId == NONE || mergedId == NONE) {
            throw keys.problem(
                    LoadException.Kind.UNSUPPORTED,
                    GgufKeys.MERGES,
                    index,
                    "merge " + Quoted.text(merges.text(index)) + " has or makes what is no token; add the token");
        }
        if (pairs.add((long) leftId << Integer.SIZE | rightId)) {
            left[size] = leftId;
            right[size] = rightId;
            merged[size] = mergedId;
            size++;
        }
    }

    /** Whether a part is neither a token nor one character, so that no merge that is kept makes it. */
    private static boolean neverArises(int id, byte[] merge, int from, int to) {
        int characters = 0;
        for (int at = from; at < to; at++) {
            characters += (merge[at] & 0xC0) == 0x80 ? 0 : 1;
        }
        return id == NONE && characters != 1;
    }

    private int joined(byte[] merge, int blank) {
        byte[] joined = new byte[merge.length - 1];
        System.arraycopy(merge, 0, joined, 0, blank);
        System.arraycopy(merge, blank + 1, joined, blank, merge.length - blank - 1);
        return tokens.id(joined, 0, joined.length);
    }
}
