package dev.tokenwright.stage.split;

import dev.tokenwright.spec.PrependScheme;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.text.AlignedText;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Blanks become a visible character, which is also put before pieces as the scheme says. */
final class MetaspaceStep extends RewritingStep {
    private final byte[] replacement;
    private final PrependScheme scheme;

    MetaspaceStep(SplitSpec.Metaspace spec) {
        replacement = Character.toString(spec.replacement()).getBytes(StandardCharsets.UTF_8);
        scheme = spec.scheme();
    }

    @Override
    void rewrite(SplitState state, int start, int end, AlignedText target) {
        AlignedText source = state.text();
        if (prepends(state, start, end)) {
            prepend(replacement, source, start, target);
        }
        int done = start;
        for (int at = start; at < end; at++) {
            if (source.bytes()[at] == ' ') {
                target.append(source, done, at);
                prepend(replacement, source, at, target);
                done = at + 1;
            }
        }
        target.append(source, done, end);
    }

    private boolean prepends(SplitState state, int start, int end) {
        if (scheme == PrependScheme.NEVER || startsWithReplacement(state.text().bytes(), start, end)) {
            return false;
        }
        return scheme == PrependScheme.ALWAYS || state.originStart(start) == 0;
    }

    private boolean startsWithReplacement(byte[] bytes, int start, int end) {
        return bytes[start] == ' '
                || end - start >= replacement.length
                        && Arrays.equals(bytes, start, start + replacement.length, replacement, 0, replacement.length);
    }
}
