package dev.tokenwright.chat.jinja;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Builds text together with its origins. Every character is paid for from the render's budget. */
final class StrBuilder {
    private final Render render;
    private final StringBuilder text = new StringBuilder();
    private final boolean tracking;
    private int[] ends = {};
    private Origin[] origins = {};
    private int[] starts = {};
    private int count;

    StrBuilder(Render render) {
        this.render = render;
        this.tracking = render.tracking();
    }

    Render render() {
        return render;
    }

    int length() {
        return text.length();
    }

    /** Appends text that the template computed. */
    StrBuilder append(String computed) {
        return append(computed, Origin.TEMPLATE, Runs.DERIVED);
    }

    StrBuilder append(String part, Origin origin, int start) {
        render.spend(part.length());
        text.append(part);
        if (tracking) {
            addRun(part.length(), origin, start);
        }
        return this;
    }

    StrBuilder append(StrValue part) {
        return append(part, 0, part.text().length());
    }

    /** Appends a stretch of a text, with its origins. */
    StrBuilder append(StrValue part, int from, int to) {
        render.spend(to - from);
        text.append(part.text(), from, to);
        if (tracking && from < to) {
            addRuns(part.runs(), from, to);
        }
        return this;
    }

    private void addRuns(@Nullable Runs runs, int from, int to) {
        if (runs == null) {
            addRun(to - from, Origin.TEMPLATE, Runs.DERIVED);
            return;
        }
        for (int run = runs.at(from), begin = from; begin < to; run++) {
            int end = Math.min(runs.end(run), to);
            int runBegin = run == 0 ? 0 : runs.end(run - 1);
            int start = runs.start(run) == Runs.DERIVED ? Runs.DERIVED : runs.start(run) + begin - runBegin;
            addRun(end - begin, runs.origin(run), start);
            begin = end;
        }
    }

    /** Appends text computed from the character at an index of another text. */
    StrBuilder appendFor(String part, StrValue source, int index) {
        Runs runs = source.runs();
        return append(part, runs == null ? Origin.TEMPLATE : runs.origin(runs.at(index)), Runs.DERIVED);
    }

    private void addRun(int length, Origin origin, int start) {
        if (length == 0) {
            return;
        }
        if (count > 0 && continues(origin, start)) {
            ends[count - 1] += length;
            return;
        }
        if (count == ends.length) {
            int capacity = Math.max(4, count * 2);
            ends = Arrays.copyOf(ends, capacity);
            origins = Arrays.copyOf(origins, capacity);
            starts = Arrays.copyOf(starts, capacity);
        }
        render.spend(1);
        ends[count] = (count == 0 ? 0 : ends[count - 1]) + length;
        origins[count] = origin;
        starts[count++] = start;
    }

    private boolean continues(Origin origin, int start) {
        int last = count - 1;
        if (origins[last] != origin) {
            return false;
        }
        int begin = last == 0 ? 0 : ends[last - 1];
        return starts[last] == Runs.DERIVED ? start == Runs.DERIVED : start == starts[last] + ends[last] - begin;
    }

    /** The built text. */
    StrValue build() {
        if (!tracking) {
            return new StrValue(text.toString(), null, false);
        }
        Runs runs = count == 0
                ? null
                : new Runs(Arrays.copyOf(ends, count), Arrays.copyOf(origins, count), Arrays.copyOf(starts, count));
        return new StrValue(text.toString(), runs, false);
    }

    /** The built text, safe or not. */
    StrValue build(boolean markup) {
        StrValue built = build();
        return markup ? built.asMarkup() : built;
    }
}
