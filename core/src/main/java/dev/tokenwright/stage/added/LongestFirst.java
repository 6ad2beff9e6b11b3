package dev.tokenwright.stage.added;

import dev.tokenwright.spec.AddedToken;
import dev.tokenwright.text.Spans;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Cuts tokens out of a text one after the other, the longest first, each out of what the longer ones have left. */
final class LongestFirst {
    /*
     * The automaton tells which tokens occur at all; only those are looked for, so that thousands of tokens that a text
     * does not have cost nothing. Taken bytes are marked. A place is free when its first and its last byte are: all that
     * has been taken so far is at least as long, or touches what is.
     */
    private final byte[][] contents;
    private final AddedToken[] tokens;
    private final int[] order;
    private final LeftmostLongest automaton;
    private final IntPredicate isSpecial;

    LongestFirst(AddedToken[] tokens, LeftmostLongest automaton, IntPredicate isSpecial) {
        this.tokens = tokens;
        this.automaton = automaton;
        this.isSpecial = isSpecial;
        this.contents = List.of(tokens).stream()
                .map(token -> token.content().getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
        this.order = IntStream.range(0, tokens.length)
                .boxed()
                .sorted(Comparator.comparing((Integer index) -> -contents[index].length))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** As {@link AddedTokenFinder#find}. */
    void find(
            byte[] text, int from, int to, boolean skipSpecial, AddedTokenFinder.Permission permission, Spans result) {
        BitSet occurring = automaton.occurring(text, from, to);
        if (occurring.isEmpty()) {
            result.add(from, to, AddedTokenFinder.PLAIN);
            return;
        }
        Cut cut = new Cut(text, from, to, permission);
        for (int index : order) {
            if (occurring.get(index) && !(skipSpecial && isSpecial.test(index))) {
                cut.take(index);
            }
        }
        cut.write(result);
    }

    /** What has been taken out of one text. */
    private final class Cut {
        private final byte[] text;
        private final int from;
        private final int to;
        /** By byte: one more than the index of the token that starts here, or 0. */
        private final int[] starts;

        private final BitSet taken;
        private final AddedTokenFinder.Permission permission;

        Cut(byte[] text, int from, int to, AddedTokenFinder.Permission permission) {
            this.permission = permission;
            this.text = text;
            this.from = from;
            this.to = to;
            this.starts = new int[to - from];
            this.taken = new BitSet(to - from);
        }

        void take(int index) {
            byte[] content = contents[index];
            int at = from;
            while (at + content.length <= to) {
                if (isFree(at, content.length)
                        && matches(content, at)
                        && permission.permits(tokens[index], at, at + content.length)) {
                    starts[at - from] = index + 1;
                    taken.set(at - from, at - from + content.length);
                    strip(tokens[index], at, at + content.length);
                    at += content.length;
                } else {
                    at++;
                }
            }
        }

        private boolean isFree(int at, int length) {
            return !taken.get(at - from) && !taken.get(at - from + length - 1);
        }

        private boolean matches(byte[] content, int at) {
            for (int index = 0; index < content.length; index++) {
                if (text[at + index] != content[index]) {
                    return false;
                }
            }
            return true;
        }

        /** Takes blanks beside a token, which belong to no piece. */
        private void strip(AddedToken token, int start, int end) {
            if (token.stripLeft()) {
                for (int at = start - 1; at >= from && isBlank(text[at]) && !taken.get(at - from); at--) {
                    taken.set(at - from);
                }
            }
            if (token.stripRight()) {
                for (int at = end; at < to && isBlank(text[at]) && !taken.get(at - from); at++) {
                    taken.set(at - from);
                }
            }
        }

        private static boolean isBlank(byte value) {
            return value == ' ' || value >= '\t' && value <= '\r';
        }

        void write(Spans result) {
            for (int at = from; at < to; ) {
                int start = starts[at - from];
                if (start > 0) {
                    int end = at + contents[start - 1].length;
                    result.add(at, end, tokens[start - 1].id());
                    at = end;
                } else if (taken.get(at - from)) {
                    at++;
                } else {
                    int next = taken.nextSetBit(at - from);
                    int end = next < 0 ? to : from + next;
                    result.add(at, end, AddedTokenFinder.PLAIN);
                    at = end;
                }
            }
        }
    }
}
