package dev.tokenwright;

import dev.tokenwright.spec.PaddingSpec;
import dev.tokenwright.spec.TruncationSpec;
import java.util.Objects;

/**
 * How text is encoded.
 *
 * @param specialText what becomes of special tokens' characters in the text
 * @param framing whether opening and closing tokens are added
 * @param truncation how results that are too long are cut
 * @param padding how results that are too short are filled up
 * @param offsetUnit what the offsets of an {@link Encoding} count
 */
public record EncodeOptions(
        SpecialText specialText,
        Framing framing,
        Setting<TruncationSpec> truncation,
        Setting<PaddingSpec> padding,
        OffsetUnit offsetUnit) {
    /**
     * What the reference's own {@code encode} does: special tokens are recognised, framing tokens are added, truncation
     * and padding are as in the file. For text that the program wrote itself.
     */
    public static final EncodeOptions DEFAULT =
            new EncodeOptions(SpecialText.RECOGNIZE, Framing.ADD, Setting.asFile(), Setting.asFile(), OffsetUnit.UTF16);

    /** The text's own tokens and nothing else; no control id can come out. For text that somebody typed. */
    public static final EncodeOptions ORDINARY =
            new EncodeOptions(SpecialText.AS_TEXT, Framing.NONE, Setting.off(), Setting.off(), OffsetUnit.UTF16);

    /** Checks that nothing is null. */
    public EncodeOptions {
        Objects.requireNonNull(specialText, "specialText");
        Objects.requireNonNull(framing, "framing");
        Objects.requireNonNull(truncation, "truncation");
        Objects.requireNonNull(padding, "padding");
        Objects.requireNonNull(offsetUnit, "offsetUnit");
    }

    /** The same options with another treatment of special tokens' characters. */
    public EncodeOptions withSpecialText(SpecialText newSpecialText) {
        return new EncodeOptions(newSpecialText, framing, truncation, padding, offsetUnit);
    }

    /** The same options with or without framing tokens. */
    public EncodeOptions withFraming(Framing newFraming) {
        return new EncodeOptions(specialText, newFraming, truncation, padding, offsetUnit);
    }

    /** The same options with another truncation. */
    public EncodeOptions withTruncation(Setting<TruncationSpec> newTruncation) {
        return new EncodeOptions(specialText, framing, newTruncation, padding, offsetUnit);
    }

    /** The same options with results cut at the right to {@code maxTokens}, framing tokens included. */
    public EncodeOptions withMaxTokens(int maxTokens) {
        return withTruncation(Setting.of(TruncationSpec.toLength(maxTokens)));
    }

    /** The same options with another padding. */
    public EncodeOptions withPadding(Setting<PaddingSpec> newPadding) {
        return new EncodeOptions(specialText, framing, truncation, newPadding, offsetUnit);
    }

    /** The same options with another unit of offsets. */
    public EncodeOptions withOffsetUnit(OffsetUnit newOffsetUnit) {
        return new EncodeOptions(specialText, framing, truncation, padding, newOffsetUnit);
    }
}
