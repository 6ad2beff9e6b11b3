package dev.tokenwright.testkit.twin;

import dev.tokenwright.spec.SplitBehavior;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Cutting at delimiters exactly as {@code NormalizedString::split} of Hugging Face {@code tokenizers} defines it: the text
 * is a row of stretches, each a match or not, which one of five behaviours folds into pieces. It is the oracle of
 * {@code DelimiterStep}.
 */
public final class PlainDelimiterSplit {
    private final SplitBehavior behavior;
    private final boolean invert;

    /** A split; {@code invert} makes what lies between the matches the delimiter. */
    public PlainDelimiterSplit(SplitBehavior behavior, boolean invert) {
        this.behavior = behavior;
        this.invert = invert;
    }

    /** A half-open range. */
    public record Range(int start, int end) {}

    private record Stretch(int start, int end, boolean delimiter) {}

    /** The pieces of a text of {@code length} units, given the matches of the pattern in order. */
    public List<Range> split(int length, List<Range> matches) {
        List<Stretch> stretches = stretches(length, matches);
        List<Range> pieces =
                switch (behavior) {
                    case REMOVED ->
                        ranges(stretches.stream()
                                .filter(stretch -> !stretch.delimiter())
                                .toList());
                    case ISOLATED -> ranges(stretches);
                    case CONTIGUOUS -> contiguous(stretches);
                    case MERGED_WITH_PREVIOUS -> mergedWithPrevious(stretches);
                    case MERGED_WITH_NEXT -> mergedWithNext(stretches);
                };
        return pieces.stream().filter(piece -> piece.start() < piece.end()).toList();
    }

    private List<Stretch> stretches(int length, List<Range> matches) {
        List<Stretch> stretches = new ArrayList<>();
        int done = 0;
        for (Range match : matches) {
            if (match.start() != done) {
                stretches.add(new Stretch(done, match.start(), invert));
            }
            stretches.add(new Stretch(match.start(), match.end(), !invert));
            done = match.end();
        }
        if (done != length) {
            stretches.add(new Stretch(done, length, invert));
        }
        return stretches;
    }

    private static List<Range> ranges(List<Stretch> stretches) {
        return stretches.stream()
                .map(stretch -> new Range(stretch.start(), stretch.end()))
                .toList();
    }

    private static List<Range> contiguous(List<Stretch> stretches) {
        List<Range> pieces = new ArrayList<>();
        boolean previousIsDelimiter = false;
        for (Stretch stretch : stretches) {
            if (stretch.delimiter() == previousIsDelimiter && !pieces.isEmpty()) {
                extendLast(pieces, stretch);
            } else {
                pieces.add(new Range(stretch.start(), stretch.end()));
            }
            previousIsDelimiter = stretch.delimiter();
        }
        return pieces;
    }

    private static List<Range> mergedWithPrevious(List<Stretch> stretches) {
        List<Range> pieces = new ArrayList<>();
        boolean previousIsDelimiter = false;
        for (Stretch stretch : stretches) {
            if (stretch.delimiter() && !previousIsDelimiter && !pieces.isEmpty()) {
                extendLast(pieces, stretch);
            } else {
                pieces.add(new Range(stretch.start(), stretch.end()));
            }
            previousIsDelimiter = stretch.delimiter();
        }
        return pieces;
    }

    /** As {@link #mergedWithPrevious}, read from the end. */
    private static List<Range> mergedWithNext(List<Stretch> stretches) {
        List<Range> pieces = new ArrayList<>();
        boolean nextIsDelimiter = false;
        for (int index = stretches.size() - 1; index >= 0; index--) {
            Stretch stretch = stretches.get(index);
            if (stretch.delimiter() && !nextIsDelimiter && !pieces.isEmpty()) {
                Range next = pieces.get(pieces.size() - 1);
                pieces.set(pieces.size() - 1, new Range(stretch.start(), next.end()));
            } else {
                pieces.add(new Range(stretch.start(), stretch.end()));
            }
            nextIsDelimiter = stretch.delimiter();
        }
        Collections.reverse(pieces);
        return pieces;
    }

    private static void extendLast(List<Range> pieces, Stretch stretch) {
        Range last = pieces.get(pieces.size() - 1);
        pieces.set(pieces.size() - 1, new Range(last.start(), stretch.end()));
    }
}
