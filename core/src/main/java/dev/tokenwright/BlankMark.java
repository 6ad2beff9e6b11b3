package dev.tokenwright;

import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.spec.TokenizerSpec;
import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.text.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All that happens to text in tokenizers in the manner of SentencePiece: blanks become a mark, and one more may be put in
 * front. Immutable.
 *
 * @param mark the code point that stands for a blank
 */
record BlankMark(int mark, Prefix prefix) {
    private static final PatternSpec BLANK = new PatternSpec.Literal(" ");

    /** When a mark is put in front of a stretch of text that is not empty. */
    enum Prefix {
        NEVER,
        ALWAYS,
        UNLESS_MARKED,
        AT_START_UNLESS_MARKED
    }

    /** What a specification says, if it says nothing else of how text is written and cut. */
    static Optional<BlankMark> of(TokenizerSpec spec) {
        List<NormalizerSpec> rewriting = Normalizer.specs(spec.normalizer());
        List<SplitSpec> cutting = Splitter.specs(spec.splitter());
        if (rewriting.isEmpty()) {
            return cutting.size() == 1 && cutting.get(0) instanceof SplitSpec.Metaspace metaspace && !metaspace.split()
                    ? Optional.of(of(metaspace))
                    : Optional.empty();
        }
        return cutting.stream().allMatch(BlankMark::cutsAtBlanksOnly) ? of(rewriting) : Optional.empty();
    }

    private static BlankMark of(SplitSpec.Metaspace metaspace) {
        Prefix prefix =
                switch (metaspace.scheme()) {
                    case NEVER -> Prefix.NEVER;
                    case ALWAYS -> Prefix.UNLESS_MARKED;
                    case FIRST -> Prefix.AT_START_UNLESS_MARKED;
                };
        return new BlankMark(metaspace.replacement(), prefix);
    }

    /** Whether a step does nothing to text without blanks. */
    private static boolean cutsAtBlanksOnly(SplitSpec step) {
        return step instanceof SplitSpec.Split split && split.pattern().equals(BLANK) && !split.invert();
    }

    /** A replacement of blanks, with something put in front before or after it that becomes the same mark. */
    private static Optional<BlankMark> of(List<NormalizerSpec> steps) {
        List<String> marks = new ArrayList<>();
        List<NormalizerSpec> others = new ArrayList<>();
        for (NormalizerSpec step : steps) {
            if (step instanceof NormalizerSpec.Replace replace
                    && replace.pattern().equals(BLANK)
                    && isOneCharacter(replace.content())) {
                marks.add(replace.content());
            } else {
                others.add(step);
            }
        }
        if (marks.size() != 1) {
            return Optional.empty();
        }
        String mark = marks.get(0);
        int codePoint = mark.codePointAt(0);
        if (others.isEmpty()) {
            return Optional.of(new BlankMark(codePoint, Prefix.NEVER));
        }
        return others.equals(List.of(new NormalizerSpec.Prepend(mark)))
                ? Optional.of(new BlankMark(codePoint, Prefix.ALWAYS))
                : Optional.empty();
    }

    private static boolean isOneCharacter(String text) {
        return text.codePointCount(0, text.length()) == 1 && !text.equals(" ");
    }

    /** The mark in UTF-8. */
    byte[] utf8() {
        return Character.toString(mark).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Whether a mark is put in front of the text from {@code from} on, which is not empty.
     *
     * @param atStart whether the text starts there
     */
    boolean isPrefixed(byte[] text, int from, boolean atStart) {
        return switch (prefix) {
            case NEVER -> false;
            case ALWAYS -> true;
            case UNLESS_MARKED -> !isMarked(text, from);
            case AT_START_UNLESS_MARKED -> atStart && !isMarked(text, from);
        };
    }

    private boolean isMarked(byte[] text, int from) {
        return text[from] == ' ' || Utf8.codePointAt(text, from) == mark;
    }
}
