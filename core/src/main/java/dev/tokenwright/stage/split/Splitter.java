package dev.tokenwright.stage.split;

import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.cut.CutTransducer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Cuts text into the pieces that the model encodes one by one. Immutable. */
public final class Splitter {
    private final SplitStep[] steps;
    private final boolean endsInBytes;
    private final OriginNeed originNeed;
    private final Borders borders;
    private final Optional<CutTransducer> transducer;

    /** What must be known of the pieces' place in the original text. */
    public enum OriginNeed {
        /** Nothing. */
        NONE,
        /** Where the text that is given to the splitter comes from. */
        OF_INPUT,
        /** Where each byte comes from, through all steps. */
        TRACKING
    }

    /** Code points before which pieces end, and those that also have nothing to do with what follows. */
    private record Borders(CodePointSet starts, CodePointSet alone) {
        private static final Borders NONE = new Borders(CodePointSet.EMPTY, CodePointSet.EMPTY);

        /** Those of the first step: what the others do in its pieces does not depend on their neighbours. */
        static Borders of(List<SplitSpec> specs, OriginNeed originNeed) {
            SplitSpec first = specs.isEmpty() || originNeed != OriginNeed.NONE ? null : specs.get(0);
            if (first instanceof SplitSpec.Bert) {
                return both(UnicodeSets.whiteSpace().union(UnicodeSets.punctuation()));
            } else if (first instanceof SplitSpec.WhitespaceSplit || first instanceof SplitSpec.Whitespace) {
                return both(UnicodeSets.whiteSpace());
            } else if (first instanceof SplitSpec.CharDelimiter delimiter) {
                return both(CodePointSet.of(delimiter.delimiter()));
            } else if (first instanceof SplitSpec.Metaspace metaspace && metaspace.split()) {
                return new Borders(CodePointSet.of(' '), CodePointSet.EMPTY);
            }
            return NONE;
        }

        private static Borders both(CodePointSet set) {
            return new Borders(set, set);
        }
    }

    private Splitter(
            List<SplitStep> steps,
            boolean endsInBytes,
            OriginNeed originNeed,
            Borders borders,
            Optional<CutTransducer> transducer) {
        this.borders = borders;
        this.transducer = transducer;
        this.steps = steps.toArray(SplitStep[]::new);
        this.endsInBytes = endsInBytes;
        this.originNeed = originNeed;
    }

    /**
     * Builds the splitter that a specification describes; nothing means one piece.
     *
     * @param patterns makes patterns ready to search
     * @param keepBytes whether a last step that would write bytes as byte-level characters leaves them as they are, for a
     *     model that takes bytes
     */
    public static Splitter of(Optional<SplitSpec> spec, SplitPatterns patterns, boolean keepBytes) {
        List<SplitSpec> specs = specs(spec);
        if (windows(spec).isPresent()) {
            specs.remove(0);
        }
        boolean endsInBytes = keepBytes && endsInByteLevel(specs);
        boolean rewrites = !endsInBytes && specs.stream().anyMatch(step -> step instanceof SplitSpec.ByteLevel);
        Optional<CutTransducer> transducer =
                rewrites ? Optional.empty() : CutSteps.compile(cuts(specs, endsInBytes), patterns);
        if (transducer.isPresent()) {
            return new Splitter(
                    List.of(new CutStep(transducer.get())), endsInBytes, OriginNeed.NONE, Borders.NONE, transducer);
        }
        List<SplitStep> steps = new ArrayList<>();
        for (int index = 0; index < specs.size(); index++) {
            boolean last = index == specs.size() - 1;
            addSteps(specs.get(index), patterns, endsInBytes && last, steps);
        }
        OriginNeed need = originNeed(specs);
        return new Splitter(steps, endsInBytes, need, Borders.of(specs, need), Optional.empty());
    }

    /** The steps without a last one that would only write bytes as characters, which is not done. */
    private static List<SplitSpec> cuts(List<SplitSpec> specs, boolean endsInBytes) {
        boolean lastCuts = !endsInBytes
                || specs.get(specs.size() - 1) instanceof SplitSpec.ByteLevel last
                        && (last.useRegex() || last.addPrefixSpace());
        return lastCuts ? specs : specs.subList(0, specs.size() - 1);
    }

    private static OriginNeed originNeed(List<SplitSpec> specs) {
        boolean rewritten = false;
        for (SplitSpec step : specs) {
            if (step instanceof SplitSpec.Metaspace metaspace && metaspace.scheme() == PrependScheme.FIRST) {
                return rewritten ? OriginNeed.TRACKING : OriginNeed.OF_INPUT;
            }
            rewritten |= step instanceof SplitSpec.Metaspace || step instanceof SplitSpec.ByteLevel;
        }
        return OriginNeed.NONE;
    }

    /** Whether the last step of a specification writes byte-level characters, and no other step does. */
    public static boolean endsInByteLevel(Optional<SplitSpec> spec) {
        List<SplitSpec> specs = specs(spec);
        return endsInByteLevel(specs);
    }

    private static boolean endsInByteLevel(List<SplitSpec> specs) {
        long count = specs.stream()
                .filter(step -> step instanceof SplitSpec.ByteLevel)
                .count();
        return count == 1 && specs.get(specs.size() - 1) instanceof SplitSpec.ByteLevel;
    }

