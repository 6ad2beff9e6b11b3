package dev.tokenwright.stage.frame;

import dev.tokenwright.spec.PaddingSpec;
import java.util.List;

/** Fills rows up to a common length. */
public final class Padding {
    private Padding() {}

    /** Pads the rows in place: to the length asked for or to the longest, raised to a multiple where asked. */
    public static void apply(PaddingSpec spec, List<TokenRow> rows) {
        int longest = rows.stream().mapToInt(TokenRow::size).max().orElse(0);
        int length = targetLength(spec, longest);
        for (TokenRow row : rows) {
            row.pad(length, spec.padId(), spec.padTypeId(), spec.padToken(), spec.direction());
        }
    }

    /** The length that rows whose longest has {@code longest} tokens are padded to. */
    public static int targetLength(PaddingSpec spec, int longest) {
        int length = spec.length().orElse(longest);
        int multiple = spec.multipleOf().orElse(0);
        return multiple > 0 && length % multiple > 0 ? length + multiple - length % multiple : length;
    }
}
