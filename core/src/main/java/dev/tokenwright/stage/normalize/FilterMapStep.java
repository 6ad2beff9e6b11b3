package dev.tokenwright.stage.normalize;

import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.Utf8;

/** Some code points are removed and some become a blank. */
final class FilterMapStep implements NormalizeStep {
    private final CodePointSet removed;
    private final CodePointSet blanks;
    /** Whether an ASCII character stays, by character. */
    private final boolean[] stays = new boolean[128];

    private FilterMapStep(CodePointSet removed, CodePointSet blanks) {
        this.removed = removed;
        this.blanks = blanks;
        for (int value = 0; value < stays.length; value++) {
            stays[value] = !removed.contains(value) && (value == ' ' || !blanks.contains(value));
        }
    }

    static FilterMapStep nmt() {
        return new FilterMapStep(UnicodeSets.nmtRemoved(), UnicodeSets.nmtBlank());
    }

    static FilterMapStep stripAccents() {
        return new FilterMapStep(UnicodeSets.combiningMark(), CodePointSet.EMPTY);
    }

    static FilterMapStep bertCleanText() {
        return new FilterMapStep(UnicodeSets.bertRemoved(), UnicodeSets.bertBlank());
    }

    static FilterMapStep nonspacingMarks() {
        return new FilterMapStep(UnicodeSets.bertNonspacingMark(), CodePointSet.EMPTY);
    }

    @Override
    public boolean keeps(byte[] utf8, int from, int to) {
        int at = from;
        while (at < to && utf8[at] >= 0 && stays[utf8[at]]) {
            at++;
        }
        return at == to;
    }

    @Override
    public CodePointSet alone() {
        return removed.union(blanks).complement();
    }

    @Override
    public CodePointSet starts() {
        return removed.complement();
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        boolean tracked = source.tracked();
        byte[] bytes = source.bytes();
        for (int at = 0; at < source.length(); ) {
            int codePoint = Utf8.codePointAt(bytes, at);
            int size = Utf8.length(codePoint);
            if (!removed.contains(codePoint)) {
                if (blanks.contains(codePoint)) {
                    target.appendCodePoint(
                            ' ', tracked ? source.originStart(at) : 0, tracked ? source.originEnd(at) : 0);
                } else {
                    target.append(source, at, at + size);
                }
            }
            at += size;
        }
    }
}
