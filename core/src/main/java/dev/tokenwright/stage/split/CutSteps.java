package dev.tokenwright.stage.split;

import dev.tokenwright.spec.SplitBehavior;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.cut.CutTransducer;
import dev.tokenwright.text.cut.UnsupportedPatternException;
import dev.tokenwright.text.regex.RegexNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Compiles steps that only cut, and throw nothing away, to one transducer. */
final class CutSteps {
    private CutSteps() {}

    /** The transducer that does what the steps do one after the other, if there is an exact one. */
    static Optional<CutTransducer> compile(List<SplitSpec> specs, SplitPatterns patterns) {
        List<RegexNode> trees = new ArrayList<>();
        boolean keepsMatchesOnly = false;
        for (SplitSpec spec : specs) {
            Optional<RegexNode> tree = tree(spec, patterns);
            if (tree.isEmpty()) {
                return Optional.empty();
            }
            trees.add(tree.get());
            keepsMatchesOnly |= spec instanceof SplitSpec.Split split && split.behavior() == SplitBehavior.REMOVED;
        }
        if (trees.isEmpty() || keepsMatchesOnly && trees.size() > 1) {
            return Optional.empty();
        }
        try {
            CutTransducer transducer = CutTransducer.compile(trees);
            return keepsMatchesOnly && !transducer.isTotal() ? Optional.empty() : Optional.of(transducer);
        } catch (UnsupportedPatternException e) {
            return Optional.empty();
        }
    }

    /** What a step isolates, where every match and every stretch between matches becomes a piece. */
    private static Optional<RegexNode> tree(SplitSpec spec, SplitPatterns patterns) {
        if (spec instanceof SplitSpec.Split split) {
            boolean isolates = split.behavior() == SplitBehavior.ISOLATED
                    || split.behavior() == SplitBehavior.REMOVED && split.invert();
            return isolates ? patterns.tree(split.pattern()) : Optional.empty();
        } else if (spec instanceof SplitSpec.ByteLevel byteLevel && byteLevel.useRegex()) {
            return byteLevel.addPrefixSpace() ? Optional.empty() : patterns.tree(ByteLevelStep.GPT2_PATTERN);
        } else if (spec instanceof SplitSpec.Digits digits) {
            return Optional.of(runsOf(UnicodeSets.numeric(), !digits.individual()));
        } else if (spec instanceof SplitSpec.Punctuation punctuation) {
            return switch (punctuation.behavior()) {
                case ISOLATED -> Optional.of(runsOf(UnicodeSets.punctuation(), false));
                case CONTIGUOUS -> Optional.of(runsOf(UnicodeSets.punctuation(), true));
                default -> Optional.empty();
            };
        }
        return Optional.empty();
    }

    private static RegexNode runsOf(CodePointSet set, boolean whole) {
        RegexNode one = new RegexNode.Characters(set);
        return whole ? new RegexNode.Repeat(one, 1, RegexNode.Repeat.UNBOUNDED, RegexNode.Repeat.Mode.GREEDY) : one;
    }
}
