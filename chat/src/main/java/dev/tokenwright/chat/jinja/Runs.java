package dev.tokenwright.chat.jinja;

import org.jspecify.annotations.Nullable;

/**
 * The origins of a text's characters, run by run. Immutable; indices count UTF-16 units.
 *
 * <p>Run {@code i} ends before {@code ends[i]}; its first character is character {@code starts[i]} of its origin's text,
 * or {@link #DERIVED} when it was computed from the origin and stands nowhere in it.
 */
final class Runs {
    static final int DERIVED = -1;

    private final int[] ends;
    private final Origin[] origins;
    private final int[] starts;

    Runs(int[] ends, Origin[] origins, int[] starts) {
        this.ends = ends;
        this.origins = origins;
        this.starts = starts;
    }

    static Runs of(int length, Origin origin, int start) {
        return new Runs(new int[] {length}, new Origin[] {origin}, new int[] {start});
    }

    int count() {
        return ends.length;
    }

    int end(int run) {
        return ends[run];
    }

    Origin origin(int run) {
        return origins[run];
    }

    int start(int run) {
        return starts[run];
    }

    /** The run that holds a character. */
    int at(int index) {
        int low = 0;
        int high = ends.length - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ends[middle] > index) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    Runs slice(int from, int to) {
        if (from >= to) {
            return of(0, Origin.TEMPLATE, DERIVED);
        }
        int first = at(from);
        int last = at(to - 1);
        int count = last - first + 1;
        int[] newEnds = new int[count];
        Origin[] newOrigins = new Origin[count];
        int[] newStarts = new int[count];
        for (int run = 0; run < count; run++) {
            int old = first + run;
            int begin = old == 0 ? 0 : ends[old - 1];
            newEnds[run] = Math.min(ends[old], to) - from;
            newOrigins[run] = origins[old];
            newStarts[run] = starts[old] == DERIVED ? DERIVED : starts[old] + Math.max(0, from - begin);
        }
        return new Runs(newEnds, newOrigins, newStarts);
    }

    /** What a whole that depends on all characters comes from: the first input among them, else the template. */
    static Origin whole(@Nullable Runs runs) {
        if (runs != null) {
            for (Origin origin : runs.origins) {
                if (origin instanceof InputPath) {
                    return origin;
                }
            }
        }
        return Origin.TEMPLATE;
    }
}
