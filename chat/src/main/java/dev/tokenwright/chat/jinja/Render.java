package dev.tokenwright.chat.jinja;

import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** One rendering: its variables, its output, and what it may still do. Belongs to one thread. */
final class Render {
    /** Lists and dictionaries inside each other that are printed; the reference gives up at about as many. */
    static final int MAX_DATA_DEPTH = 900;

    private final RenderLimits limits;
    private final boolean tracking;
    private final boolean placing;
    private final LocalDateTime now;
    private final Map<String, Value> variables;
    /** What the top level has set, for blocks. */
    private final Map<String, Value> exports = new HashMap<>();

    private final List<TextRange> generations = new ArrayList<>();
    /** By path: the offsets of what wrote it. */
    private final Map<InputPath, Set<Integer>> writes = new LinkedHashMap<>();

    /** By path: how many captures deep it was written at most; what shows the captured text does not count as a writer. */
    private final Map<InputPath, Integer> writeDepths = new HashMap<>();

    private int captures;

    private long stepsLeft;
    private long charactersLeft;
    private int depth;
    private int dataDepth;
    private boolean escaping;
    private final StrBuilder root;
    private StrBuilder out;
    private StrValue lastCaptured = StrValue.EMPTY;

    @SuppressWarnings("this-escape")
    Render(Map<String, Value> variables, long inputCharacters, RenderOptions options) {
        this.variables = variables;
        this.limits = options.limits();
        this.tracking = options.origins() != RenderOptions.Origins.IGNORED;
        this.placing = options.origins() == RenderOptions.Origins.PLACED;
        this.now = options.now();
        this.stepsLeft = limits.steps();
        this.charactersLeft = limits.characters() + RenderLimits.CHARACTERS_PER_INPUT * inputCharacters;
        this.root = new StrBuilder(this);
        this.out = root;
    }

    boolean tracking() {
        return tracking;
    }

    LocalDateTime now() {
        return now;
    }

    void step() {
        if (--stepsLeft < 0) {
            throw Failure.limit("the template needs more than " + limits.steps() + " steps", "raise the step limit");
        }
    }

    /** Pays for work on a number of elements. */
    void steps(long count) {
        stepsLeft -= Math.max(0, count);
        if (stepsLeft < 0) {
            stepsLeft = 0;
            step();
        }
    }

    /** Pays for characters, or for anything of about their size. */
    void spend(long characters) {
        charactersLeft -= Math.max(0, characters);
        if (charactersLeft < 0) {
            charactersLeft = 0;
            throw Failure.limit(
                    "the template writes too many characters (" + limits.characters() + " and some for the data)",
                    "raise the limit of characters");
        }
    }

    /** Goes one level deeper into macros, loops or data. */
    void enter() {
        if (++depth > limits.depth()) {
            throw Failure.recursion("maximum recursion depth exceeded");
        }
    }

    void leave() {
        depth--;
    }

    /** Goes one level deeper into data. */
    void enterData() {
        if (++dataDepth > MAX_DATA_DEPTH) {
            throw Failure.recursion("maximum recursion depth exceeded: the data is nested too deeply");
        }
    }

    void leaveData() {
        dataDepth--;
    }

    /** A variable, a global function, or null. */
    @Nullable
    Value resolve(String name) {
        Value exported = exports.get(name);
        if (exported != null) {
            return exported;
        }
        Value variable = variables.get(name);
        return variable != null ? variable : Globals.find(name);
    }

    void export(String name, Value value) {
        exports.put(name, value);
    }

    /** A value for a name that has none. */
    Undefined missing(String name) {
        return Undefined.ofName(name, "defined are " + String.join(", ", new TreeSet<>(variables.keySet())));
    }

    boolean escaping() {
        return escaping;
    }

    /** Switches automatic escaping. */
    void escape(boolean on) {
        escaping = on;
    }

    /** A text that was written with escaping is safe. */
    Value safe(Value text) {
        return escaping && text instanceof StrValue known ? known.asMarkup() : text;
    }

    StrBuilder out() {
        return out;
    }

    /** Sends output elsewhere and gives the builder that was written to so far. */
    StrBuilder capture() {
        StrBuilder before = out;
        captures++;
        out = new StrBuilder(this);
        return before;
    }

    /** Ends a capture and gives its text. */
    StrValue captured(StrBuilder before) {
        StrValue text = out.build();
        captures--;
        out = before;
        return text;
    }

    /** Keeps the text that a filter block or a filtered set block has written, and gives the one kept before. */
    StrValue exchangeCaptured(StrValue text) {
        StrValue before = lastCaptured;
        lastCaptured = text;
        return before;
    }

    StrValue lastCaptured() {
        return lastCaptured;
    }

    /** Writes the text of a value to the current output. */
    void write(Value value) {
        value.text(out);
        if (out.length() > limits.outputCharacters()) {
            throw Failure.limit(
                    "the output is longer than " + limits.outputCharacters() + " characters", "raise the output limit");
        }
    }

    /** Writes what a print statement shows. */
    void print(int at, Value value) {
        if (!placing) {
            write(value);
            return;
        }
        StrBuilder text = new StrBuilder(this);
        value.text(text);
        StrValue shown = text.build();
        Runs runs = shown.runs();
        for (int run = 0; runs != null && run < runs.count(); run++) {
            if (runs.origin(run) instanceof InputPath path && writeDepths.getOrDefault(path, 0) <= captures) {
                writes.computeIfAbsent(path, key -> new TreeSet<>()).add(at);
                writeDepths.put(path, captures);
            }
        }
        write(shown);
    }

    List<InputWrite> writes(String source) {
        List<InputWrite> places = new ArrayList<>();
        writes.forEach(
                (path, offsets) -> offsets.forEach(at -> places.add(new InputWrite(SourcePlace.at(source, at), path))));
        return places;
    }

    /** Writes what a generation block has made. */
    void writeGenerated(Value value) {
        // inside captured text the place is what has been written so far, as the reference counts
        int start = root.length();
        int before = out.length();
        write(value);
        generations.add(new TextRange(start, start + out.length() - before));
    }

    List<TextRange> generations() {
        return generations;
    }
}
