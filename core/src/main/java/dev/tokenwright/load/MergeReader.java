package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.JsonScanner;
import dev.tokenwright.wire.Quoted;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads merges, given as texts {@code "left right"} or as pairs, and finds the ids of what they join. */
final class MergeReader {
    private static final byte[] VERSION_LINE = "#version".getBytes(StandardCharsets.UTF_8);

    private final TokenTable vocabulary;
    private final int prefixLength;
    private int[] leftIds = new int[1 << 15];
    private int[] rightIds = new int[1 << 15];
    private int[] mergedIds = new int[1 << 15];
    private int size;
    private int elementIndex;
    /** Whether the first merge is a pair; all must be given in the same way. */
    private boolean pairs;

    private byte[] joined = new byte[256];

    MergeReader(TokenTable vocabulary, String continuingSubwordPrefix) {
        this.vocabulary = vocabulary;
        this.prefixLength = continuingSubwordPrefix.getBytes(StandardCharsets.UTF_8).length;
    }

    MergeSpec read(JsonNode node) {
        node.forEachElement(scanner -> {
            pairs = elementIndex == 0 ? scanner.startsArray() : pairs;
            if (pairs) {
                readPair(node, scanner);
            } else {
                readLine(node, scanner);
            }
            elementIndex++;
        });
        return MergeSpec.Listed.copyOf(leftIds, rightIds, mergedIds, size);
    }

    private void readPair(JsonNode node, JsonScanner scanner) {
        int[] ends = new int[2];
        int length = 0;
        if (!scanner.startsArray()) {
            throw at(node, scanner, "expected a pair of tokens like the first merge");
        }
        scanner.enterArray();
        for (int part = 0; part < 2; part++) {
            if (part > 0 && !scanner.takeComma()) {
                throw at(node, scanner, "expected two tokens");
            }
            if (!scanner.startsString()) {
                throw at(node, scanner, "expected two tokens");
            }
            scanner.readString();
            length = append(scanner, length);
            ends[part] = length;
        }
        if (!scanner.leaveArray()) {
            throw at(node, scanner, "expected two tokens");
        }
        add(node, scanner, ends[0], ends[0], ends[1]);
    }

    private int append(JsonScanner scanner, int length) {
        int more = scanner.sliceTo() - scanner.sliceFrom();
        if (length + more > joined.length) {
            joined = Arrays.copyOf(joined, Math.max(length + more, joined.length * 2));
        }
        System.arraycopy(scanner.slice(), scanner.sliceFrom(), joined, length, more);
        return length + more;
    }

    private void readLine(JsonNode node, JsonScanner scanner) {
        if (!scanner.startsString()) {
            throw at(node, scanner, "expected a text like the first merge");
        }
        scanner.readString();
        int length = append(scanner, 0);
        if (length >= VERSION_LINE.length
                && Arrays.equals(joined, 0, VERSION_LINE.length, VERSION_LINE, 0, VERSION_LINE.length)) {
            return;
        }
        int blank = -1;
        for (int index = 0; index < length; index++) {
            if (joined[index] == ' ') {
                if (blank >= 0) {
                    throw at(node, scanner, "expected two tokens with one blank between them");
                }
                blank = index;
            }
        }
        if (blank < 0) {
            throw at(node, scanner, "expected two tokens with one blank between them");
        }
        add(node, scanner, blank, blank + 1, length);
    }

    /** Adds the merge whose left part is {@code joined[0..leftEnd)} and whose right part is {@code [rightStart..end)}. */
    private void add(JsonNode node, JsonScanner scanner, int leftEnd, int rightStart, int end) {
        int left = part(node, scanner, "left", 0, leftEnd);
        int right = part(node, scanner, "right", rightStart, end);
        int cut = rightStart + prefixLength;
        if (cut > end) {
            throw at(node, scanner, "right part is shorter than the continuing_subword_prefix");
        }
        System.arraycopy(joined, cut, joined, leftEnd, end - cut);
        int merged = part(node, scanner, "joined", 0, leftEnd + end - cut);
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

    private int part(JsonNode node, JsonScanner scanner, String name, int from, int to) {
        int id = vocabulary.id(joined, from, to);
        if (id < 0) {
            throw at(
                    node,
                    scanner,
                    name + " part " + Quoted.text(new String(joined, from, to - from, StandardCharsets.UTF_8))
                            + " is not in /model/vocab (" + vocabulary.size() + " entries)");
        }
        return id;
    }

    private LoadException at(JsonNode node, JsonScanner scanner, String problem) {
        return new LoadException(
                LoadException.Kind.INVALID, node.place().child(elementIndex).atByte(scanner.position()), problem);
    }
}
