package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Function;

/** Collects merges in the order of their ranks and finds the ids of what they join. Belongs to one reader. */
final class MergeCollector {
    private static final byte[] VERSION_LINE = "#version".getBytes(StandardCharsets.UTF_8);

    private final TokenTable vocabulary;
    private final String vocabularyName;
    private final int prefixLength;
    private int[] leftIds = new int[1 << 15];
    private int[] rightIds = new int[1 << 15];
    private int[] mergedIds = new int[1 << 15];
    private int size;
    private byte[] joined = new byte[256];

    /**
     * Starts empty.
     *
     * @param vocabularyName what messages call the vocabulary
     */
    MergeCollector(TokenTable vocabulary, String vocabularyName, String continuingSubwordPrefix) {
        this.vocabulary = vocabulary;
        this.vocabularyName = vocabularyName;
        this.prefixLength = continuingSubwordPrefix.getBytes(StandardCharsets.UTF_8).length;
    }

    /**
     * Adds the merge that a line {@code "left right"} says. A line that says a version adds nothing.
     *
     * @param error makes an exception about the line out of a problem
     */
    void addLine(byte[] text, int from, int to, Function<String, LoadException> error) {
        if (to - from >= VERSION_LINE.length
                && Arrays.equals(text, from, from + VERSION_LINE.length, VERSION_LINE, 0, VERSION_LINE.length)) {
            return;
        }
        int blank = -1;
        for (int index = from; index < to; index++) {
            if (text[index] == ' ') {
                if (blank >= 0) {
                    throw error.apply("expected two tokens with one blank between them");
                }
                blank = index;
            }
        }
        if (blank < 0) {
            throw error.apply("expected two tokens with one blank between them");
        }
        add(text, from, blank, blank + 1, to, error);
    }

    /** Adds the merge whose left part is {@code text[from..leftEnd)} and whose right part is {@code [rightStart..to)}. */
    void add(byte[] text, int from, int leftEnd, int rightStart, int to, Function<String, LoadException> error) {
        int left = part(text, from, leftEnd, "left", error);
        int right = part(text, rightStart, to, "right", error);
        int cut = rightStart + prefixLength;
        if (cut > to) {
            throw error.apply("right part is shorter than the continuing_subword_prefix");
        }
        int length = leftEnd - from + to - cut;
        if (length > joined.length) {
            joined = new byte[Math.max(length, joined.length * 2)];
        }
        System.arraycopy(text, from, joined, 0, leftEnd - from);
        System.arraycopy(text, cut, joined, leftEnd - from, to - cut);
        int merged = part(joined, 0, length, "joined", error);
        if (size == leftIds.length) {
            leftIds = Arrays.copyOf(leftIds, size * 2);
            rightIds = Arrays.copyOf(rightIds, size * 2);
            mergedIds = Arrays.copyOf(mergedIds, size * 2);
        }
        leftIds[size] = left;
        rightIds[size] = right;
        mergedIds[size] = merged;
        size++;
    }

    private int part(byte[] text, int from, int to, String name, Function<String, LoadException> error) {
        int id = vocabulary.id(text, from, to);
        if (id < 0) {
            throw error.apply(name + " part " + Quoted.text(new String(text, from, to - from, StandardCharsets.UTF_8))
                    + " is not in " + vocabularyName + " (" + vocabulary.size() + " entries)");
        }
        return id;
    }

    MergeSpec merges() {
        return MergeSpec.Listed.copyOf(leftIds, rightIds, mergedIds, size);
    }
}
