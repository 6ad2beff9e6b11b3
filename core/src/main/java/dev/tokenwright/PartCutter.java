package dev.tokenwright;

import dev.tokenwright.stage.normalize.Normalizer;
import dev.tokenwright.stage.split.Splitter;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.cut.CutTransducer;
import dev.tokenwright.text.cut.UnsupportedPatternException;
import dev.tokenwright.text.regex.RegexNode;
import dev.tokenwright.text.regex.RegexNode.Characters;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Finds where raw text can be cut into parts, each of which is normalised, split and encoded by itself with the same result.
 * The argument is in {@code docs/algorithms/parts.md}.
 */
final class PartCutter {
    private static final Characters RETURN = set(CodePointSet.of('\r'));
    private static final Characters NEWLINE = set(CodePointSet.of('\n'));
    /** What most often stands between words. */
    private static final int[] BLANKS = {' ', '\t', '\n'};

    private PartCutter() {}

    /** What cuts text into parts, if that is possible. */
    static Optional<CutTransducer> of(Normalizer normalizer, Splitter splitter) {
        CodePointSet blanks = starts(normalizer, splitter, false);
        RegexNode part;
        if (blanks.contains(' ')) {
            CodePointSet alone =
                    splitter.alone().contains(' ') ? splitter.alone().union(normalizer.spacedOut()) : splitter.alone();
            CodePointSet ascii = CodePointSet.ofRanges(0, ' ');
            part = single(blanks, alone.intersect(normalizer.alone()).minus(ascii));
        } else {
            blanks = starts(normalizer, splitter, true);
            CodePointSet others = normalizer.endsAsItIs();
            if (!blanks.contains(' ') || others.isEmpty()) {
                return Optional.empty();
            }
            part = runs(blanks, others);
        }
        try {
            return Optional.of(CutTransducer.compile(List.of(part))).filter(CutTransducer::isTotal);
        } catch (UnsupportedPatternException e) {
            return Optional.empty();
        }
    }

    private static CodePointSet starts(Normalizer normalizer, Splitter splitter, boolean behindOther) {
        return CodePointSet.of(IntStream.of(BLANKS)
                .filter(blank -> {
                    var start = normalizer.start(blank, behindOther);
                    return start.isPresent() && splitter.starts().contains(start.getAsInt());
                })
                .toArray());
    }

    /**
     * A word with the blank before it; a code point that stands alone with the blank before it; the blanks before that
     * blank. A newline stays with a carriage return before it.
     */
    private static RegexNode single(CodePointSet blanks, CodePointSet alone) {
        Characters blank = set(blanks);
        CodePointSet rest = blanks.union(alone).union(RETURN.set()).complement();
        RegexNode line = new RegexNode.Sequence(List.of(RETURN, optional(NEWLINE)));
        List<RegexNode> bodies = new ArrayList<>();
        if (!alone.isEmpty()) {
            bodies.add(set(alone));
        }
        bodies.add(many(new RegexNode.Alternation(List.of(set(rest), line)), 1));
        RegexNode word =
                new RegexNode.Sequence(List.of(optional(blank), new RegexNode.Alternation(List.copyOf(bodies))));
        RegexNode beforeBlank = new RegexNode.Look(set(blanks.complement()), RegexNode.Look.Kind.NOT_AHEAD);
        RegexNode run = new RegexNode.Sequence(List.of(many(blank, 1), beforeBlank));
        return new RegexNode.Alternation(List.of(word, run, many(blank, 1)));
    }

    /** All blanks and what follows, up to blanks with one of {@code others} before them. */
    private static RegexNode runs(CodePointSet blanks, CodePointSet others) {
        Characters blank = set(blanks);
        RegexNode joined =
                new RegexNode.Sequence(List.of(set(blanks.union(others).complement()), many(blank, 0)));
        RegexNode word = new RegexNode.Sequence(
                List.of(many(blank, 0), many(new RegexNode.Alternation(List.of(set(others), joined)), 1)));
        return new RegexNode.Alternation(List.of(word, many(blank, 1)));
    }

    private static Characters set(CodePointSet set) {
        return new Characters(set);
    }

    private static RegexNode optional(RegexNode node) {
        return new RegexNode.Repeat(node, 0, 1, RegexNode.Repeat.Mode.GREEDY);
    }

    private static RegexNode many(RegexNode node, int min) {
        return new RegexNode.Repeat(node, min, RegexNode.Repeat.UNBOUNDED, RegexNode.Repeat.Mode.GREEDY);
    }
}
