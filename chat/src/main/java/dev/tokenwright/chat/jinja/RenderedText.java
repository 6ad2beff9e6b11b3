package dev.tokenwright.chat.jinja;

import java.util.List;
import java.util.Objects;

/**
 * What a template made of its data.
 *
 * @param text the text
 * @param spans where each stretch of the text came from, in order and without gaps; empty when origins were ignored
 * @param generations what blocks of generated text wrote to the text, in order
 * @param writes the places of the template that wrote text of the input; empty unless they were asked for
 */
public record RenderedText(String text, List<TextSpan> spans, List<TextRange> generations, List<InputWrite> writes) {
    /** Copies the lists. */
    public RenderedText {
        Objects.requireNonNull(text, "text");
        spans = List.copyOf(spans);
        generations = List.copyOf(generations);
        writes = List.copyOf(writes);
    }

    /**
     * The offset into the template's source of what wrote a character, or the last of the template's own text before it.
     */
    public int templateOffset(int index) {
        int offset = 0;
        for (TextSpan span : spans) {
            if (span.start() > index) {
                break;
            }
            if (!(span.origin() instanceof InputPath) && span.originStart() >= 0) {
                offset = span.originStart() + Math.min(index, span.end()) - span.start();
            }
        }
        return offset;
    }
}
