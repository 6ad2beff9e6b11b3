package dev.tokenwright;

import dev.tokenwright.error.LoadException;
import dev.tokenwright.error.WorkLimitException;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.stage.split.SplitPatterns;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.LiteralPattern;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.cut.MatchAutomaton;
import dev.tokenwright.text.regex.CompiledRegex;
import dev.tokenwright.text.regex.RegexBudgetException;
import dev.tokenwright.text.regex.RegexDialect;
import dev.tokenwright.text.regex.RegexNode;
import dev.tokenwright.text.regex.RegexSyntaxException;
import java.util.Optional;

/** Makes the patterns of a specification ready to search. */
final class PatternCompiler implements SplitPatterns {
    static final PatternCompiler INSTANCE = new PatternCompiler();

    private PatternCompiler() {}

    @Override
    public TextPattern pattern(PatternSpec spec) {
        return compile(spec);
    }

    @Override
    public Optional<RegexNode> tree(PatternSpec spec) {
        if (spec instanceof PatternSpec.Literal literal) {
            return Optional.of(new RegexNode.Sequence(literal.text()
                    .codePoints()
                    .mapToObj(codePoint -> (RegexNode) new RegexNode.Characters(CodePointSet.of(codePoint)))
                    .toList()));
        }
        if (spec instanceof PatternSpec.Regex regex) {
            try {
                return Optional.of(CompiledRegex.parse(
                        regex.pattern(), RegexDialect.valueOf(regex.dialect().name())));
            } catch (RegexSyntaxException e) {
                throw refusal(regex, e);
            }
        }
        throw new AssertionError(spec);
    }

    /**
     * Compiles a pattern.
     *
     * @throws LoadException when it is malformed or uses something that is not supported exactly
     */
    static TextPattern compile(PatternSpec spec) {
        if (spec instanceof PatternSpec.Literal literal) {
            return literal.text().isEmpty()
                    ? CompiledRegex.compile("", RegexDialect.ONIGURUMA)
                    : new LiteralPattern(literal.text());
        }
        if (spec instanceof PatternSpec.Regex regex) {
            try {
                return guarded(CompiledRegex.compile(
                        regex.pattern(), RegexDialect.valueOf(regex.dialect().name())));
            } catch (RegexSyntaxException e) {
                throw refusal(regex, e);
            }
        }
        throw new AssertionError(spec);
    }

    /** What matches a pattern code point by code point, if there can be such. */
    static Optional<MatchAutomaton> automaton(PatternSpec spec) {
        return INSTANCE.tree(spec).flatMap(MatchAutomaton::of);
    }

    private static LoadException refusal(PatternSpec.Regex regex, RegexSyntaxException e) {
        return new LoadException(
                LoadException.Kind.UNSUPPORTED,
                regex.place(),
                e.getMessage() + ", which is \"" + regex.pattern()
                        + "\". Rewrite the pattern without it, or report it if the reference loads the file",
                e);
    }

    /** The same pattern, whose running out of steps is an exception of the library's family. */
    private static TextPattern guarded(CompiledRegex regex) {
        return (utf8, from, to, sink) -> {
            try {
                regex.findAll(utf8, from, to, sink);
            } catch (RegexBudgetException e) {
                throw new WorkLimitException(e.pattern(), e.byteIndex());
            }
        };
    }
}
