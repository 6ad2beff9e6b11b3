package dev.tokenwright.stage.normalize;

import dev.tokenwright.text.AlignedText;
import java.nio.charset.StandardCharsets;

/** A text is put in front; it takes the origin of the first code point. */
final class PrependStep implements NormalizeStep {
    private final byte[] text;

    PrependStep(String text) {
        this.text = text.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public void apply(AlignedText source, AlignedText target, int anchor) {
        boolean tracked = source.tracked();
        target.appendBytes(
                text, 0, text.length, tracked ? source.originStart(0) : 0, tracked ? source.originEnd(0) : 0);
        target.append(source, 0, source.length());
    }
}
