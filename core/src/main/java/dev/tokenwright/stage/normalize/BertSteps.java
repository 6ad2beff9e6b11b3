package dev.tokenwright.stage.normalize;

import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.CodePointSet;
import dev.tokenwright.text.UnicodeNormalization;
import dev.tokenwright.text.UnicodeSets;
import dev.tokenwright.text.Utf8;
import java.util.List;

/** The cleaning that BERT does, as up to five steps. */
final class BertSteps {
    private BertSteps() {}

    static void addTo(List<NormalizeStep> steps, NormalizerSpec.Bert bert) {
        if (bert.cleanText()) {
            steps.add(FilterMapStep.bertCleanText());
        }
        if (bert.handleChineseChars()) {
            steps.add(new SpaceOutChinese());
        }
        if (bert.stripAccents().orElse(bert.lowercase())) {
            steps.add(new UnicodeStep(UnicodeNormalization.Form.NFD));
            steps.add(FilterMapStep.nonspacingMarks());
        }
        if (bert.lowercase()) {
            steps.add(new LowercaseStep());
        }
    }

    /** Puts a blank on either side of each Chinese character; both take its origin. */
    private static final class SpaceOutChinese implements NormalizeStep {
        @Override
        public boolean keeps(byte[] utf8, int from, int to) {
            return Utf8.asciiEnd(utf8, from, to) == to;
        }

        @Override
        public CodePointSet alone() {
            return CodePointSet.ALL;
        }

        @Override
        public CodePointSet spacedOut() {
            return UnicodeSets.bertChinese();
        }

        @Override
        public void apply(AlignedText source, AlignedText target, int anchor) {
            CodePointSet chinese = UnicodeSets.bertChinese();
            boolean tracked = source.tracked();
            for (int at = 0; at < source.length(); ) {
                int codePoint = Utf8.codePointAt(source.bytes(), at);
                int size = Utf8.length(codePoint);
                if (chinese.contains(codePoint)) {
                    int start = tracked ? source.originStart(at) : 0;
                    int end = tracked ? source.originEnd(at) : 0;
                    target.appendCodePoint(' ', start, end);
                    target.append(source, at, at + size);
                    target.appendCodePoint(' ', start, end);
                } else {
                    target.append(source, at, at + size);
                }
                at += size;
            }
        }
    }
}
