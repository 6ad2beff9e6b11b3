package dev.tokenwright.stage.normalize;

import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;

/** Rewrites text as a specification says, before it is cut into pieces. Immutable. */
public final class Normalizer {
    private final NormalizeStep[] steps;

    private Normalizer(List<NormalizeStep> steps) {
        this.steps = steps.toArray(NormalizeStep[]::new);
    }

    /**
     * Builds the normalizer that a specification describes; nothing means that text stays as it is.
     *
     * @param patterns makes patterns ready to search
     */
    public static Normalizer of(Optional<NormalizerSpec> spec, Function<PatternSpec, TextPattern> patterns) {
        List<NormalizeStep> steps = new ArrayList<>();
        specs(spec).forEach(step -> addSteps(step, patterns, steps));
        return new Normalizer(steps);
    }

    /** What a specification does, one after the other, with no sequences in between. */
    public static List<NormalizerSpec> specs(Optional<NormalizerSpec> spec) {
        List<NormalizerSpec> specs = new ArrayList<>();
        spec.ifPresent(present -> flatten(present, specs));
        return specs;
    }

    private static void flatten(NormalizerSpec spec, List<NormalizerSpec> specs) {
        if (spec instanceof NormalizerSpec.Sequence sequence) {
            sequence.steps().forEach(step -> flatten(step, specs));
        } else {
            specs.add(spec);
        }
    }

    /** The one place where a kind of normalizer becomes its steps. */
    private static void addSteps(
            NormalizerSpec spec, Function<PatternSpec, TextPattern> patterns, List<NormalizeStep> steps) {
        if (spec instanceof NormalizerSpec.Unicode unicode) {
            steps.add(new UnicodeStep(unicode.form()));
        } else if (spec instanceof NormalizerSpec.Lowercase) {
            steps.add(new LowercaseStep());
        } else if (spec instanceof NormalizerSpec.Strip strip) {
            steps.add(new StripStep(strip.left(), strip.right()));
        } else if (spec instanceof NormalizerSpec.StripAccents) {
            steps.add(FilterMapStep.stripAccents());
        } else if (spec instanceof NormalizerSpec.Prepend prepend) {
            steps.add(new PrependStep(prepend.text()));
        } else if (spec instanceof NormalizerSpec.Replace replace) {
            steps.add(ReplaceStep.of(replace, patterns));
        } else if (spec instanceof NormalizerSpec.Nmt) {
            steps.add(FilterMapStep.nmt());
        } else if (spec instanceof NormalizerSpec.Precompiled precompiled) {
            steps.add(PrecompiledStep.of(precompiled.charsMap()));
        } else if (spec instanceof NormalizerSpec.Bert bert) {
            BertSteps.addTo(steps, bert);
        } else if (spec instanceof NormalizerSpec.LlamaText text) {
            steps.add(new LlamaTextStep(text));
        } else if (spec instanceof NormalizerSpec.LlamaUnigram unigram) {
            steps.add(new LlamaUnigramStep(unigram));
        } else if (spec instanceof NormalizerSpec.ByteLevel) {
            steps.add(new ByteLevelStep());
        } else if (spec instanceof NormalizerSpec.SentencePiece sentencePiece) {
            steps.add(SentencePieceStep.of(sentencePiece));
        } else {
            throw new AssertionError(spec);
        }
    }

    /** Whether every text stays as it is. */
    public boolean isIdentity() {
        return steps.length == 0;
    }

    /**
     * Code points that stand alone in every text: what stands before and behind one is rewritten by itself, and between
     * stands the code point as it was, or, as {@link #spacedOut} says, between two blanks. Not all there are.
     */
    public CodePointSet alone() {
        CodePointSet alone = CodePointSet.ALL;
        for (NormalizeStep step : steps) {
            alone = alone.intersect(step.alone());
        }
        return alone;
    }

    /** Code points around which blanks are put. */
    public CodePointSet spacedOut() {
        CodePointSet spaced = CodePointSet.EMPTY;
        for (NormalizeStep step : steps) {
            spaced = spaced.union(step.spacedOut());
        }
        return spaced;
    }

    /** Code points, none of them a blank, that stay at the end of every text that ends with them. Not all there are. */
    public CodePointSet endsAsItIs() {
        CodePointSet ends = CodePointSet.ofRanges(' ' + 1, 0x7E);
        for (NormalizeStep step : steps) {
            ends = ends.intersect(step.endsAsItIs());
        }
        return ends;
    }

    /**
     * What an ASCII character becomes with which a part starts: what stands before it, and the text from it on, are
     * rewritten each by itself, and the latter then starts so. It is the character itself or a blank.
     *
     * @param behindOther whether the part stands behind one of {@link #endsAsItIs}
     * @return nothing when that is not so
     */
    public OptionalInt start(int ascii, boolean behindOther) {
        int now = ascii;
        for (NormalizeStep step : steps) {
            CodePointSet starts = behindOther ? step.startsBehindOther() : step.starts();
            if (!starts.contains(now)) {
                return OptionalInt.empty();
            }
            String then = new Normalizer(List.of(step)).apply(Character.toString(now));
            if (then.length() != 1 || then.charAt(0) != now && then.charAt(0) != ' ') {
                return OptionalInt.empty();
            }
            now = then.charAt(0);
        }
        return OptionalInt.of(now);
    }

    /** Whether {@code utf8[from..to)} certainly stays as it is. */
    public boolean keeps(byte[] utf8, int from, int to) {
        for (NormalizeStep step : steps) {
            if (!step.keeps(utf8, from, to)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Rewrites a text.
     *
     * @param text the text, whose content is lost
     * @param spare a second buffer, whose content is lost
     * @param anchor position of the text's start in the original text
     * @return the one of the two buffers that holds the result
     */
    public AlignedText apply(AlignedText text, AlignedText spare, int anchor) {
        AlignedText current = text;
        AlignedText other = spare;
        for (NormalizeStep step : steps) {
            if (step.keeps(current.bytes(), 0, current.length())) {
                continue;
            }
            other.clear(current.tracking());
            step.apply(current, other, anchor);
            AlignedText done = current;
            current = other;
            other = done;
        }
        return current;
    }

    /** What a text becomes. */
    public String apply(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        AlignedText buffer = new AlignedText();
        buffer.clear(AlignedText.Tracking.NONE);
        buffer.appendOriginal(utf8, 0, utf8.length);
        AlignedText result = apply(buffer, new AlignedText(), 0);
        return new String(result.bytes(), 0, result.length(), StandardCharsets.UTF_8);
    }
}
