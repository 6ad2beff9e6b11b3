package dev.tokenwright.testkit.golden;

import dev.tokenwright.Encoding;
import dev.tokenwright.wire.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;

/** An encoding that the reference gave, and its comparison with ours. */
final class GoldenEncoding {
    private static final int NONE = -1;

    private final GoldenRecord members;

    GoldenEncoding(JsonNode node) {
        members = GoldenRecord.of(node);
    }

    int[] ids() {
        return ints(members.get("ids"));
    }

    static int[] ints(JsonNode node) {
        return node.elements().stream()
                .mapToInt(element -> element.isNull() ? NONE : element.integer(Integer.MIN_VALUE, Integer.MAX_VALUE))
                .toArray();
    }

    /** Pairs of start and end from gaps and lengths. */
    static int[] offsets(JsonNode node) {
        int[] deltas = ints(node);
        int end = 0;
        for (int index = 0; index < deltas.length; index += 2) {
            deltas[index] += end;
            end = deltas[index] + deltas[index + 1];
            deltas[index + 1] = end;
        }
        return deltas;
    }

    /** What differs, in words; empty when nothing does. */
    Optional<String> difference(Encoding codePoints, Encoding bytes) {
        return first(List.of(
                differs("ids", ids(), codePoints.ids()),
                differsTokens(codePoints),
                members.has("off")
                        ? differs("offsets", offsets(members.get("off")), pairs(codePoints))
                        : Optional.empty(),
                members.has("offb")
                        ? differs("byte offsets", offsets(members.get("offb")), pairs(bytes))
                        : Optional.empty(),
                differs("type ids", listOr("type_ids", codePoints.size(), 0), codePoints.typeIds()),
                differs("special mask", listOr("special", codePoints.size(), 0), codePoints.specialTokensMask()),
                differs("attention mask", listOr("attn", codePoints.size(), 1), codePoints.attentionMask()),
                optionals("seq", codePoints, codePoints::sequenceIndex),
                optionals("words", codePoints, codePoints::wordIndex)));
    }

    private int[] listOr(String key, int size, int value) {
        if (members.has(key)) {
            return ints(members.get(key));
        }
        int[] all = new int[size];
        Arrays.fill(all, value);
        return all;
    }

    private Optional<String> optionals(String key, Encoding encoding, IntFunction<OptionalInt> value) {
        if (!members.has(key)) {
            return Optional.empty();
        }
        int[] ours = new int[encoding.size()];
        for (int index = 0; index < ours.length; index++) {
            ours[index] = value.apply(index).orElse(NONE);
        }
        return differs(key, ints(members.get(key)), ours);
    }

    private Optional<String> differsTokens(Encoding encoding) {
        if (!members.has("tokens")) {
            return Optional.empty();
        }
        List<String> expected =
                members.get("tokens").elements().stream().map(JsonNode::string).toList();
        return expected.equals(encoding.tokens())
                ? Optional.empty()
                : Optional.of("tokens: expected " + expected + " but was " + encoding.tokens());
    }

    static int[] pairs(Encoding encoding) {
        int[] pairs = new int[2 * encoding.size()];
        for (int index = 0; index < encoding.size(); index++) {
            pairs[2 * index] = encoding.start(index);
            pairs[2 * index + 1] = encoding.end(index);
        }
        return pairs;
    }

    /** Where two lists differ, in words. */
    static Optional<String> differs(String what, int[] expected, int[] actual) {
        int at = Arrays.mismatch(expected, actual);
        if (at < 0) {
            return Optional.empty();
        }
        return Optional.of(what + " differ from index " + at + ": expected " + around(expected, at) + " but was "
                + around(actual, at) + " (" + expected.length + " and " + actual.length + " entries)");
    }

    private static String around(int[] values, int at) {
        return Arrays.toString(Arrays.copyOfRange(
                values, Math.min(values.length, Math.max(0, at - 2)), Math.min(values.length, at + 8)));
    }

    private static Optional<String> first(List<Optional<String>> differences) {
        return differences.stream().flatMap(Optional::stream).findFirst();
    }
}
