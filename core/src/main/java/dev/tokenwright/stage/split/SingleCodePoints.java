package dev.tokenwright.stage.split;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.Utf8;

/** Each code point of a set is a match of its own. */
final class SingleCodePoints implements TextPattern {
    private final CodePointSet set;

    SingleCodePoints(CodePointSet set) {
        this.set = set;
    }

    @Override
    public void findAll(byte[] utf8, int from, int to, Sink sink) {
        for (int at = from; at < to; ) {
            int codePoint = Utf8.codePointAt(utf8, at);
            int size = Utf8.length(codePoint);
            if (set.contains(codePoint)) {
                sink.accept(at, at + size);
            }
            at += size;
        }
    }
}
