package dev.tokenwright.stage.split;

import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.TextPattern;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.Utf8;

/** Runs of word characters, and runs of what is neither a word character nor white space: {@code \w+|[^\w\s]+}. */
final class WordRuns implements TextPattern {
    private static final int WORD = 0;
    private static final int SPACE = 1;
    private static final int OTHER = 2;

    private final CodePointSet word = UnicodeSets.wordCharacter();
    private final CodePointSet space = UnicodeSets.whiteSpace();

    @Override
    public void findAll(byte[] utf8, int from, int to, Sink sink) {
        int runStart = from;
        int runKind = SPACE;
        for (int at = from; at < to; ) {
            int codePoint = Utf8.codePointAt(utf8, at);
            int kind = word.contains(codePoint) ? WORD : space.contains(codePoint) ? SPACE : OTHER;
            if (kind != runKind) {
                if (runKind != SPACE) {
                    sink.accept(runStart, at);
                }
                runStart = at;
                runKind = kind;
            }
            at += Utf8.length(codePoint);
        }
        if (runKind != SPACE && runStart < to) {
            sink.accept(runStart, to);
        }
    }
}
