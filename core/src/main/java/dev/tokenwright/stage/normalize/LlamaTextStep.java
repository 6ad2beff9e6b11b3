package dev.tokenwright.stage.normalize;

import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.LlamaSets;
import dev.tokenwright.text.Utf8;

/** llama.cpp's cleaning of text for WordPiece. White space stays, since words end there. */
final class LlamaTextStep implements NormalizeStep {
    private final boolean stripAccents;
    private final boolean lowercase;
    private final CodePointSet removed;

    LlamaTextStep(NormalizerSpec.LlamaText spec) {
        stripAccents = spec.stripAccents();
        lowercase = spec.lowercase();
        CodePointSet set = CodePointSet.EMPTY;
        if (spec.cleanText()) {
            set = set.union(LlamaSets.control()).union(CodePointSet.of(0, 0xFFFD));
        }
        if (stripAccents) {
            set = set.union(LlamaSets.category("M").orElseThrow());
        }
        removed = set.minus(LlamaSets.whiteSpace());
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        boolean tracked = source.tracked();
        for (int at = 0; at < source.length(); ) {
            int codePoint = Utf8.codePointAt(source.bytes(), at);
            int base = stripAccents ? LlamaSets.baseOf(codePoint) : codePoint;
            if (!removed.contains(base)) {
                target.appendCodePoint(
                        lowercase ? LlamaSets.lowercase(base) : base,
                        tracked ? source.originStart(at) : 0,
                        tracked ? source.originEnd(at) : 0);
            }
            at += Utf8.length(codePoint);
        }
    }
}
