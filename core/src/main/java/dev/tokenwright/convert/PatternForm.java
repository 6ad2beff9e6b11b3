package dev.tokenwright.convert;

import dev.tokenwright.error.ConversionException;
import dev.tokenwright.error.Place;
import dev.tokenwright.spec.DecoderSpec;
import dev.tokenwright.spec.NormalizerSpec;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.spec.SplitSpec;
import dev.tokenwright.text.regex.OnigurumaRegex;
import dev.tokenwright.text.regex.RegexDialect;
import dev.tokenwright.text.regex.RegexSyntaxException;

/** Parts with their patterns rewritten for the engine that the reference has. */
final class PatternForm {
    private final Place place;

    PatternForm(Place place) {
        this.place = place;
    }

    NormalizerSpec of(NormalizerSpec spec) {
        if (spec instanceof NormalizerSpec.Sequence sequence) {
            return new NormalizerSpec.Sequence(
                    sequence.steps().stream().map(this::of).toList());
        }
        return spec instanceof NormalizerSpec.Replace replace
                ? new NormalizerSpec.Replace(of(replace.pattern(), place.child("normalizer")), replace.content())
                : spec;
    }

    SplitSpec of(SplitSpec spec) {
        if (spec instanceof SplitSpec.Sequence sequence) {
            return new SplitSpec.Sequence(
                    sequence.steps().stream().map(this::of).toList());
        }
        return spec instanceof SplitSpec.Split split
                ? new SplitSpec.Split(
                        of(split.pattern(), place.child("pre_tokenizer")), split.behavior(), split.invert())
                : spec;
    }

    DecoderSpec of(DecoderSpec spec) {
        if (spec instanceof DecoderSpec.Sequence sequence) {
            return new DecoderSpec.Sequence(
                    sequence.steps().stream().map(this::of).toList());
        }
        return spec instanceof DecoderSpec.Replace replace
                ? new DecoderSpec.Replace(of(replace.pattern(), place.child("decoder")), replace.content())
                : spec;
    }

    private static PatternSpec of(PatternSpec pattern, Place part) {
        if (!(pattern instanceof PatternSpec.Regex regex) || regex.dialect() == PatternSpec.Dialect.ONIGURUMA) {
            return pattern;
        }
        try {
            String rewritten = OnigurumaRegex.of(
                            regex.pattern(),
                            RegexDialect.valueOf(regex.dialect().name()))
                    .orElseThrow(() -> lost(part, regex, "the reference's engine has no expression for it"));
            return new PatternSpec.Regex(rewritten, PatternSpec.Dialect.ONIGURUMA, regex.place());
        } catch (RegexSyntaxException e) {
            throw lost(part, regex, String.valueOf(e.getMessage()));
        }
    }

    private static ConversionException lost(Place part, PatternSpec.Regex regex, String reason) {
        return new ConversionException(
                part.child("pattern"), "the pattern \"" + regex.pattern() + "\" would be lost: " + reason);
    }
}
