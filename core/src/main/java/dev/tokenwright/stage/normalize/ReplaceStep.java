package dev.tokenwright.stage.normalize;

import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.Spans;
import dev.tokenwright.text.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Each match of a pattern is replaced by a text; it takes the origin of the match's last code point. */
final class ReplaceStep implements NormalizeStep {
    /** Runs of blanks, as converted SentencePiece models write them. */
    private static final String BLANK_RUN = " {2,}";

    private final TextPattern pattern;
    private final byte[] content;
    private final CodePointSet alone;
    private final boolean joinsBlanks;

    private ReplaceStep(NormalizerSpec.Replace spec, TextPattern pattern) {
        this.pattern = pattern;
        this.content = spec.content().getBytes(StandardCharsets.UTF_8);
        this.alone = alone(spec.pattern());
        this.joinsBlanks = spec.pattern() instanceof PatternSpec.Regex regex
                && regex.pattern().equals(BLANK_RUN)
                && spec.content().equals(" ");
    }

    /** What no match has in it. */
    private static CodePointSet alone(PatternSpec pattern) {
        if (pattern instanceof PatternSpec.Literal literal) {
            int[] searched = literal.text().codePoints().toArray();
            return searched.length == 0
                    ? CodePointSet.EMPTY
                    : CodePointSet.of(searched).complement();
        }
        return pattern instanceof PatternSpec.Regex regex && regex.pattern().equals(BLANK_RUN)
                ? CodePointSet.of(' ').complement()
                : CodePointSet.EMPTY;
    }

    @Override
    public boolean keeps(byte[] utf8, int from, int to) {
        if (!joinsBlanks) {
            return from == to;
        }
        int at = from;
        while (at + 1 < to && (utf8[at] != ' ' || utf8[at + 1] != ' ')) {
            at++;
        }
        return at + 1 >= to;
    }

    @Override
    public CodePointSet alone() {
        return alone;
    }

    @Override
    public CodePointSet startsBehindOther() {
        return joinsBlanks ? CodePointSet.ALL : alone;
    }

    static ReplaceStep of(NormalizerSpec.Replace spec, Function<PatternSpec, TextPattern> patterns) {
        return new ReplaceStep(spec, patterns.apply(spec.pattern()));
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        Spans matches = source.matches();
        matches.clear();
        pattern.findAll(source.bytes(), 0, source.length(), matches);
        int done = 0;
        for (int index = 0; index < matches.size(); index++) {
            target.append(source, done, matches.start(index));
            done = matches.end(index);
            int originStart = anchor;
            int originEnd = anchor;
            if (source.tracked() && done > 0) {
                originStart = source.originStart(done - 1);
                originEnd = source.originEnd(done - 1);
            }
            target.appendBytes(content, 0, content.length, originStart, originEnd);
        }
        target.append(source, done, source.length());
    }
}
