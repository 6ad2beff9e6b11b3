package dev.tokenwright.stage.normalize;

import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.TextPattern;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;

/** Each match of a pattern is replaced by a text; it takes the origin of the match's last code point. */
final class ReplaceStep implements NormalizeStep {
    private final TextPattern pattern;
    private final byte[] content;

    private ReplaceStep(TextPattern pattern, byte[] content) {
        this.pattern = pattern;
        this.content = content;
    }

    static ReplaceStep of(NormalizerSpec.Replace spec, Function<PatternSpec, TextPattern> patterns) {
        return new ReplaceStep(patterns.apply(spec.pattern()), spec.content().getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        int[] done = {0};
        pattern.findAll(source.bytes(), 0, source.length(), (start, end) -> {
            target.append(source, done[0], start);
            int originStart = anchor;
            int originEnd = anchor;
            if (source.tracked() && end > 0) {
                originStart = source.originStart(end - 1);
                originEnd = source.originEnd(end - 1);
            }
            target.appendBytes(content, 0, content.length, originStart, originEnd);
            done[0] = end;
        });
        target.append(source, done[0], source.length());
    }
}
