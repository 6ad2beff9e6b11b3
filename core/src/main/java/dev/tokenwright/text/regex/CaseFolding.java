package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeSets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** What {@code (?i)} does: simple case folding of ASCII letters and of characters without case. */
final class CaseFolding {
    /*
     * Oniguruma also folds sequences: under (?i) its "ss" matches U+00DF and its "st" U+FB06. Such a sequence counts only
     * where its letters are literals side by side, so a run of literals that has one is refused, and no others are.
     */
    private static final List<String> SEQUENCES = List.of(
            "ss", "st", "ff", "fi", "fl", "a\u02BE", "h\u0331", "i\u0307", "j\u030C", "t\u0308", "w\u030A", "y\u030A",
            "\u02BCn");

    private static final int LONG_S = 0x17F;
    private static final int KELVIN = 0x212A;
    private static final CodePointSet ASCII = CodePointSet.ofRanges(0, 0x7F);

    private final Set<RegexNode> literals = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Marks a node as a literal under {@code (?i)}. */
    RegexNode literal(RegexNode node) {
        literals.add(node);
        return node;
    }

    /** The set with all code points that match one of it. */
    static CodePointSet close(CodePointSet set, int start) {
        if (!set.minus(ASCII).isEmpty()
                && !set.minus(ASCII).intersect(Cased.SET).isEmpty()) {
            throw new RegexSyntaxException("Letters beyond ASCII under (?i), which are not supported,", start);
        }
        CodePointSet closed = set;
        for (int lower = 'a'; lower <= 'z'; lower++) {
            int upper = lower - 'a' + 'A';
            if (set.contains(lower) || set.contains(upper)) {
                closed = closed.union(CodePointSet.of(lower, upper));
            }
        }
        if (closed.contains('s')) {
            closed = closed.union(CodePointSet.of(LONG_S));
        }
        return closed.contains('k') ? closed.union(CodePointSet.of(KELVIN)) : closed;
    }

    /** A named set of Rust's engine with all code points that match one of it. */
    static CodePointSet closeNamed(CodePointSet set, int start) {
        CodePointSet word = UnicodeSets.wordCharacter();
        boolean closed = set.intersect(Cased.SET).isEmpty()
                || Cased.SET.minus(set).isEmpty()
                || set.equals(word)
                || set.equals(word.complement())
                || set.equals(UnicodeSets.patternHexDigit())
                || set.equals(UnicodeSets.patternHexDigit().complement());
        return closed ? set : close(set, start);
    }

    /** Refuses an expression of Oniguruma in which literals fold as a sequence. */
    void refuseSequences(RegexNode root) {
        walk(root, new ArrayList<>());
    }

    private void walk(RegexNode node, List<CodePointSet> run) {
        if (node instanceof RegexNode.Characters characters && literals.contains(node)) {
            run.add(characters.set());
            SEQUENCES.forEach(sequence -> refuse(sequence, run));
        } else if (node instanceof RegexNode.Sequence sequence) {
            sequence.parts().forEach(part -> walk(part, run));
        } else if (node instanceof RegexNode.Repeat repeat && repeat.body() instanceof RegexNode.Characters) {
            walk(repeat.body(), run);
            walk(repeat.body(), run);
        } else {
            run.clear();
            for (RegexNode child : children(node)) {
                walk(child, run);
                run.clear();
            }
        }
    }

    private static List<RegexNode> children(RegexNode node) {
        if (node instanceof RegexNode.Alternation alternation) {
            return alternation.choices();
        }
        if (node instanceof RegexNode.Repeat repeat) {
            return List.of(repeat.body());
        }
        if (node instanceof RegexNode.Atomic atomic) {
            return List.of(atomic.body());
        }
        return node instanceof RegexNode.Look look ? List.of(look.body()) : List.of();
    }

    private static void refuse(String sequence, List<CodePointSet> run) {
        int from = run.size() - sequence.length();
        for (int index = 0; index < sequence.length(); index++) {
            if (from < 0 || !run.get(from + index).contains(sequence.charAt(index))) {
                return;
            }
        }
        throw new RegexSyntaxException(
                "\"" + sequence + "\" under (?i), which also matches one character and is not supported, ends", 0);
    }

    /** Code points that may have another case. */
    private static final class Cased {
        static final CodePointSet SET = CodePointSet.of(0x345)
                .union(of("lu"))
                .union(of("ll"))
                .union(of("lt"))
                .union(of("nl"))
                .union(of("so"));

        private static CodePointSet of(String category) {
            return UnicodeSets.property(category).orElseThrow();
        }
    }
}
