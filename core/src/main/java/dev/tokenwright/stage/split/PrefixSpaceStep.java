package dev.tokenwright.stage.split;

/** A blank is put before each piece that does not start with one. */
final class PrefixSpaceStep extends RewritingStep {
    private static final byte[] BLANK = {' '};

    @Override
    void rewrite(SplitState state, int start, int end, dev.tokenwright.text.AlignedText target) {
        if (state.text().bytes()[start] != ' ') {
            prepend(BLANK, state.text(), start, target);
        }
        target.append(state.text(), start, end);
    }
}
