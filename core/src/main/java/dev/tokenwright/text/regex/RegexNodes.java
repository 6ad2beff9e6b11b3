package dev.tokenwright.text.regex;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.regex.RegexNode.Alternation;
import dev.tokenwright.text.regex.RegexNode.Atomic;
import dev.tokenwright.text.regex.RegexNode.Characters;
import dev.tokenwright.text.regex.RegexNode.Look;
import dev.tokenwright.text.regex.RegexNode.Repeat;
import dev.tokenwright.text.regex.RegexNode.Sequence;
import java.util.List;

/** Makes and judges parts of expressions. */
final class RegexNodes {
    private RegexNodes() {}

    /** One of several choices; choices of one character each become one set. */
    static RegexNode alternation(List<RegexNode> choices) {
        if (choices.size() == 1) {
            return choices.get(0);
        }
        CodePointSet union = CodePointSet.EMPTY;
        for (RegexNode choice : choices) {
            if (!(choice instanceof Characters characters)) {
                return new Alternation(choices);
            }
            union = union.union(characters.set());
        }
        return new Characters(union);
    }

    /** Between a character of the set and one that is not, or an end of the text. */
    static RegexNode boundary(CodePointSet word) {
        Characters character = new Characters(word);
        return new Alternation(List.of(
                both(new Look(character, Look.Kind.BEHIND), new Look(character, Look.Kind.NOT_AHEAD)),
                both(new Look(character, Look.Kind.NOT_BEHIND), new Look(character, Look.Kind.AHEAD))));
    }

    /** Everywhere else. */
    static RegexNode noBoundary(CodePointSet word) {
        Characters character = new Characters(word);
        return new Alternation(List.of(
                both(new Look(character, Look.Kind.BEHIND), new Look(character, Look.Kind.AHEAD)),
                both(new Look(character, Look.Kind.NOT_BEHIND), new Look(character, Look.Kind.NOT_AHEAD))));
    }

    private static RegexNode both(RegexNode first, RegexNode second) {
        return new Sequence(List.of(first, second));
    }

    /** Whether an expression may match the empty text. */
    static boolean matchesEmpty(RegexNode node) {
        if (node instanceof Characters) {
            return false;
        }
        if (node instanceof Sequence sequence) {
            return sequence.parts().stream().allMatch(RegexNodes::matchesEmpty);
        }
        if (node instanceof Alternation alternation) {
            return alternation.choices().stream().anyMatch(RegexNodes::matchesEmpty);
        }
        if (node instanceof Repeat repeat) {
            return repeat.min() == 0 || matchesEmpty(repeat.body());
        }
        return !(node instanceof Atomic atomic) || matchesEmpty(atomic.body());
    }

    /** Whether an expression matches nothing but the empty text, as conditions do. */
    static boolean takesNoText(RegexNode node) {
        if (node instanceof Sequence sequence) {
            return sequence.parts().stream().allMatch(RegexNodes::takesNoText);
        }
        if (node instanceof Alternation alternation) {
            return alternation.choices().stream().allMatch(RegexNodes::takesNoText);
        }
        if (node instanceof Repeat repeat) {
            return repeat.max() == 0 || takesNoText(repeat.body());
        }
        if (node instanceof Atomic atomic) {
            return takesNoText(atomic.body());
        }
        return !(node instanceof Characters);
    }

    /** Whether an expression is made of sets, sequences, alternations and bounded greedy repeats alone. */
    static boolean isPlain(RegexNode node) {
        if (node instanceof Sequence sequence) {
            return sequence.parts().stream().allMatch(RegexNodes::isPlain);
        }
        if (node instanceof Alternation alternation) {
            return alternation.choices().stream().allMatch(RegexNodes::isPlain);
        }
        if (node instanceof Repeat repeat) {
            return repeat.max() != Repeat.UNBOUNDED && repeat.mode() == Repeat.Mode.GREEDY && isPlain(repeat.body());
        }
        return node instanceof Characters;
    }
}
