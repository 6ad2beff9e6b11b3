package dev.tokenwright.stage.normalize;

import dev.tokenwright.text.AlignedText;
import dev.tokenwright.text.ByteLevelAlphabet;

/** Each byte becomes the character that GPT-2 writes for it. */
final class ByteLevelStep implements NormalizeStep {
    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        ByteLevelAlphabet.write(source, 0, source.length(), target);
    }
}
