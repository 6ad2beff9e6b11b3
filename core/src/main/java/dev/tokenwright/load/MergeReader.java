package dev.tokenwright.load;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.spec.MergeSpec;
import dev.tokenwright.spec.TokenTable;
import dev.tokenwright.wire.JsonNode;
import dev.tokenwright.wire.JsonScanner;
import java.util.Arrays;

/** Reads merges out of JSON, given as texts {@code "left right"} or as pairs. */
final class MergeReader {
    private final MergeCollector merges;
    private int elementIndex;
    /** Whether the first merge is a pair; all must be given in the same way. */
    private boolean pairs;

    private byte[] joined = new byte[256];

    MergeReader(TokenTable vocabulary, String continuingSubwordPrefix) {
        this.merges = new MergeCollector(vocabulary, "/model/vocab", continuingSubwordPrefix);
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
        return merges.merges();
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
        merges.add(joined, 0, ends[0], ends[0], ends[1], problem -> at(node, scanner, problem));
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
        merges.addLine(scanner.slice(), scanner.sliceFrom(), scanner.sliceTo(), problem -> at(node, scanner, problem));
    }

    private LoadException at(JsonNode node, JsonScanner scanner, String problem) {
        return new LoadException(
                LoadException.Kind.INVALID, node.place().child(elementIndex).atByte(scanner.position()), problem);
    }
}
