package dev.tokenwright.stage.split;

import dev.tokenwright.error.Place;
import dev.tokenwright.spec.PatternSpec;
import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.ByteLevelAlphabet;

/** Each byte of a piece becomes the character that GPT-2 writes for it. */
final class ByteLevelStep extends RewritingStep {
    /** GPT-2's split pattern. */
    static final PatternSpec.Regex GPT2_PATTERN = new PatternSpec.Regex(
            "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+",
            PatternSpec.Dialect.ONIGURUMA,
            Place.of("the ByteLevel pre-tokenizer"));

    @Override
    void rewrite(SplitState state, int start, int end, AlignedText target) {
        ByteLevelAlphabet.write(state.text(), start, end, target);
    }
}
