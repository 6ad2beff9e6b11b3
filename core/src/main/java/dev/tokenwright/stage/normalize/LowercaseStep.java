package dev.tokenwright.stage.normalize;

import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.Lowercase;
import dev.tokenwright.text.Utf8;

/** Each code point to lower case. */
final class LowercaseStep implements NormalizeStep {
    @Override
    public boolean keeps(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to && utf8[at] >= 0 && (utf8[at] < 'A' || utf8[at] > 'Z')) {
            at++;
        }
        return at == to;
    }

    @Override
    public CodePointSet alone() {
        return Lowercase.unchanged();
    }

    @Override
    public CodePointSet starts() {
        return CodePointSet.ALL;
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        boolean tracked = source.tracked();
        int[] lower = new int[Lowercase.MAX_LENGTH];
        for (int at = 0; at < source.length(); ) {
            int codePoint = Utf8.codePointAt(source.bytes(), at);
            int count = Lowercase.map(codePoint, lower);
            for (int index = 0; index < count; index++) {
                target.appendCodePoint(
                        lower[index], tracked ? source.originStart(at) : 0, tracked ? source.originEnd(at) : 0);
            }
            at += Utf8.length(codePoint);
        }
    }
}