    /** What a specification does, one after the other, with no sequences in between. The list may be changed. */
    public static List<SplitSpec> specs(Optional<SplitSpec> spec) {
        List<SplitSpec> specs = new ArrayList<>();
        spec.ifPresent(present -> flatten(present, specs));
        return specs;
    }

    private static void flatten(SplitSpec spec, List<SplitSpec> specs) {
        if (spec instanceof SplitSpec.Sequence sequence) {
            sequence.steps().forEach(step -> flatten(step, specs));
        } else {
            specs.add(spec);
        }
    }

    /** The one place where a kind of splitter becomes its steps. */
    private static void addSteps(SplitSpec spec, SplitPatterns patterns, boolean keepBytes, List<SplitStep> steps) {
        if (spec instanceof SplitSpec.ByteLevel byteLevel) {
            if (byteLevel.addPrefixSpace()) {
                steps.add(new PrefixSpaceStep());
            }
            if (byteLevel.useRegex()) {
                TextPattern gpt2 = patterns.pattern(ByteLevelStep.GPT2_PATTERN);
                steps.add(new DelimiterStep(gpt2, SplitBehavior.ISOLATED, false));
            }
            if (!keepBytes) {
                steps.add(new ByteLevelStep());
            }
        } else if (spec instanceof SplitSpec.Split split) {
            steps.add(new DelimiterStep(patterns.pattern(split.pattern()), split.behavior(), split.invert()));
        } else if (spec instanceof SplitSpec.Digits digits) {
            SplitBehavior behavior = digits.individual() ? SplitBehavior.ISOLATED : SplitBehavior.CONTIGUOUS;
            steps.add(atEach(UnicodeSets.numeric(), behavior));
        } else if (spec instanceof SplitSpec.Metaspace metaspace) {
            steps.add(new MetaspaceStep(metaspace));
            if (metaspace.split()) {
                steps.add(atEach(CodePointSet.of(metaspace.replacement()), SplitBehavior.MERGED_WITH_NEXT));
            }
        } else if (spec instanceof SplitSpec.Punctuation punctuation) {
            steps.add(atEach(UnicodeSets.punctuation(), punctuation.behavior()));
        } else if (spec instanceof SplitSpec.Whitespace) {
            steps.add(new DelimiterStep(new WordRuns(), SplitBehavior.REMOVED, true));
        } else if (spec instanceof SplitSpec.WhitespaceSplit) {
            steps.add(atEach(UnicodeSets.whiteSpace(), SplitBehavior.REMOVED));
        } else if (spec instanceof SplitSpec.CharDelimiter delimiter) {
            steps.add(atEach(CodePointSet.of(delimiter.delimiter()), SplitBehavior.REMOVED));
        } else if (spec instanceof SplitSpec.Bert) {
            steps.add(atEach(UnicodeSets.whiteSpace(), SplitBehavior.REMOVED));
            steps.add(atEach(UnicodeSets.punctuation(), SplitBehavior.ISOLATED));
        } else if (spec instanceof SplitSpec.UnicodeScripts) {
            steps.add(new UnicodeScriptsStep());
        } else if (spec instanceof SplitSpec.DigitGroups groups) {
            steps.add(new DigitGroupsStep(patterns.pattern(groups.digit()), groups.length()));
        } else if (spec instanceof SplitSpec.Windows) {
            throw new IllegalArgumentException("windows cut the raw text, so they must be the first step: " + spec);
        } else if (spec instanceof SplitSpec.FixedLength fixedLength) {
            steps.add(new FixedLengthStep(fixedLength.length()));
        } else {
            throw new AssertionError(spec);
        }
    }

    private static SplitStep atEach(CodePointSet delimiters, SplitBehavior behavior) {
        return new DelimiterStep(new SingleCodePoints(delimiters), behavior, false);
    }

    /** What cuts the raw text before added tokens are looked for, if anything does. */
    public static Optional<WindowCutter> windows(Optional<SplitSpec> spec) {
        List<SplitSpec> specs = specs(spec);
        return !specs.isEmpty() && specs.get(0) instanceof SplitSpec.Windows windows
                ? Optional.of(new WindowCutter(windows))
                : Optional.empty();
    }

    /** Whether pieces come out as raw bytes where the specification writes byte-level characters. */
    public boolean endsInBytes() {
        return endsInBytes;
    }

    /** What the pieces depend on beside the text. */
    public OriginNeed originNeed() {
        return originNeed;
    }

    /** The transducer that does all that this splitter does, if there is one. */
    public Optional<CutTransducer> transducer() {
        return transducer;
    }

    /**
     * Code points before which a piece ends, so that what stands before one and the text from it on are cut each by
     * itself. Not all there are.
     */
    public CodePointSet starts() {
        return borders.starts();
    }

    /** Those of {@link #starts} that also have nothing to do with what follows them. */
    public CodePointSet alone() {
        return borders.alone();
    }

    /** Whether a text stays one piece. */
    public boolean isIdentity() {
        return steps.length == 0;
    }

    /** Cuts all pieces that are no added tokens. */
    public void split(SplitState state) {
        for (SplitStep step : steps) {
            step.apply(state);
        }
    }
}
