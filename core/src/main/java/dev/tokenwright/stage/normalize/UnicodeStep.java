package dev.tokenwright.stage.normalize;

import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.TextRewriter;
import dev.tokenwright.text.UnicodeNormalization;
import dev.tokenwright.text.Utf8;

/** A Unicode normalisation form. */
final class UnicodeStep implements NormalizeStep {
    private final UnicodeNormalization.Form form;

    UnicodeStep(NormalizerSpec.Unicode.Form form) {
        this.form = UnicodeNormalization.Form.valueOf(form.name());
    }

    UnicodeStep(UnicodeNormalization.Form form) {
        this.form = form;
    }

    @Override
    public boolean keeps(byte[] utf8, int from, int to) {
        return UnicodeNormalization.isNormalized(form, utf8, from, to);
    }

    @Override
    public CodePointSet alone() {
        return form.inert();
    }

    @Override
    public CodePointSet endsAsItIs() {
        return CodePointSet.ofRanges(' ' + 1, 0x7E);
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        int[] codePoints = new int[source.length()];
        int count = 0;
        for (int at = 0; at < source.length(); count++) {
            codePoints[count] = Utf8.codePointAt(source.bytes(), at);
            at += Utf8.length(codePoints[count]);
        }
        TextRewriter rewriter = new TextRewriter();
        rewriter.begin(source, 0, source.length(), target, anchor);
        UnicodeNormalization.normalize(form, codePoints, count, rewriter::accept);
    }
}
