package dev.tokenwright.stage.frame;

import dev.tokenwright.error.TruncationException;
import dev.tokenwright.spec.TruncationSpec;
import dev.tokenwright.spec.TruncationSpec.Strategy;
import java.util.Optional;

/** Cuts one or two rows so that they fit a number of tokens together, as Hugging Face {@code tokenizers} does. */
public final class Truncation {
    private Truncation() {}

    /**
     * Cuts the rows in place.
     *
     * @param framing how many tokens the frame adds to a single text
     * @param room how many tokens the texts may have together, framing not counted; when the frame alone is longer than the
     *     limit this is negative, and nothing is cut, as the reference does
     * @throws TruncationException when the stride or the strategy does not allow it
     */
    public static void apply(TruncationSpec spec, int framing, int room, TokenRow first, Optional<TokenRow> second) {
        checkStride(spec, framing);
        if (room < 0) {
            return;
        }
        if (room == 0) {
            cut(first, 0, spec);
            second.ifPresent(row -> cut(row, 0, spec));
            return;
        }
        int total = first.size() + second.map(TokenRow::size).orElse(0);
        if (total <= room) {
            return;
        }
        if (spec.strategy() == Strategy.LONGEST_FIRST) {
            cutLongest(spec, room, first, second);
        } else {
            cutOne(spec, total - room, target(spec.strategy(), first, second));
        }
    }

    private static void checkStride(TruncationSpec spec, int framing) {
        int length = spec.maxLength() - framing;
        if (length >= 0 && length < spec.stride()) {
            throw new TruncationException("Stride " + spec.stride() + " does not fit the " + length
                    + " tokens that a limit of " + spec.maxLength() + " leaves beside " + framing
                    + " framing tokens. Lower the stride or raise the limit");
        }
    }

    private static void cutLongest(TruncationSpec spec, int room, TokenRow first, Optional<TokenRow> second) {
        if (second.isEmpty()) {
            cut(first, room, spec);
            return;
        }
        int shorter = Math.min(first.size(), second.get().size());
        int longer = shorter > room ? shorter : Math.max(shorter, room - shorter);
        if (shorter + longer > room) {
            shorter = room / 2;
            longer = shorter + room % 2;
        }
        boolean firstIsLonger = first.size() > second.get().size();
        cut(first, firstIsLonger ? longer : shorter, spec);
        cut(second.get(), firstIsLonger ? shorter : longer, spec);
    }

    private static TokenRow target(Strategy strategy, TokenRow first, Optional<TokenRow> second) {
        if (strategy == Strategy.ONLY_FIRST) {
            return first;
        }
        return second.orElseThrow(() -> new TruncationException(
                "Cannot truncate only the second text: there is none. Use LONGEST_FIRST for single texts"));
    }

    private static void cutOne(TruncationSpec spec, int tooMany, TokenRow row) {
        if (row.size() <= tooMany) {
            throw new TruncationException("Cannot take " + tooMany + " tokens off a text of " + row.size()
                    + ". Raise the limit of " + spec.maxLength() + " or use LONGEST_FIRST");
        }
        cut(row, row.size() - tooMany, spec);
    }

    private static void cut(TokenRow row, int length, TruncationSpec spec) {
        if (length > 0 && length < row.size() && spec.stride() >= length) {
            throw new TruncationException("Stride " + spec.stride() + " must be smaller than the " + length
                    + " tokens that are left for the text. Lower the stride or raise the limit of "
                    + spec.maxLength());
        }
        row.truncate(length, spec.stride(), spec.direction());
    }
}
