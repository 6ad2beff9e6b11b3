package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.Direction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The parts that a list of tokens is cut into, exactly as {@code Encoding::truncate} of Hugging Face {@code tokenizers}
 * defines them: windows of {@code length} tokens, each starting {@code length - stride} after the one before, until one
 * reaches the end; from the end backwards when cut at the left. It is the oracle of {@code TokenRow.truncate}: the first part
 * is the row, the others are its overflow.
 */
public final class PlainTruncation {
    private PlainTruncation() {}

    /** The parts; one, which is everything, when nothing is too long. */
    public static List<List<Integer>> parts(List<Integer> ids, int length, int stride, Direction direction) {
        if (ids.size() <= length) {
            return List.of(ids);
        }
        if (length == 0) {
            return List.of(List.of(), ids);
        }
        boolean left = direction == Direction.LEFT;
        List<Integer> walked = left ? reversed(ids) : ids;
        List<List<Integer>> parts = new ArrayList<>();
        for (int start = 0; start < walked.size(); start += length - stride) {
            int end = Math.min(start + length, walked.size());
            List<Integer> part = walked.subList(start, end);
            parts.add(left ? reversed(part) : List.copyOf(part));
            if (end == walked.size()) {
                break;
            }
        }
        return parts;
    }

    private static List<Integer> reversed(List<Integer> ids) {
        List<Integer> copy = new ArrayList<>(ids);
        Collections.reverse(copy);
        return copy;
    }
}
