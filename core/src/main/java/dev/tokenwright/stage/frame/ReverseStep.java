package dev.tokenwright.stage.frame;

import java.util.List;
import java.util.Optional;

/** Turns the order of each text's tokens around. */
final class ReverseStep implements FrameStep {
    @Override
    public int addedTokens(boolean pair) {
        return 0;
    }

    @Override
    public Optional<FixedFrame> fixedFrame() {
        return Optional.empty();
    }

    @Override
    public List<TokenRow> process(List<TokenRow> rows, boolean addSpecialTokens) {
        if (addSpecialTokens) {
            for (TokenRow row : rows) {
                row.reverse();
                row.overflow().forEach(TokenRow::reverse);
            }
        }
        return rows;
    }
}
